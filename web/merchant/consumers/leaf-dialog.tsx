import type { audiences } from "#contract";
import { currencyDigits, useWords, words } from "#parts";
import { useUser } from "#shell";
import { Form, Modal, Select } from "antd";
import { useState } from "react";
import { addDays } from "../shared/days.ts";
import { usePlatformDays } from "../shared/use-days.ts";
import type { Draft } from "./draft.ts";
import { LeafFields, type LeafKind, leafKinds } from "./leaf-forms.tsx";
import { emptyLeaf, leafOf, type LeafValues, valuesOf } from "./leaf-values.ts";

const t = words({
  add: { zh: "加一个条件", en: "Add a condition" },
  change: { zh: "修改条件", en: "Change the condition" },
  kind: { zh: "按什么找人", en: "People by" },
  done: { zh: "好", en: "Done" },
  cancel: { zh: "取消", en: "Cancel" },
  stage: { zh: "所处阶段", en: "Stage they are in" },
  flow: { zh: "阶段流转", en: "How they moved" },
  behaviour: { zh: "做过的事", en: "What they did" },
  bought: { zh: "买过的东西", en: "What they bought" },
  members: { zh: "会员", en: "Membership" },
  consent: { zh: "同意触达", en: "Consent to be reached" },
  audience: { zh: "已有人群", en: "Another audience" },
  upload: { zh: "上传的名单", en: "An uploaded list" },
});

type Leaf = Exclude<audiences.Definition, { op: unknown }>;
type Props = {
  /** The condition to change; none to add one. */
  readonly leaf?: Leaf | undefined;
  readonly onDone: (leaf: Draft) => void;
  readonly onClose: () => void;
};

/** Asks for one condition of an audience. */
export function LeafDialog({ leaf, onDone, onClose }: Props) {
  const say = useWords(t);
  const { yesterday } = usePlatformDays();
  const unit = 10 ** currencyDigits(useUser().platform.currency);
  const known = leaf ? valuesOf(leaf, unit) : undefined;
  const [kind, setKind] = useState<LeafKind>(known?.kind ?? "stage");
  const [form] = Form.useForm<LeafValues>();
  const start = { ...emptyLeaf(yesterday, addDays(yesterday, -29)), ...known?.values };
  return (
    <Modal
      open
      width={520}
      title={leaf ? say.change : say.add}
      okText={say.done}
      cancelText={say.cancel}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<LeafValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={start}
        onFinish={(filled) => onDone(leafOf(kind, { ...start, ...filled }, unit))}
      >
        <Form.Item label={say.kind}>
          <Select<LeafKind>
            aria-label={say.kind}
            value={kind}
            onChange={setKind}
            options={leafKinds.map((one) => ({ value: one, label: say[one] }))}
          />
        </Form.Item>
        <LeafFields kind={kind} />
      </Form>
    </Modal>
  );
}
