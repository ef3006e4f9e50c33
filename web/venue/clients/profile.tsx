import { guide } from "#contract";
import { FormFault, useFieldFaults, useWords, words } from "#parts";
import { useUser, useWrite } from "#shell";
import { Button, Checkbox, Drawer, Form, Input, Select } from "antd";
import { useGuide } from "../kit/presence.ts";

const t = words({
  title: { zh: "我的导购资料", en: "My guide profile" },
  name: { zh: "顾客看到的称呼", en: "The name clients see" },
  specialities: { zh: "擅长（回车添加）", en: "What I know best (Enter adds one)" },
  languages: { zh: "会说", en: "I speak" },
  days: { zh: "每周上班", en: "Days of work" },
  from: { zh: "从", en: "From" },
  until: { zh: "到", en: "Until" },
  save: { zh: "保存", en: "Save" },
  need: { zh: "请填写", en: "Please fill this in" },
  order: { zh: "下班要晚于上班", en: "The end must be after the start" },
  zh: { zh: "中文", en: "Chinese" },
  en: { zh: "英语", en: "English" },
  ja: { zh: "日语", en: "Japanese" },
  ko: { zh: "韩语", en: "Korean" },
  d1: { zh: "周一", en: "Mon" },
  d2: { zh: "周二", en: "Tue" },
  d3: { zh: "周三", en: "Wed" },
  d4: { zh: "周四", en: "Thu" },
  d5: { zh: "周五", en: "Fri" },
  d6: { zh: "周六", en: "Sat" },
  d7: { zh: "周日", en: "Sun" },
});
const languages = ["zh", "en", "ja", "ko"] as const;
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const halfHours = Array.from({ length: 48 }, (_, i) => `${String(i >> 1).padStart(2, "0")}:${i % 2 ? "30" : "00"}`);

type Values = {
  readonly name: string;
  readonly specialities: string[];
  readonly languages: (typeof languages)[number][];
  readonly days: number[];
  readonly from: string;
  readonly until: string;
};
function valuesOf(known: guide.Guide | null | undefined, name: string): Values {
  const [first] = known?.hours ?? [];
  return {
    name: known?.name ?? name,
    specialities: [...(known?.specialities ?? [])],
    languages: [...(known?.languages ?? (["zh"] as const))],
    days: known ? [...new Set(known.hours.map((h) => h.weekday))] : [1, 2, 3, 4, 5],
    from: first?.from ?? "10:00",
    until: first?.until ?? "20:00",
  };
}

type Props = { readonly open: boolean; readonly onClose: () => void };
/** How clients see this person, and when they can be booked. */
export function ProfileDrawer({ open, onClose }: Props) {
  const say = useWords(t);
  const user = useUser();
  const known = useGuide();
  const [form] = Form.useForm<Values>();
  const { putMe, me, guides, venueSlots } = guide.routes;
  const write = useWrite(putMe, { refresh: [me, guides, venueSlots], quiet: true, onDone: onClose });
  useFieldFaults(form, write.error);
  const needed = [{ required: true, message: say.need }];
  const save = ({ days, from, until, ...rest }: Values) =>
    write.mutate({ body: { ...rest, hours: days.toSorted().map((weekday) => ({ weekday, from, until })) } });
  return (
    <Drawer open={open} onClose={onClose} title={say.title} size={420} destroyOnHidden>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        initialValues={valuesOf(known, user.name)}
        onFinish={save}
      >
        <FormFault error={write.error} />
        <Form.Item name="name" label={say.name} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="specialities" label={say.specialities}>
          <Select mode="tags" maxCount={20} suffixIcon={null} open={false} />
        </Form.Item>
        <Form.Item name="languages" label={say.languages} rules={needed}>
          <Checkbox.Group options={languages.map((value) => ({ value, label: say[value] }))} />
        </Form.Item>
        <Form.Item name="days" label={say.days}>
          <Checkbox.Group options={weekdays.map((value) => ({ value, label: say[`d${value}`] }))} />
        </Form.Item>
        <Form.Item name="from" label={say.from} rules={needed}>
          <Select options={halfHours.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item
          name="until"
          label={say.until}
          dependencies={["from"]}
          rules={[
            ...needed,
            ({ getFieldValue }) => ({
              validator: (_, until: string) =>
                until > String(getFieldValue("from")) ? Promise.resolve() : Promise.reject(new Error(say.order)),
            }),
          ]}
        >
          <Select options={[...halfHours.slice(1), "24:00"].map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={write.isPending}>
          {say.save}
        </Button>
      </Form>
    </Drawer>
  );
}
