import { audiences, catalog, databank, facts, identity } from "#contract";
import { useList, useRead } from "#shell";
import { Checkbox, Form, InputNumber, Select } from "antd";
import { DayRangePicker, stages, useLang, useText, useWords, words } from "#parts";
import type { ReactNode } from "react";
import { DayField } from "../shared/day-field.tsx";
import { behaviourWords, channelWords, placeWords, purposeWords, touchpointWord } from "../shared/names.ts";
import { usePlatformDays } from "../shared/use-days.ts";

const t = words({
  stage: { zh: "阶段", en: "Stage" },
  day: { zh: "日期", en: "Day" },
  range: { zh: "时间范围", en: "Period" },
  fromStage: { zh: "开始那天在", en: "On the first day in" },
  toStage: { zh: "结束那天在", en: "On the last day in" },
  behaviours: { zh: "做过什么", en: "Did any of" },
  needed: { zh: "至少选一项", en: "Choose at least one" },
  touchpoints: { zh: "经由触点（不选为全部）", en: "By touchpoint (none chosen: any)" },
  distinct: { zh: "至少在几个不同的日子", en: "On at least so many different days" },
  skus: { zh: "SKU 编码（不填为全部）", en: "SKU codes (none: all)" },
  categories: { zh: "类目（不选为全部）", en: "Categories (none: all)" },
  least: { zh: "金额至少（元）", en: "For at least (whole currency units)" },
  rolling: { zh: "日期每天顺延", en: "Days move on with the calendar" },
  purpose: { zh: "同意的用途", en: "Agreed to" },
  channel: { zh: "触达渠道", en: "Through" },
  audience: { zh: "人群", en: "Audience" },
  upload: { zh: "上传的名单", en: "Uploaded list" },
  choose: { zh: "请选择", en: "Please choose" },
  membersNote: { zh: "加入本品牌会员的人。", en: "People who joined the brand's club." },
});

/** Days as antd's form hands them to a field. */
function Days({
  value,
  onChange,
}: {
  readonly value?: { from: string; to: string };
  readonly onChange?: (v: { from: string; to: string }) => void;
}) {
  const { today, yesterday } = usePlatformDays();
  return (
    <DayRangePicker
      value={value ?? { from: yesterday, to: yesterday }}
      lastDay={today}
      maxDays={3660}
      onChange={(next) => onChange?.(next)}
    />
  );
}
function Day({ value, onChange }: { readonly value?: string; readonly onChange?: (v: string) => void }) {
  const { today, yesterday } = usePlatformDays();
  const say = useWords(t);
  return <DayField label={say.day} value={value ?? yesterday} lastDay={today} onChange={(next) => onChange?.(next)} />;
}

function Rolling() {
  const say = useWords(t);
  return (
    <Form.Item name="rolling" valuePropName="checked">
      <Checkbox>{say.rolling}</Checkbox>
    </Form.Item>
  );
}
const required = (message: string) => [{ required: true, message }];

function PlaceSelect({ name, label }: { readonly name: string; readonly label: string }) {
  const text = useText();
  const say = useWords(t);
  return (
    <Form.Item name={name} label={label} rules={required(say.choose)}>
      <Select options={databank.places.map((one) => ({ value: one, label: text(placeWords[one]) }))} />
    </Form.Item>
  );
}

function StageFields() {
  const say = useWords(t);
  const text = useText();
  return (
    <>
      <Form.Item name="stage" label={say.stage} rules={required(say.choose)}>
        <Select options={stages.map((one) => ({ value: one, label: text(placeWords[one]) }))} />
      </Form.Item>
      <Form.Item name="day" label={say.day}>
        <Day />
      </Form.Item>
      <Rolling />
    </>
  );
}

function FlowFields() {
  const say = useWords(t);
  return (
    <>
      <Form.Item name="days" label={say.range}>
        <Days />
      </Form.Item>
      <PlaceSelect name="from_stage" label={say.fromStage} />
      <PlaceSelect name="to_stage" label={say.toStage} />
      <Rolling />
    </>
  );
}

