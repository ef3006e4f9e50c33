import { guide } from "#contract";
import { FormFault, useFieldFaults, useWords, words } from "#parts";
import { useRead, useWrite } from "#shell";
import { Form, Input, Modal, Select } from "antd";
import { useNow } from "../kit/clock.tsx";
import { wallTime } from "../kit/time.ts";

const t = words({
  title: { zh: "预约什么时候？", en: "An appointment for when?" },
  when: { zh: "时间", en: "Time" },
  name: { zh: "怎么称呼", en: "Name" },
  phone: { zh: "手机号", en: "Phone number" },
  phoneWrong: { zh: "6 到 15 位数字", en: "6 to 15 digits" },
  topic: { zh: "想了解什么", en: "What about" },
  guide: { zh: "指定导购（可不选）", en: "Guide (optional)" },
  book: { zh: "预约", en: "Book" },
  back: { zh: "取消", en: "Cancel" },
  need: { zh: "请填写", en: "Please fill this in" },
});
type Values = {
  readonly from: string;
  readonly name: string;
  readonly phone: string;
  readonly topic?: string;
  readonly guide?: string;
};
type Props = {
  readonly slots: readonly guide.Slot[];
  readonly zone: string | undefined;
  readonly from: string | undefined;
  readonly onClose: () => void;
};

/** Books advice for somebody who calls or stands at the counter. */
export function BookDialog({ slots, zone, from, onClose }: Props) {
  const say = useWords(t);
  const [form] = Form.useForm<Values>();
  const now = useNow();
  const guides = useRead(guide.routes.guides).data?.items ?? [];
  const { venueBook, venueAppointments, venueSlots } = guide.routes;
  const write = useWrite(venueBook, { refresh: [venueAppointments, venueSlots], quiet: true, onDone: onClose });
  useFieldFaults(form, write.error);
  const open = slots.filter((slot) => slot.free > 0 && Date.parse(slot.until) > now);
  const needed = [{ required: true, whitespace: true, message: say.need }];
  return (
    <Modal
      open
      width={440}
      title={say.title}
      okText={say.book}
      cancelText={say.back}
      confirmLoading={write.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ from: from ?? open[0]?.from }}
        onFinish={({ guide: who, topic, ...rest }) =>
          write.mutate({ body: { ...rest, topic: topic ?? "", ...(who === undefined ? {} : { guide: who }) } })
        }
      >
        <FormFault error={write.error} />
        <Form.Item name="from" label={say.when} rules={needed}>
          <Select options={open.map((slot) => ({ value: slot.from, label: wallTime(Date.parse(slot.from), zone) }))} />
        </Form.Item>
        <Form.Item name="name" label={say.name} rules={needed}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="phone"
          label={say.phone}
          rules={[{ required: true, pattern: /^\+?\d{6,15}$/, message: say.phoneWrong }]}
        >
          <Input inputMode="tel" maxLength={16} autoComplete="off" />
        </Form.Item>
        <Form.Item name="topic" label={say.topic}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="guide" label={say.guide}>
          <Select allowClear options={guides.map((one) => ({ value: one.id, label: one.name }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
