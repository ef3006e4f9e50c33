import { parties } from "#contract";
import {
  ConfirmButton,
  DataTable,
  formatAgo,
  formatTime,
  Page,
  Panel,
  ToneTag,
  useLang,
  useWords,
  words,
} from "#parts";
import { useList, useWrite } from "#shell";
import { Alert, Button, Checkbox, Drawer, Form, Input, Typography } from "antd";
import { useState } from "react";
import type { z } from "zod";

const { routes } = parties;
const t = words({
  title: { zh: "谁能看到什么？", en: "Who may see what?" },
  sub: { zh: "每个人和每把密钥只看到自己范围内的数据。", en: "Every person and every key sees only its own rows." },
  users: { zh: "人员", en: "People" },
  keys: { zh: "API 密钥", en: "API keys" },
  add: { zh: "新建密钥", en: "New key" },
  name: { zh: "名称", en: "Name" },
  login: { zh: "登录名", en: "Login" },
  roles: { zh: "角色", en: "Roles" },
  scopes: { zh: "权限", en: "Scopes" },
  used: { zh: "最近使用", en: "Last used" },
  made: { zh: "创建", en: "Made" },
  revoke: { zh: "吊销", en: "Revoke" },
  revoked: { zh: "已吊销", en: "Revoked" },
  live: { zh: "有效", en: "Live" },
  revokeAsk: { zh: "吊销这把密钥？", en: "Revoke this key?" },
  revokeDetail: { zh: "使用它的系统会在几秒内收到 401。", en: "Systems that use it get 401 within seconds." },
  save: { zh: "创建", en: "Create" },
  once: { zh: "只显示这一次，请立即保存", en: "Shown only once; keep it now" },
  never: { zh: "从未", en: "never" },
});
const scopes = ["facts:write", "catalog:read", "catalog:write", "parties:read", "parties:write"];

/** People with their roles, and API keys. */
export function Access() {
  const say = useWords(t);
  const [adding, setAdding] = useState(false);
  const users = useList(routes.users, { query: { limit: 100 } });
  const add = (
    <Button type="primary" onClick={() => setAdding(true)}>
      {say.add}
    </Button>
  );
  return (
    <Page title={say.title} sub={say.sub} reads={users} actions={add}>
      <Keys />
      <Panel title={say.users} flush>
        <DataTable
          list={users}
          rowKey={(u) => u.id}
          columns={[
            { key: "name", title: say.name, render: (u) => u.name },
            { key: "login", title: say.login, render: (u) => u.login },
            { key: "roles", title: say.roles, render: (u) => u.assignments.map((a) => a.role).join(", ") },
          ]}
        />
      </Panel>
      <NewKey open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

type Key = z.output<typeof routes.keys.reply>["items"][number];
function RevokeButton({ of }: { readonly of: Key }) {
  const say = useWords(t);
  const revoke = useWrite(routes.revokeKey, { refresh: [routes.keys] });
  if (of.revoked_at !== null) return null;
  const run = () => revoke.mutateAsync({ params: { id: of.id } });
  return (
    <ConfirmButton danger title={say.revokeAsk} detail={say.revokeDetail} onConfirm={run}>
      {say.revoke}
    </ConfirmButton>
  );
}
function Keys() {
  const say = useWords(t);
  const lang = useLang();
  const keys = useList(routes.keys, { query: { limit: 100 } });
  const state = (k: Key) => (
    <ToneTag tone={k.revoked_at === null ? "good" : "plain"}>{k.revoked_at === null ? say.live : say.revoked}</ToneTag>
  );
  return (
    <Panel title={say.keys} flush>
      <DataTable
        list={keys}
        rowKey={(k) => k.id}
        columns={[
          { key: "name", title: say.name, render: (k) => k.name },
          { key: "scopes", title: say.scopes, render: (k) => <code>{k.scopes.join(" ")}</code> },
          {
            key: "used",
            title: say.used,
            render: (k) => (k.last_used_at ? formatAgo(k.last_used_at, lang) : say.never),
          },
          { key: "made", title: say.made, render: (k) => formatTime(k.created_at, undefined, lang) },
          { key: "state", title: "", render: state },
          { key: "act", title: "", render: (k) => <RevokeButton of={k} /> },
        ]}
      />
    </Panel>
  );
}

type KeyForm = { name: string; scopes: string[] };
function NewKey({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useWords(t);
  const add = useWrite(routes.createKey, { refresh: [routes.keys] });
  const close = () => {
    add.reset();
    onClose();
  };
  return (
    <Drawer open={open} onClose={close} title={say.add}>
      {add.data ? (
        <Alert
          type="success"
          title={say.once}
          description={
            <Typography.Text copyable code>
              {add.data.secret}
            </Typography.Text>
          }
        />
      ) : (
        <Form<KeyForm>
          layout="vertical"
          initialValues={{ scopes: ["facts:write"] }}
          onFinish={(body) => add.mutate({ body })}
        >
          <Form.Item name="name" label={say.name} rules={[{ required: true, max: 100 }]}>
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="scopes" label={say.scopes} rules={[{ required: true }]}>
            <Checkbox.Group options={scopes} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={add.isPending}>
            {say.save}
          </Button>
        </Form>
      )}
    </Drawer>
  );
}