function BehaviourFields() {
  const say = useWords(t);
  const text = useText();
  const { yesterday } = usePlatformDays();
  const read = useRead(databank.routes.touchpoints, { query: { as_of: yesterday } });
  const points = [
    ...new Set((read.data?.touchpoints ?? []).map((one) => one.touchpoint).filter((code) => code !== "")),
  ];
  return (
    <>
      <Form.Item name="behaviours" label={say.behaviours} rules={required(say.needed)}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={facts.behaviourNames.map((one) => ({ value: one, label: text(behaviourWords[one]) }))}
        />
      </Form.Item>
      <Form.Item name="days" label={say.range}>
        <Days />
      </Form.Item>
      <Form.Item name="touchpoints" label={say.touchpoints}>
        <Select
          mode="multiple"
          maxCount={50}
          optionFilterProp="label"
          options={points.map((one) => ({ value: one, label: text(touchpointWord(one)) }))}
        />
      </Form.Item>
      <Form.Item name="min_distinct_days" label={say.distinct}>
        <InputNumber min={1} max={10} precision={0} />
      </Form.Item>
      <Rolling />
    </>
  );
}

function BoughtFields() {
  const say = useWords(t);
  const lang = useLang();
  const read = useRead(catalog.routes.categories);
  return (
    <>
      <Form.Item name="days" label={say.range}>
        <Days />
      </Form.Item>
      <Form.Item name="categories" label={say.categories}>
        <Select
          mode="multiple"
          maxCount={100}
          optionFilterProp="label"
          options={(read.data?.items ?? []).map((one) => ({ value: one.code, label: one.name[lang] }))}
        />
      </Form.Item>
      <Form.Item name="skus" label={say.skus}>
        <Select mode="tags" maxCount={500} tokenSeparators={[",", " ", "\n"]} open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="least" label={say.least}>
        <InputNumber min={0} max={90_000_000_000} precision={2} style={{ width: 200 }} />
      </Form.Item>
      <Rolling />
    </>
  );
}

function AudienceFields() {
  const say = useWords(t);
  const list = useList(audiences.routes.list, { query: { limit: 200 } });
  return (
    <Form.Item name="audience" label={say.audience} rules={required(say.choose)}>
      <Select
        showSearch
        optionFilterProp="label"
        options={list.rows.map((one) => ({ value: one.id, label: one.name }))}
      />
    </Form.Item>
  );
}

function UploadFields() {
  const say = useWords(t);
  const list = useList(audiences.routes.uploads, { query: { limit: 200 } });
  return (
    <Form.Item name="upload" label={say.upload} rules={required(say.choose)}>
      <Select
        showSearch
        optionFilterProp="label"
        options={list.rows.map((one) => ({ value: one.id, label: one.name }))}
      />
    </Form.Item>
  );
}

function ConsentFields() {
  const say = useWords(t);
  const text = useText();
  return (
    <>
      <Form.Item name="purpose" label={say.purpose} rules={required(say.choose)}>
        <Select options={identity.purposes.map((one) => ({ value: one, label: text(purposeWords[one]) }))} />
      </Form.Item>
      <Form.Item name="channel" label={say.channel} rules={required(say.choose)}>
        <Select options={identity.channels.map((one) => ({ value: one, label: text(channelWords[one]) }))} />
      </Form.Item>
    </>
  );
}

function MemberFields() {
  return <p style={{ margin: "0 0 20px", color: "var(--fg-muted)" }}>{useWords(t).membersNote}</p>;
}

export const leafKinds = ["stage", "flow", "behaviour", "bought", "members", "consent", "audience", "upload"] as const;
export type LeafKind = (typeof leafKinds)[number];

const forms: Readonly<Record<LeafKind, () => ReactNode>> = {
  stage: StageFields,
  flow: FlowFields,
  behaviour: BehaviourFields,
  bought: BoughtFields,
  members: MemberFields,
  consent: ConsentFields,
  audience: AudienceFields,
  upload: UploadFields,
};

/** The fields of one kind of condition. */
export function LeafFields({ kind }: { readonly kind: LeafKind }) {
  const Fields = forms[kind];
  return <Fields />;
}
