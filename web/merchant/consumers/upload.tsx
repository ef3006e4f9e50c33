import { UploadOutlined } from "@ant-design/icons";
import { audiences, facts } from "#contract";
import { FormFault, formatCount, useLang, useText, useWords, words } from "#parts";
import { useWrite } from "#shell";
import { Alert, Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { CountText } from "./live-count.tsx";

const t = words({
  open: { zh: "匹配名单", en: "Match a list" },
  title: { zh: "匹配一份名单", en: "Match a list of identifiers" },
  hint: {
    zh: "每行一个。数值会先加盐散列，不保存原文；匹配人数太少的名单不会保留。",
    en: "One per line. Values are hashed and not kept; a list with too few matches is dropped.",
  },
  name: { zh: "名单名称", en: "Name" },
  type: { zh: "标识类型", en: "Kind of identifier" },
  values: { zh: "标识", en: "Identifiers" },
  match: { zh: "匹配", en: "Match" },
  close: { zh: "关闭", en: "Close" },
  needed: { zh: "请填写", en: "Please fill in" },
  done: { zh: (n: string) => `给出 ${n} 条，匹配到：`, en: (n: string) => `${n} given, matched: ` },
  next: { zh: "新建人群时可选这份名单作为条件。", en: "It can now be a condition of an audience." },
});
const kinds: Readonly<Record<(typeof facts.idTypes)[number], { zh: string; en: string }>> = {
  member_no: { zh: "会员号", en: "Member number" },
  phone: { zh: "手机号", en: "Phone number" },
  email: { zh: "邮箱", en: "E-mail" },
  platform_id: { zh: "平台 ID", en: "Platform id" },
  loyalty_card: { zh: "会员卡", en: "Loyalty card" },
  receipt_no: { zh: "小票号", en: "Receipt number" },
  device_id: { zh: "设备", en: "Device" },
  anonymous_id: { zh: "浏览器", en: "Browser" },
  outer_user: { zh: "设备访客", en: "Guest of a device" },
};
const valuesMax = 50_000;
type Fields = { readonly name: string; readonly type: (typeof facts.idTypes)[number]; readonly values: string };

/** Lines of a pasted list, without empty ones and without doubles. */
const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\r\n,;]+/)
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];

function UploadForm({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const [form] = Form.useForm<Fields>();
  const write = useWrite(audiences.routes.upload, { refresh: [audiences.routes.uploads], quiet: true });
  const send = ({ name, type, values }: Fields) =>
    write.mutate({ body: { name, type, values: linesOf(values).slice(0, valuesMax) } });
  return (
    <Modal
      open
      title={say.title}
      okText={say.match}
      cancelText={say.close}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={write.isPending}
      width={520}
    >
      <p style={{ color: "var(--fg-muted)" }}>{say.hint}</p>
      <FormFault error={write.error} />
      {write.data ? (
        <Alert
          type="success"
          showIcon
          style={{ marginBottom: 16 }}
          title={
            <>
              {say.done(formatCount(write.data.given, lang))}
              <CountText shown={write.data.matched} />
            </>
          }
          description={say.next}
        />
      ) : null}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ type: "member_no" }}
        onFinish={send}
      >
        <Form.Item name="name" label={say.name} rules={[{ required: true, whitespace: true, message: say.needed }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="type" label={say.type}>
          <Select options={facts.idTypes.map((one) => ({ value: one, label: text(kinds[one]) }))} />
        </Form.Item>
        <Form.Item name="values" label={say.values} rules={[{ required: true, whitespace: true, message: say.needed }]}>
          <Input.TextArea rows={8} spellCheck={false} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Matches a list of identifiers from elsewhere with known people. */
export function UploadButton() {
  const say = useWords(t);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<UploadOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {say.open}
      </Button>
      {open ? <UploadForm onClose={() => setOpen(false)} /> : null}
    </>
  );
}
