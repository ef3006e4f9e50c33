import { catalog, parties } from "#contract";
import { formatMoney, useLang, useText, useWords, words } from "#parts";
import { useList, useUser } from "#shell";
import { DatePicker, Form, Input, InputNumber, Select } from "antd";
import type { NamePath } from "antd/es/form/interface.js";
import type { ReactNode } from "react";

const t = words({
  zh: { zh: "中文", en: "Chinese" },
  en: { zh: "英文", en: "English" },
  oneNeeded: { zh: "至少填一种语言", en: "Fill in at least one language" },
  from: { zh: "开始", en: "From" },
  until: { zh: "结束", en: "Until" },
  needed: { zh: "请填写", en: "Please fill in" },
});

const asPath = (name: NamePath): readonly (string | number)[] => (Array.isArray(name) ? name : [name]);
const maybe = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

type Named = {
  readonly name: NamePath;
  readonly label: string;
  /** Path inside a list of the form, for cross-checks. */ readonly root?: readonly (string | number)[];
};

/** A text in both languages; one is enough, the other then repeats it. */
export function BothField({ name, label, root = [], max = 200 }: Named & { readonly max?: number }) {
  const say = useWords(t);
  const path = asPath(name);
  return (
    <Form.Item label={label} required style={{ marginBottom: 20 }}>
      <div style={{ display: "grid", gap: 8 }}>
        {(["zh", "en"] as const).map((lang) => (
          <Form.Item
            key={lang}
            noStyle
            name={[...path, lang]}
            dependencies={[[...root, ...path, lang === "zh" ? "en" : "zh"]]}
            rules={[
              ({ getFieldValue }) => ({
                validator: () =>
                  maybe(getFieldValue([...root, ...path, "zh"])) || maybe(getFieldValue([...root, ...path, "en"]))
                    ? Promise.resolve()
                    : Promise.reject(new Error(say.oneNeeded)),
              }),
            ]}
          >
            <Input
              maxLength={max}
              prefix={<small style={{ color: "var(--fg-muted)" }}>{say[lang]}</small>}
              aria-label={`${label} (${say[lang]})`}
            />
          </Form.Item>
        ))}
      </div>
    </Form.Item>
  );
}

/** From when until when, to the minute. */
export function PeriodField({ name, label }: Named) {
  const say = useWords(t);
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: say.needed }]}>
      <DatePicker.RangePicker
        showTime={{ format: "HH:mm" }}
        format="YYYY-MM-DD HH:mm"
        allowClear={false}
        placeholder={[say.from, say.until]}
        style={{ width: "100%" }}
      />
    </Form.Item>
  );
}

/** An amount in whole units of the platform's currency. */
export function AmountField({ name, label, min = 0.01 }: Named & { readonly min?: number }) {
  const say = useWords(t);
  const { currency } = useUser().platform;
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: say.needed }]}>
      <InputNumber min={min} max={90_000_000_000} precision={2} suffix={currency} style={{ width: "100%" }} />
    </Form.Item>
  );
}

/** A whole number. */
export function CountField({ name, label, max }: Named & { readonly max: number }) {
  const say = useWords(t);
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: say.needed }]}>
      <InputNumber min={1} max={max} precision={0} style={{ width: "100%" }} />
    </Form.Item>
  );
}

/** The brand's goods on offer, for choosing. */
export function useGoods() {
  const { brand, platform } = useUser();
  const lang = useLang();
  const text = useText();
  const list = useList(catalog.routes.shopProducts, { query: { limit: 200, ...(brand ? { brand: brand.id } : {}) } });
  return list.rows.map((one) => ({
    value: one.sku,
    label: `${text(one.name)} · ${formatMoney(one.price_minor, platform.currency, lang)}`,
  }));
}

/** Venues that carry the brand, for choosing. */
export function useVenues() {
  const text = useText();
  const list = useList(parties.routes.venues, { query: { limit: 200 } });
  return list.rows.map((one) => ({ value: one.id, label: [text(one.name), one.city].filter(Boolean).join(" · ") }));
}

/** Several of something; none chosen means all. */
export function ManyField({
  name,
  label,
  options,
  placeholder,
}: Named & { readonly options: { value: number; label: string }[]; readonly placeholder: string }) {
  return (
    <Form.Item name={name} label={label}>
      <Select
        mode="multiple"
        maxCount={500}
        maxTagCount="responsive"
        optionFilterProp="label"
        placeholder={placeholder}
        options={options}
      />
    </Form.Item>
  );
}

/** Fields side by side where there is room. */
export function Row({ children }: { readonly children: ReactNode }) {
  return (
    <div
      style={{ display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(min(180px, 100%), 1fr))", columnGap: 16 }}
    >
      {children}
    </div>
  );
}
