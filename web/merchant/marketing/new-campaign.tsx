import { audiences, marketing } from "#contract";
import { currencyDigits, FormFault, Page, Panel, useFieldFaults, useText, useWords, words } from "#parts";
import { useList, useUser, useWrite } from "#shell";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, ColorPicker, Form, Input, Segmented, Select, Slider } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { BenefitFields } from "./benefit-fields.tsx";
import { bothOf, newBenefit } from "./benefit-values.ts";
import { campaignOf, type CampaignValues, linkOf } from "./campaign-values.ts";
import { houseColours } from "./colours.ts";
import { BothField, PeriodField, useGoods } from "./fields.tsx";
import css from "./marketing.module.css";
import { PlaceField } from "./place-field.tsx";
import { Preview } from "./preview.tsx";
import { goalWords } from "./words.ts";

const t = words({
  title: { zh: "这次想说什么？", en: "What do you want to say?" },
  sub: { zh: "先存成草稿；开始之前什么都不会展示。", en: "It is kept as a draft; nothing is shown before it starts." },
  back: { zh: "全部活动", en: "All campaigns" },
  what: { zh: "为了什么", en: "What it is for" },
  name: { zh: "活动名称", en: "Name of the campaign" },
  goal: { zh: "目标", en: "Goal" },
  content: { zh: "内容", en: "Content" },
  headline: { zh: "标题", en: "Title" },
  line: { zh: "补充说明", en: "Line under it" },
  product: { zh: "主推商品", en: "Product shown" },
  noProduct: { zh: "不放商品", en: "None" },
  link: { zh: "点击去哪里", en: "Where a tap leads" },
  colour: { zh: "底色", en: "Colour" },
  where: { zh: "在哪里", en: "Where" },
  whenWho: { zh: "什么时候，对谁", en: "When, and to whom" },
  period: { zh: "时间", en: "Time" },
  audience: { zh: "为谁而做", en: "Meant for" },
  everyone: { zh: "所有人", en: "Everybody" },
  audienceHint: {
    zh: "资源位对每位访客展示；这里记下活动为哪群人而做。",
    en: "Places show to every visitor; this keeps for whom the campaign is meant.",
  },
  holdOut: {
    zh: (n: number) => `对照组：${n}% 的访客看不到它`,
    en: (n: number) => `Hold-out: ${n}% of visitors never see it`,
  },
  holdOutHint: {
    zh: "没有对照组，就说不清结果是活动带来的，还是本来就会发生。",
    en: "Without a hold-out nobody can tell what it caused from what would have happened anyway.",
  },
  benefits: { zh: "权益", en: "Benefits" },
  addBenefit: { zh: "加一个权益", en: "Add a benefit" },
  benefit: { zh: (n: number) => `权益 ${n}`, en: (n: number) => `Benefit ${n}` },
  remove: { zh: "移除", en: "Remove" },
  preview: { zh: "会是这个样子", en: "How it will look" },
  save: { zh: "存为草稿", en: "Keep as draft" },
});
const benefitsMax = 20;

function Content() {
  const say = useWords(t);
  const goods = useGoods();
  return (
    <Panel title={say.content}>
      <BothField name={["creative", "title"]} label={say.headline} max={60} />
      <BothField name={["creative", "line"]} label={say.line} max={120} />
      <Form.Item name={["creative", "sku"]} label={say.product}>
        <Select allowClear showSearch optionFilterProp="label" placeholder={say.noProduct} options={goods} />
      </Form.Item>
      <Form.Item name={["creative", "link"]} label={say.link}>
        <Input maxLength={300} placeholder="/shop/p/1" />
      </Form.Item>
      <Form.Item
        name={["creative", "colour"]}
        label={say.colour}
        getValueFromEvent={(colour: { toHexString(): string }) => colour.toHexString().slice(0, 7)}
        style={{ marginBottom: 0 }}
      >
        <ColorPicker disabledAlpha showText presets={[{ label: "", colors: [...houseColours] }]} />
      </Form.Item>
    </Panel>
  );
}

