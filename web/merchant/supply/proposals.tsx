import { parties, supply } from "#contract";
import {
  BarChart,
  type Column,
  DataTable,
  formatAgo,
  formatCount,
  formatRatio,
  Lineage,
  Panel,
  useLang,
  useText,
  useWords,
  Wait,
  words,
  WorkProgress,
} from "#parts";
import { useList, useRead, useWrite } from "#shell";
import { Button } from "antd";
import { useState } from "react";
import { Lines } from "../shared/cells.tsx";

const t = words({
  picture: { zh: "离再订货点多远？", en: "How far from the reorder point?" },
  pictureSub: {
    zh: "现有（可用 + 在途）不高于再订货点时，补到目标",
    en: "At or below the reorder point, what is there (free and coming) is filled up to the level",
  },
  position: { zh: "现有", en: "There and coming" },
  reorder: { zh: "再订货点", en: "Reorder point" },
  target: { zh: "目标", en: "Fill up to" },
  goods: { zh: "商品", en: "Goods" },
  supplier: { zh: "供应商", en: "Supplier" },
  quantity: { zh: "建议订", en: "Order" },
  why: { zh: "依据", en: "Why" },
  made: { zh: "算于", en: "Made" },
  dismiss: { zh: "这次不订", en: "Not this time" },
  draft: {
    zh: (n: number) => (n === 0 ? "选中后生成采购单" : `用选中的 ${n} 条生成采购单`),
    en: (n: number) => (n === 0 ? "Choose some to draft orders" : `Draft orders from ${n} chosen`),
  },
  again: { zh: "重新计算", en: "Look again" },
  seen: { zh: "知道了", en: "Close" },
  working: { zh: "正在看每一条策略", en: "Looking at every policy" },
  none: { zh: "现在不用补货", en: "Nothing needs ordering now" },
  noneHint: { zh: "每晚会重新计算；也可以现在算一次。", en: "It is computed every night, or now if you ask." },
  definition: {
    zh: (mean: string, sd: string, days: number) => `最近 ${days} 天平均每天卖 ${mean} 件，标准差 ${sd}。`,
    en: (mean: string, sd: string, days: number) =>
      `Sold ${mean} pieces a day on average over ${days} days, standard deviation ${sd}.`,
  },
  formula: {
    zh: (lead: number, level: string, safety: string, point: string, target: string, position: number) =>
      `提前期 ${lead} 天，服务水平 ${level} → 安全库存 ${safety}；再订货点 ${point}；目标 ${target}；现有 ${position}`,
    en: (lead: number, level: string, safety: string, point: string, target: string, position: number) =>
      `lead time ${lead} days, service level ${level} → safety ${safety}; reorder point ${point}; fill up to ${target}; there and coming ${position}`,
  },
});
const barsMax = 10;

function Why({ one }: { readonly one: supply.Proposal }) {
  const say = useWords(t);
  const lang = useLang();
  const n = (value: number) => formatCount(Math.round(value * 10) / 10, lang);
  const level = formatRatio(one.service_level_ratio, lang);
  return (
    <Lineage
      info={{
        definition: say.definition(n(one.mean_per_day), n(one.sd_per_day), one.days),
        formula: say.formula(
          one.lead_time_days,
          level,
          n(one.safety_pieces),
          n(one.reorder_at),
          n(one.target),
          one.position,
        ),
        asOf: one.made_at,
      }}
    />
  );
}

function useColumns(onDismiss: (id: string) => void): readonly Column<supply.Proposal>[] {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const count = (n: number) => formatCount(Math.round(n), lang);
  return [
    {
      key: "sku",
      title: say.goods,
      csv: (one) => one.sku_code,
      render: (one) => <Lines wide first={text(one.title)} second={`${one.sku_code} · ${text(one.venue_name)}`} />,
    },
    {
      key: "supplier",
      title: say.supplier,
      csv: (one) => text(one.supplier_name),
      render: (one) => <Lines first={text(one.supplier_name)} second={formatAgo(one.made_at, lang)} />,
    },
    {
      key: "position",
      title: say.position,
      figure: true,
      csv: (one) => one.position,
      render: (one) => count(one.position),
    },
    {
      key: "reorder",
      title: say.reorder,
      figure: true,
      csv: (one) => one.reorder_at,
      render: (one) => count(one.reorder_at),
    },
    { key: "target", title: say.target, figure: true, csv: (one) => one.target, render: (one) => count(one.target) },
    {
      key: "quantity",
      title: say.quantity,
      figure: true,
      csv: (one) => one.quantity,
      render: (one) => (
        <>
          <b>{count(one.quantity)}</b> <Why one={one} />
        </>
      ),
    },
    {
      key: "dismiss",
      title: "",
      render: (one) => (
        <Button size="small" type="text" onClick={() => onDismiss(one.id)}>
          {say.dismiss}
        </Button>
      ),
    },
  ];
}

