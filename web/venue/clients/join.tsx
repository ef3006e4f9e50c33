import { identity } from "#contract";
import { FormFault, Panel, useFieldFaults, useWords, words } from "#parts";
import { useWrite } from "#shell";
import { Button, Checkbox, Form, Input } from "antd";
import css from "./clients.module.css";
import { notice, noticeVersion } from "./notice.ts";

const t = words({
  title: { zh: "现场入会", en: "Join the club" },
  sub: { zh: "请顾客本人看过告知书再勾选。", en: "Let the person read the notice before anything is ticked." },
  phone: { zh: "手机号", en: "Phone number" },
  phoneWrong: { zh: "6 到 15 位数字，可带 +86", en: "6 to 15 digits, may begin with +" },
  name: { zh: "怎么称呼", en: "Name" },
  need: { zh: "请填写", en: "Please fill this in" },
  read: { zh: "顾客已读告知书并愿意入会", en: "The person has read the notice and wants to join" },
  readNeeded: { zh: "入会前须由顾客确认", en: "Needed before joining" },
  version: { zh: (v: string) => `告知书版本 ${v}`, en: (v: string) => `Notice version ${v}` },
  join: { zh: "办理入会", en: "Join" },
});

type Values = {
  readonly phone: string;
  readonly name: string;
  readonly personalisation?: boolean;
  readonly marketing?: boolean;
};
const answer = (purpose: "personalisation" | "marketing", given: boolean | undefined) =>
  ({ purpose, channel: "any", brand: 0, status: given ? "given" : "refused", notice: noticeVersion }) as const;

/** The notice with its version, the two free choices, and that it was read. */
function NoticeAndChoices() {
  const say = useWords(t);
  const said = useWords(notice);
  return (
    <>
      <div className={css["notice"]}>
        <h3>{said.head}</h3>
        <p>{said.about}</p>
        <p>{said.choice}</p>
        <small>{say.version(noticeVersion)}</small>
      </div>
      <Form.Item name="personalisation" valuePropName="checked" className={css["tick"] ?? ""}>
        <Checkbox>{said.personalisation}</Checkbox>
      </Form.Item>
      <Form.Item name="marketing" valuePropName="checked" className={css["tick"] ?? ""}>
        <Checkbox>{said.marketing}</Checkbox>
      </Form.Item>
      <Form.Item
        name="read"
        valuePropName="checked"
        className={css["tick"] ?? ""}
        rules={[
          {
            validator: (_, ticked) => (ticked === true ? Promise.resolve() : Promise.reject(new Error(say.readNeeded))),
          },
        ]}
      >
        <Checkbox>{say.read}</Checkbox>
      </Form.Item>
    </>
  );
}

/** Makes somebody a member at the counter: number, name, and what the person agreed to under which notice. */
export function JoinForm({
  phone,
  onJoined,
}: {
  readonly phone: string;
  readonly onJoined: (card: identity.MemberCard) => void;
}) {
  const say = useWords(t);
  const [form] = Form.useForm<Values>();
  const write = useWrite(identity.routes.memberJoin, { quiet: true, onDone: onJoined });
  useFieldFaults(form, write.error);
  const join = (values: Values) =>
    write.mutate({
      body: {
        phone: values.phone.trim(),
        name: values.name.trim(),
        consents: [answer("personalisation", values.personalisation), answer("marketing", values.marketing)],
      },
    });
  return (
    <Panel title={say.title} sub={say.sub}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ phone }} onFinish={join}>
        <FormFault error={write.error} />
        <Form.Item
          name="phone"
          label={say.phone}
          rules={[{ required: true, pattern: /^\+?\d{6,15}$/, message: say.phoneWrong }]}
        >
          <Input inputMode="tel" autoComplete="off" maxLength={16} />
        </Form.Item>
        <Form.Item name="name" label={say.name} rules={[{ required: true, whitespace: true, message: say.need }]}>
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <NoticeAndChoices />
        <Button type="primary" htmlType="submit" loading={write.isPending}>
          {say.join}
        </Button>
      </Form>
    </Panel>
  );
}
