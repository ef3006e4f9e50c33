import { audiences, identity } from "#contract";
import { csvText, errorText, FormFault, FunnelBar, Panel, saveText, useLang, useText, useWords, words } from "#parts";
import { call, useRead, useWrite } from "#shell";
import { App, Button, Form, Select } from "antd";
import { useState } from "react";
import { channelWords, purposeWords } from "../shared/names.ts";
import css from "./consumers.module.css";

const t = words({
  title: { zh: "可以触达谁？", en: "Who may be reached?" },
  sub: {
    zh: (own: number, external: number) =>
      `只有对该用途与渠道给过同意的人会被交出；平台内至少 ${own} 人，对外至少 ${external} 人。`,
    en: (own: number, external: number) =>
      `Only people who agreed to this purpose and channel are handed out; at least ${own} inside the platform, ${external} outside.`,
  },
  purpose: { zh: "用途", en: "Purpose" },
  channel: { zh: "渠道", en: "Channel" },
  hand: { zh: "交付名单", en: "Hand out" },
  listed: { zh: "名单里的人", en: "In the list" },
  agreed: { zh: "同意被触达", en: "May be reached" },
  rest: {
    zh: "其余的人没有给过同意、撤回了同意，或拒绝个性化，因此没有交出。",
    en: "The others gave no consent, took it back, or refused personalisation, so they were not handed out.",
  },
  download: { zh: "下载对外名单（匿名编号）", en: "Download as pseudonyms" },
  freezeFirst: { zh: "先冻结一份名单，再交付。", en: "Freeze a list first, then hand it out." },
  person: { zh: "匿名编号", en: "Pseudonym" },
});
type Channel = Exclude<identity.Channel, "any">;
const isSpecific = (channel: identity.Channel): channel is Channel => channel !== "any";
type Fields = { readonly purpose: identity.Purpose; readonly channel: Channel };
/** Most pages of pseudonyms fetched for one file. */
const pagesMax = 50;

async function pseudonyms(handOut: string): Promise<string[]> {
  const people: string[] = [];
  let after = 0;
  for (let page = 0; page < pagesMax; page += 1) {
    const reply = await call(audiences.routes.handedOut, { params: { hand_out: handOut }, query: { after } });
    people.push(...reply.items);
    if (reply.next === undefined) break;
    after = reply.next;
  }
  return people;
}

function Outcome({ done }: { readonly done: audiences.HandOut }) {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      saveText("audience.csv", csvText([[say.person], ...(await pseudonyms(done.id)).map((one) => [one])]));
    } catch (error) {
      void message.error(errorText(error, lang));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div role="status" style={{ marginTop: 8 }}>
      <FunnelBar
        conversion={false}
        steps={[
          { key: "of", label: say.listed, value: done.of.people, colour: "var(--fg-edge)" },
          { key: "people", label: say.agreed, value: done.people.people },
        ]}
      />
      <p className={css["note"]}>{say.rest}</p>
      {done.channel === "external" ? (
        <Button style={{ marginTop: 12 }} loading={busy} onClick={() => void download()}>
          {say.download}
        </Button>
      ) : null}
    </div>
  );
}

/** Hands the newest list of an audience to a channel, under consent and smallest size, and shows what consent left of it. */
export function HandOut({ audience }: { readonly audience: audiences.Audience }) {
  const say = useWords(t);
  const text = useText();
  const policy = useRead(audiences.routes.policy);
  const write = useWrite(audiences.routes.handOut, { quiet: true });
  const hand = (body: Fields) => write.mutate({ params: { audience: audience.id }, body });
  return (
    <Panel title={say.title} sub={policy.data ? say.sub(policy.data.own_min, policy.data.external_min) : undefined}>
      <Form<Fields>
        layout="inline"
        requiredMark={false}
        initialValues={{ purpose: "marketing", channel: "shop" }}
        onFinish={hand}
        style={{ rowGap: 12, marginBottom: 16 }}
      >
        <Form.Item name="purpose" label={say.purpose}>
          <Select
            style={{ minWidth: 140 }}
            options={identity.purposes.map((one) => ({ value: one, label: text(purposeWords[one]) }))}
          />
        </Form.Item>
        <Form.Item name="channel" label={say.channel}>
          <Select
            style={{ minWidth: 160 }}
            options={identity.channels
              .filter(isSpecific)
              .map((one) => ({ value: one, label: text(channelWords[one]) }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={write.isPending} disabled={audience.frozen === null}>
          {say.hand}
        </Button>
      </Form>
      {audience.frozen === null ? <p className={css["note"]}>{say.freezeFirst}</p> : null}
      <FormFault error={write.error} />
      {write.data && !write.error ? <Outcome done={write.data} /> : null}
    </Panel>
  );
}
