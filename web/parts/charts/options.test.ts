import { expect, test } from "vitest";
import { barOption } from "./bar-option.ts";
import { type ChartLook, safe } from "./look.ts";
import { sankeyOption } from "./sankey-option.ts";
import { trendOption, trendTip } from "./trend-option.ts";

const look: ChartLook = {
  text: "#111111",
  muted: "#666666",
  line: "#eeeeee",
  surface: "#ffffff",
  font: "x",
  series: ["#aa0000", "#00aa00"],
};
const said = { value: (n: number) => `${n} yuan`, tick: String, day: (day: string) => `day ${day}` };

test("a trend keeps its gaps, its colours and its marks", () => {
  const option = trendOption(
    {
      days: ["2025-11-10", "2025-11-11"],
      series: [
        { name: "online", values: [1, null] },
        { name: "plan", values: [2, 2], shape: "dashed" },
      ],
      marks: [{ day: "2025-11-11", name: "start" }],
    },
    said,
    look,
  );
  expect(option).toMatchObject({
    xAxis: { data: ["2025-11-10", "2025-11-11"], boundaryGap: false },
    series: [
      {
        name: "online",
        type: "line",
        data: [1, null],
        color: "#aa0000",
        markLine: { data: [{ name: "start", xAxis: "2025-11-11" }] },
      },
      { name: "plan", color: "#00aa00", lineStyle: { type: "dashed" } },
    ],
  });
});

test("a tooltip leaves out what has no value and never runs what it shows", () => {
  const tip = trendTip(
    [
      { seriesName: "<img src=x onerror=alert(1)>", value: 3, marker: "*", axisValue: "1" },
      { seriesName: "gap", value: null, marker: "*", axisValue: "1" },
    ],
    said,
  );
  expect(tip).toBe("day 1<br/>*&#60;img src=x onerror=alert(1)&#62; <b>3 yuan</b>");
  expect(safe(`"a" & 'b'`)).toBe("&#34;a&#34; &#38; &#39;b&#39;");
});

test("lying bars read from the top", () => {
  const data = { names: ["first", "second"], series: [{ name: "sales", values: [2, 1] }] };
  expect(barOption(data, { lying: true }, said, look)).toMatchObject({
    yAxis: { inverse: true, data: ["first", "second"] },
  });
  expect(barOption(data, { stacked: true }, said, look)).toMatchObject({
    xAxis: { type: "category" },
    series: [{ stack: "all" }],
  });
});

test("a flow keeps the order of its stages and drops empty links", () => {
  const option = sankeyOption(
    {
      nodes: [
        { id: "A0", name: "Aware", column: 0, stage: "A" },
        { id: "I1", name: "Interest", column: 1, stage: "I" },
      ],
      links: [
        { from: "A0", to: "I1", value: 7 },
        { from: "A0", to: "I1", value: 0 },
      ],
    },
    String,
    look,
  );
  expect(option).toMatchObject({
    series: [
      {
        layoutIterations: 0,
        data: [
          { name: "A0", depth: 0 },
          { name: "I1", depth: 1 },
        ],
        links: [{ source: "A0", target: "I1", value: 7 }],
      },
    ],
  });
});