function Work({ job, onEnd }: { readonly job: string; readonly onEnd: () => void }) {
  const say = useWords(t);
  const read = useRead(parties.routes.job, { params: { id: job } }, { refetch_ms: 1000 });
  const cancel = useWrite(parties.routes.cancelJob);
  const one = read.data;
  if (!one) return null;
  const over = one.state === "done" || one.state === "failed" || one.state === "cancelled";
  return (
    <Panel>
      <WorkProgress
        title={one.note ?? say.working}
        done={over ? (one.total ?? 1) : one.done}
        total={over ? (one.total ?? 1) : (one.total ?? 0)}
        failed={one.state === "failed"}
        onCancel={over ? onEnd : () => cancel.mutate({ params: { id: job } })}
      />
      {over ? (
        <Button size="small" onClick={onEnd} style={{ marginTop: 12 }}>
          {say.seen}
        </Button>
      ) : null}
    </Panel>
  );
}

function Distances({ shown }: { readonly shown: readonly supply.Proposal[] }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  return (
    <BarChart
      lying
      label={say.picture}
      height_px={Math.max(200, shown.length * 52 + 60)}
      data={{
        names: shown.map((one) => `${text(one.title)} · ${text(one.venue_name)}`),
        series: [
          { name: say.position, values: shown.map((one) => one.position) },
          { name: say.reorder, values: shown.map((one) => Math.round(one.reorder_at)) },
          { name: say.target, values: shown.map((one) => Math.round(one.target)), colour: "#D5CDC0" },
        ],
      }}
      value={(n) => formatCount(n, lang)}
    />
  );
}

/** What should be ordered now, each line with the arithmetic behind it; chosen lines become purchase orders. */
export function Proposals({ onDrafted }: { readonly onDrafted: () => void }) {
  const say = useWords(t);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [job, setJob] = useState<string>();
  const { proposals, purchaseOrders } = supply.routes;
  const list = useList(proposals, { query: { limit: 100 } }, job === undefined ? {} : { refetch_ms: 2000 });
  const draft = useWrite(supply.routes.draftOrders, { refresh: [proposals, purchaseOrders], onDone: onDrafted });
  const dismiss = useWrite(supply.routes.dismissProposal, { refresh: [proposals] });
  const again = useWrite(supply.routes.propose, { onDone: (reply) => setJob(reply.job) });
  const columns = useColumns((id) => dismiss.mutate({ params: { id }, body: {} }));
  const look = (
    <Button loading={again.isPending} onClick={() => again.mutate({ body: {} })}>
      {say.again}
    </Button>
  );
  return (
    <div style={{ display: "flex", flexDirection: "column", gap: 24 }}>
      {job === undefined ? null : <Work job={job} onEnd={() => setJob(undefined)} />}
      <Wait reads={list} isEmpty={list.rows.length === 0} empty={{ title: say.none, hint: say.noneHint, next: look }}>
        <Panel title={say.picture} sub={say.pictureSub} actions={look}>
          <Distances shown={list.rows.slice(0, barsMax)} />
        </Panel>
        <Panel flush>
          <DataTable
            list={list}
            rowKey={(one) => one.id}
            exportName="proposals"
            columns={columns}
            chosen={chosen}
            onChoose={setChosen}
            tools={
              <Button
                type="primary"
                disabled={chosen.length === 0}
                loading={draft.isPending}
                onClick={() => draft.mutate({ body: { proposals: [...chosen] } })}
              >
                {say.draft(chosen.length)}
              </Button>
            }
          />
        </Panel>
      </Wait>
    </div>
  );
}
