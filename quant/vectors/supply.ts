import { seasonalForecast, smooth } from "../forecast.ts";
import { orderUpTo, reorderPoint, safetyStock, serviceLevelOf } from "../replenish.ts";
import type { Anchor } from "./anchor.ts";

const sales = [99, 88, 50, 58, 62, 60, 55, 62, 71, 65];
const printers = { mean_perDay: 250, sd_perDay: 150, leadTime_days: 2 };
const weekly = { mean_perDay: 2500, sd_perDay: 500, leadTime_days: 2 };

export const supplyAnchors: readonly Anchor[] = [
  {
    name: "supply: simple exponential smoothing",
    source: "S. Wong, time series forecasting exercise, alpha .3",
    run: () => {
      const { fitted, level, sse } = smooth(sales, 0.3);
      return [
        {
          what: "forecasts 2 to 10",
          ours: fitted.slice(1),
          published: [99, 95.7, 82, 74.8, 71, 67.7, 63.9, 63.3, 65.6],
          tolerance: 0.05,
        },
        { what: "forecast 11", ours: level, published: 65.42, tolerance: 0.05 },
        { what: "mean squared error", ours: sse / 9, published: 365.8, tolerance: 0.05 },
      ];
    },
  },
  {
    name: "supply: weekday profile",
    source: "definition: a pure weekly pattern is forecast without error",
    run: () => {
      const week = [10, 20, 30, 40, 50, 60, 70];
      return [
        {
          what: "four weeks, next week",
          ours: seasonalForecast([...week, ...week, ...week, ...week], 7, 7),
          published: week,
          tolerance: 1e-9,
        },
      ];
    },
  },
  {
    name: "supply: safety stock and reorder point",
    source:
      "S. Chopra and P. Meindl, Supply Chain Management: exercise 11-4 (level .68 at 600); SciPy 1.17 normal quantile",
    run: () => [
      {
        what: "level at a reorder point of 600",
        ours: serviceLevelOf(printers, 600),
        published: 0.68,
        tolerance: 0.005,
      },
      {
        what: "safety stock, 2500 +- 500, 2 periods, .90",
        ours: safetyStock(weekly, 0.9),
        published: 906.1938,
        tolerance: 5e-5,
      },
      { what: "reorder point", ours: reorderPoint(weekly, 0.9), published: 5906.1938, tolerance: 5e-5 },
      { what: "order up to, review every 4", ours: orderUpTo(weekly, 0.9, 4), published: 16569.5737, tolerance: 5e-5 },
      {
        what: "with lead time 7 +- 7",
        ours: safetyStock({ mean_perDay: 2500, sd_perDay: 500, leadTime_days: 7, leadTimeSd_days: 7 }, 0.9),
        published: 22491.1,
        tolerance: 0.5,
      },
    ],
  },
];
