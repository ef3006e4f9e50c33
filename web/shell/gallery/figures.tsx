import {
  AiplBar,
  Explain,
  formatRatio,
  FunnelBar,
  Grid,
  Lineage,
  Money,
  Panel,
  StageTag,
  stages,
  StatCard,
  ToneTag,
  useWords,
} from "#parts";
import { t, wave } from "./gallery-words.ts";

const lineageOf = (definition: string) => ({
  definition,
  formula: "Σ paid − Σ refunded",
  source: "order.paid, order.refunded",
  asOf: "2025-11-01T00:00:00Z",
  query: "SELECT sum(paid_minor) - sum(refunded_minor)\nFROM orders\nWHERE day BETWEEN {from} AND {to}",
});

function Cards() {
  const say = useWords(t);
  const lineage = lineageOf(say.definition);
  return (
    <Grid min_px={230}>
      <StatCard
        label={say.sales}
        value={<Money amount_minor={128_934_560} currency="CNY" />}
        delta={{ ratio: 0.124, against: say.against }}
        spark={wave(14, 100, 20)}
        lineage={lineage}
      />
      <StatCard
        label={say.buyers}
        value="18,204"
        delta={{ ratio: -0.031, against: say.against }}
        spark={wave(14, 80, -20)}
        lineage={lineage}
      />
      <StatCard
        label={say.efficiency}
        value={formatRatio(0.236)}
        delta={{ ratio: 0, against: say.against }}
        note={<StageTag stage="I" />}
      />
      <StatCard
        label={say.stock}
        value={formatRatio(0.018)}
        delta={{ ratio: -0.2, against: say.against, good: "down" }}
        lineage={lineage}
      />
    </Grid>
  );
}

function Funnels() {
  const say = useWords(t);
  return (
    <Grid min_px={380}>
      <Panel title={say.assets} sub={say.assetsSub} actions={<Lineage info={lineageOf(say.definition)} />}>
        <AiplBar
          counts={{ A: 1_284_002, I: 420_118, P: 96_340, L: 31_208 }}
          notes={{ A: "+2.1%", L: "+0.8%" }}
          onPick={() => undefined}
        />
      </Panel>
      <Panel title={say.steps}>
        <FunnelBar
          steps={[
            { key: "s", label: say.seen, value: 820_000 },
            { key: "c", label: say.clicked, value: 96_000 },
            { key: "k", label: say.carted, value: 21_400 },
            { key: "b", label: say.bought, value: null },
          ]}
        />
      </Panel>
    </Grid>
  );
}

function Verdict() {
  const say = useWords(t);
  return (
    <Panel title={say.why} actions={<ToneTag tone="bad">{say.bad}</ToneTag>}>
      <Explain
        clauses={[
          {
            key: "1",
            label: say.score,
            passed: true,
            value: "4.72",
            required: "≥ 4.6",
            distance: "0.12",
            progress_ratio: 1,
          },
          {
            key: "2",
            label: say.ship,
            passed: false,
            value: formatRatio(0.913),
            required: `≥ ${formatRatio(0.95)}`,
            distance: formatRatio(0.037),
            progress_ratio: 0.913 / 0.95,
          },
          { key: "3", label: say.refund, passed: null, value: "–", required: `≤ ${say.hours(24)}` },
        ]}
      />
      <p style={{ display: "flex", gap: 8, flexWrap: "wrap", margin: "16px 0 0" }}>
        {stages.map((stage) => (
          <StageTag key={stage} stage={stage} />
        ))}
        <ToneTag tone="good">{say.good}</ToneTag>
        <ToneTag tone="warn">{say.warn}</ToneTag>
        <ToneTag tone="bad">{say.bad}</ToneTag>
        <ToneTag tone="accent">{say.plan}</ToneTag>
        <ToneTag>{say.plain}</ToneTag>
      </p>
    </Panel>
  );
}

/** Cards, funnels, tags and explanations. */
export function Figures() {
  return (
    <>
      <Cards />
      <Funnels />
      <Verdict />
    </>
  );
}