function WhenWho() {
  const say = useWords(t);
  const list = useList(audiences.routes.list, { query: { limit: 200 } });
  const share: unknown = Form.useWatch("hold_out_percent");
  return (
    <Panel title={say.whenWho}>
      <PeriodField name="period" label={say.period} />
      <Form.Item name="audience" label={say.audience}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          placeholder={say.everyone}
          options={list.rows.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <p className={css["hint"]}>{say.audienceHint}</p>
      <Form.Item name="hold_out_percent" label={say.holdOut(typeof share === "number" ? share : 0)}>
        <Slider
          min={0}
          max={50}
          marks={{ 0: "0", 5: "5%", 20: "20%", 50: "50%" }}
          ariaLabelForHandle={say.holdOut(typeof share === "number" ? share : 0)}
        />
      </Form.Item>
      <p className={css["hint"]} style={{ marginBottom: 0 }}>
        {say.holdOutHint}
      </p>
    </Panel>
  );
}

function BenefitList() {
  const say = useWords(t);
  return (
    <Panel title={say.benefits}>
      <Form.List name="benefits">
        {(fields, { add, remove }) => (
          <>
            {fields.map((field, i) => (
              <div key={field.key} className={css["benefit"]}>
                <div className={css["benefitHead"]}>
                  {say.benefit(i + 1)}
                  <Button size="small" type="text" onClick={() => remove(field.name)}>
                    {say.remove}
                  </Button>
                </div>
                <BenefitFields at={field.name} root={["benefits"]} />
              </div>
            ))}
            <Button disabled={fields.length >= benefitsMax} onClick={() => add(newBenefit)}>
              {say.addBenefit}
            </Button>
          </>
        )}
      </Form.List>
    </Panel>
  );
}

function LivePreview() {
  const creative = Form.useWatch("creative") as Partial<CampaignValues["creative"]> | undefined;
  return (
    <Preview
      shown={{
        title: bothOf(creative?.title ?? {}),
        line: bothOf(creative?.line ?? {}),
        link: linkOf(creative ?? {}),
        colour: creative?.colour ?? houseColours[0] ?? "#b52e52",
        sku: creative?.sku,
      }}
    />
  );
}

/** What a new campaign starts with; hours are whole. */
function startOf(audience: string | undefined) {
  const hour = dayjs().startOf("hour");
  return {
    goal: "awareness",
    hold_out_percent: 5,
    places: [],
    benefits: [],
    creative: { colour: houseColours[1] },
    period: [hour.add(1, "hour"), hour.add(14, "day")],
    ...(audience ? { audience } : {}),
  };
}

/** Drafts a campaign, with a picture of how it will look while it is written. */
export function NewCampaign() {
  const say = useWords(t);
  const text = useText();
  const navigate = useNavigate();
  const search: { readonly audience?: string } = useSearch({ strict: false });
  const unit = 10 ** currencyDigits(useUser().platform.currency);
  const [form] = Form.useForm<CampaignValues>();
  const write = useWrite(marketing.routes.createCampaign, {
    refresh: [marketing.routes.campaigns],
    quiet: true,
    onDone: (made) => void navigate({ to: "/campaigns/$id", params: { id: made.id } }),
  });
  useFieldFaults(form, write.error);
  const [start] = useState(() => startOf(search.audience));
  return (
    <Page title={say.title} sub={say.sub} back={<Link to="/campaigns">← {say.back}</Link>}>
      <Form<CampaignValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={start}
        onFinish={(v) => write.mutate({ body: campaignOf(v, unit) })}
      >
        <div className={css["layout"]}>
          <div className={css["stack"]}>
            <Panel title={say.what}>
              <BothField name="name" label={say.name} />
              <Form.Item name="goal" label={say.goal} style={{ marginBottom: 0 }}>
                <Segmented
                  options={marketing.campaignGoals.map((one) => ({ value: one, label: text(goalWords[one]) }))}
                />
              </Form.Item>
            </Panel>
            <Content />
            <Panel title={say.where}>
              <Form.Item name="places" noStyle>
                <PlaceField />
              </Form.Item>
            </Panel>
            <WhenWho />
            <BenefitList />
            <FormFault error={write.error} />
          </div>
          <div className={css["sticky"]}>
            <Panel title={say.preview}>
              <LivePreview />
              <Button type="primary" block htmlType="submit" loading={write.isPending} style={{ marginTop: 20 }}>
                {say.save}
              </Button>
            </Panel>
          </div>
        </div>
      </Form>
    </Page>
  );
}
