import type { Mapping, NewFact } from "../mapping.ts";
import { stem } from "../mapping.ts";
import { eachRow } from "../engine.ts";
import { digits, noonOf, oneOf } from "../columns.ts";

/** Codes of this set; the one of IJCAI 2015 looks alike and has others. */
const types = { "0": "click", "1": "purchase", "2": "favourite", "3": "add_to_cart" } as const satisfies Readonly<
  Record<string, NewFact["name"]>
>;

/** Behaviour of Tmall users towards brands: one event per row, because a repeated row is a repeated click. */
export const tmall2014Brand: Mapping = {
  name: "tmall2014_brand",
  about: "behaviour of Tmall users towards brands, 15 April to 15 July 2014 (contest data)",
  platform: { name: "Tmall 2014", currency: "CNY", zone: "Asia/Shanghai", stated: ["currency", "zone"] },
  year: true,
  model: {
    stages: {
      A: [{ behaviours: ["click"], window_days: 15 }],
      I: [
        { behaviours: ["click"], min_distinct_days: 2, window_days: 15 },
        { behaviours: ["favourite", "add_to_cart"], window_days: 15 },
      ],
      P: [{ behaviours: ["purchase"], window_days: 912 }],
      L: [{ behaviours: ["purchase"], min_distinct_days: 2, window_days: 365 }],
    },
  },
  passes: ({ year = 0, zone }) => [
    eachRow(
      {
        files: /^t_alibaba_data.*\.csv$/i,
        example: "t_alibaba_data_to_07-15.csv.gz",
        columns: {
          user: digits("user_id"),
          brand: digits("brand_id"),
          type: oneOf("type", types),
          at: noonOf("visit_datetime", year, zone),
        },
      },
      ({ row, at }, run) => ({
        ...(run.known("brands", row.brand) ? {} : { needs: { brands: [{ code: row.brand, name: row.brand }] } }),
        facts: [
          {
            id: `tmall:${stem(at.file)}:${at.line}`,
            name: row.type,
            at: row.at,
            brand: row.brand,
            ids: [{ type: "platform_id", value: `tmall:${row.user}`, verified: true }],
          },
        ],
      }),
    ),
  ],
};
