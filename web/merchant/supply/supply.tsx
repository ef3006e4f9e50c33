import { Page, useWords, words } from "#parts";
import { Tabs } from "antd";
import { useFilter } from "../shared/filter.tsx";
import { Policies } from "./policies.tsx";
import { Proposals } from "./proposals.tsx";
import { Purchases } from "./purchases.tsx";

const t = words({
  title: { zh: "该补什么货？", en: "What should be ordered?" },
  sub: {
    zh: "从每天的销量算出再订货点，补到目标库存；每个数都能打开看。",
    en: "From daily sales to the reorder point and the level to fill up to; every figure opens.",
  },
  proposals: { zh: "补货建议", en: "Proposals" },
  purchases: { zh: "采购单", en: "Purchase orders" },
  policies: { zh: "备货策略", en: "How stock is kept" },
});
type Tab = "proposals" | "purchases" | "policies";
type Filter = { readonly tab: Tab; readonly order: string };

/** Replenishment: what to order, what is ordered, and how stock is kept. */
export function Supply() {
  const say = useWords(t);
  const [{ tab, order }, show] = useFilter<Filter>("/supply");
  return (
    <Page title={say.title} sub={say.sub}>
      <Tabs
        activeKey={tab ?? "proposals"}
        onChange={(next) => show({ tab: next as Tab, order: undefined })}
        destroyOnHidden
        items={[
          {
            key: "proposals",
            label: say.proposals,
            children: <Proposals onDrafted={() => show({ tab: "purchases" })} />,
          },
          {
            key: "purchases",
            label: say.purchases,
            children: <Purchases opened={order} onOpen={(id) => show({ order: id })} />,
          },
          { key: "policies", label: say.policies, children: <Policies /> },
        ]}
      />
    </Page>
  );
}
