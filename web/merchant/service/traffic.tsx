import { traffic } from "#contract";
import {
  BarChart,
  formatCount,
  formatRatio,
  formatTime,
  Grid,
  Panel,
  StatCard,
  Timeline,
  type TimelineItem,
  TrendChart,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useRead, useUser } from "#shell";
import type { z } from "zod";
import { useNow } from "../shared/use-days.ts";
import { trafficChange } from "./clauses.ts";
import css from "./service.module.css";

const t = words({
  title: { zh: "因此多了还是少了多少流量？", en: "How much traffic followed?" },
  sub: {
    zh: "系数改变排序，得失以曝光数计；所有商家的得失相加为零，所以也取决于别人的系数。",
    en: "The coefficient moves the ranking; gains and losses are in impressions and sum to zero over all merchants, so the others' coefficients matter too.",
  },
  impressions: { zh: "近 30 天曝光", en: "Impressions, 30 days" },
  clicks: { zh: "点击率", en: "Clicked" },
  gained: { zh: "得失曝光", en: "Impressions gained or lost" },
  now: { zh: "现在的系数", en: "Coefficient now" },
  nowNote: {
    zh: (theta: string) => `θ ${theta}，不含价格部分`,
    en: (theta: string) => `θ ${theta}, without the price part`,
  },
  perDay: { zh: "每天得失", en: "Day by day" },
  parts: { zh: "系数由什么组成？", en: "What makes the coefficient?" },
  theta: { zh: "θ", en: "θ" },
  quality: { zh: "质量", en: "Quality" },
  newcomer: { zh: "新商家扶持", en: "Newcomer" },
  pacing: { zh: "节奏", en: "Pacing" },
  sanction: { zh: "处罚", en: "Sanction" },
  grants: { zh: "流量发放记录", en: "Grants" },
  none: { zh: "还没有发放记录", en: "No grants yet" },
  noLedger: { zh: "还没有曝光记录", en: "No impressions yet" },
  earlier: { zh: (n: number) => `已结束的（${n}）`, en: (n: number) => `Over (${n})` },
  until: { zh: (at: string) => `到 ${at}`, en: (at: string) => `until ${at}` },
});
const parts = ["quality", "newcomer", "pacing", "sanction"] as const;

type Day = z.output<typeof traffic.routes.ledger.reply>["items"][number];
type Grant = z.output<typeof traffic.routes.grants.reply>["items"][number];

const sumOf = (days: readonly Day[], read: (day: Day) => number) => days.reduce((n, day) => n + read(day), 0);
const holdsAt = (now: number) => (one: Grant) => one.until === null || Date.parse(one.until) > now;
const thetaOf = (grants: readonly Grant[], part: (typeof parts)[number]) =>
  grants.filter((one) => one.part === part).reduce((n, one) => n + one.theta, 0);

function Sums({ days, theta }: { readonly days: readonly Day[]; readonly theta: number }) {
  const say = useWords(t);
  const lang = useLang();
  const change = trafficChange(theta);
  const impressions = sumOf(days, (day) => day.impressions);
  const gained = Math.round(sumOf(days, (day) => day.gained_impressions));
  return (
    <Grid min_px={150}>
      <StatCard
        label={say.now}
        value={`${change > 0 ? "+" : ""}${formatRatio(change, lang)}`}
        note={say.nowNote(theta.toFixed(3))}
      />
      <StatCard label={say.gained} value={`${gained > 0 ? "+" : ""}${formatCount(gained, lang)}`} />
      <StatCard label={say.impressions} value={formatCount(impressions, lang)} />
      <StatCard
        label={say.clicks}
        value={impressions === 0 ? "–" : formatRatio(sumOf(days, (day) => day.clicks) / impressions, lang)}
      />
    </Grid>
  );
}

function Pictures({ days, holding }: { readonly days: readonly Day[]; readonly holding: readonly Grant[] }) {
  const say = useWords(t);
  const lang = useLang();
  return (
    <Grid min_px={360}>
      <div>
        <h3 className={css["sub"]}>{say.perDay}</h3>
        {days.length === 0 ? (
          <p className={css["quiet"]}>{say.noLedger}</p>
        ) : (
          <TrendChart
            height_px={220}
            label={say.perDay}
            data={{
              days: days.map((day) => day.day),
              series: [
                {
                  name: say.gained,
                  values: days.map((day) => Math.round(day.gained_impressions * 10) / 10),
                  shape: "bar",
                },
              ],
            }}
            value={(n) => formatCount(n, lang)}
          />
        )}
      </div>
      <div>
        <h3 className={css["sub"]}>{say.parts}</h3>
        <BarChart
          lying
          figures
          height_px={220}
          label={say.parts}
          data={{
            names: parts.map((part) => say[part]),
            series: [
              { name: say.theta, values: parts.map((part) => Math.round(thetaOf(holding, part) * 1000) / 1000) },
            ],
          }}
          value={(n) => n.toFixed(3)}
          tick={(n) => n.toFixed(2)}
        />
      </div>
    </Grid>
  );
}

function Grants({ items, holding }: { readonly items: readonly Grant[]; readonly holding: readonly Grant[] }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  const until = (one: Grant) => (one.until ? say.until(formatTime(one.until, zone, lang)) : "");
  const over = items.filter((one) => !holding.includes(one)).slice(0, 30);
  const item = (one: Grant): TimelineItem => ({
    key: one.id,
    at: one.from,
    zone,
    tone: one.theta > 0 ? "good" : "bad",
    title: (
      <>
        {say[one.part]} <b>{`θ ${one.theta > 0 ? "+" : ""}${one.theta.toFixed(3)}`}</b>
      </>
    ),
    detail: [text(one.reason), until(one)].filter(Boolean).join(" · "),
  });
  return (
    <>
      <h3 className={css["sub"]}>{say.grants}</h3>
      {items.length === 0 ? <p className={css["quiet"]}>{say.none}</p> : null}
      <Timeline items={holding.map(item)} />
      {over.length > 0 ? (
        <details className={css["over"]}>
          <summary>{say.earlier(over.length)}</summary>
          <Timeline items={over.map(item)} />
        </details>
      ) : null}
    </>
  );
}

/** What the merchant's coefficient gave or took, day by day, and the grants it is made of. */
export function Traffic({ merchant }: { readonly merchant: number }) {
  const say = useWords(t);
  const now = useNow();
  const ledger = useRead(traffic.routes.ledger, { query: { merchant, days: 30 } });
  const grants = useRead(traffic.routes.grants, { query: { merchant, limit: 50 } });
  const days = [...(ledger.data?.items ?? [])].sort((a, b) => a.day.localeCompare(b.day));
  const items = grants.data?.items ?? [];
  const holding = items.filter(holdsAt(now));
  return (
    <Panel title={say.title} sub={say.sub}>
      <Wait reads={[ledger, grants]}>
        <Sums days={days} theta={parts.reduce((n, part) => n + thetaOf(holding, part), 0)} />
        <Pictures days={days} holding={holding} />
        <Grants items={items} holding={holding} />
      </Wait>
    </Panel>
  );
}
