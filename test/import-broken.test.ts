import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Options, Part, Rejected, Run } from "../importers/index.ts";
import { sets } from "../importers/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "fairground-broken-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  for (const f of readdirSync(folder)) rmSync(path.join(folder, f));
});
const write = (name: string, content: string | Uint8Array): void => writeFileSync(path.join(folder, name), content);

/** Reads a set as the command line does, without engines behind it. */
async function readSet(name: string, options: Options) {
  const parts: Part[] = [];
  const rejected: Rejected[] = [];
  const damaged: Rejected[] = [];
  const known = new Set<string>();
  const run: Run = {
    files: ({ files }) =>
      readdirSync(folder)
        .filter((f) => files.test(f.replace(/\.gz$/, "")))
        .sort()
        .map((f) => path.join(folder, f)),
    progress: () => undefined,
    reject: (some) => void rejected.push(...some.map(({ file, line, reason }) => ({ file, line, reason }))),
    damage: (one) => void damaged.push(one),
    known: (kind, code) => known.has(`${kind} ${code}`),
  };
  for (const pass of sets[name]?.passes(options) ?? [])
    for await (const some of pass.parts(run))
      for (const part of some) {
        for (const [kind, rows] of Object.entries(part.needs ?? {}))
          for (const row of rows) known.add(`${kind} ${row.code}`);
        parts.push(part);
      }
  return { parts, facts: parts.flatMap((p) => p.facts), rejected, damaged };
}

describe("tmall2014_brand", () => {
  const file = "t_alibaba_data_x.csv";
  const header = "user_id,brand_id,type,visit_datetime";
  const options = { year: 2014, currency: "CNY", zone: "Asia/Shanghai" };
  const read = () => readSet("tmall2014_brand", options);

  test("each bad line is refused by its number and reason, the good ones around it are kept", async () => {
    const lines = ["1,10,0,6-4", "1,10,7,6-4", "1,10,0,2-30", "1,10,0", "x,10,0,6-4", '1,"10,0,6-4', "2,10,3,7-15"];
    write(file, `${[header, ...lines].join("\n")}\n`);
    const { facts, rejected, damaged } = await read();
    expect(facts.map((f) => [f.id, f.name, f.at])).toEqual([
      ["tmall:t_alibaba_data_x:2", "click", "2014-06-04T04:00:00.000Z"],
      ["tmall:t_alibaba_data_x:8", "add_to_cart", "2014-07-15T04:00:00.000Z"],
    ]);
    expect(rejected.map((r) => [r.file, r.line])).toEqual([3, 4, 5, 6, 7].map((line) => [file, line]));
    expect(rejected.map((r) => r.reason)).toEqual([
      'type: "7" is not one of 0, 1, 2, 3',
      'visit_datetime: "2-30" is not a day of 2014 such as 6-4',
      "has 3 fields, the header has 4",
      'user_id: "x" is not a number of at most 20 digits',
      expect.stringMatching(/^the quotes are not right/),
    ]);
    expect(damaged).toEqual([]);
  });
  test("a byte order mark, CRLF, another order of columns, more columns, blank lines and no last line end", async () => {
    write(file, "\uFEFFtype,brand_id,more,user_id,visit_datetime\r\n1,10,z,1,6-4\r\n\r\n2,11,z,1,6-05");
    const { facts, rejected } = await read();
    expect(facts.map((f) => [f.name, f.brand, f.id])).toEqual([
      ["purchase", "10", "tmall:t_alibaba_data_x:2"],
      ["favourite", "11", "tmall:t_alibaba_data_x:4"],
    ]);
    expect(rejected).toEqual([]);
  });
  test("a repeated row is a repeated event", async () => {
    write(file, `${header}\n1,10,0,6-4\n1,10,0,6-4\n`);
    expect(new Set((await read()).facts.map((f) => f.id)).size).toBe(2);
  });
  test("a column is missing, or the header is another one: nothing of the file is read", async () => {
    write(file, "user_id,brand_id,type\n1,10,0\n");
    expect(await read()).toMatchObject({
      facts: [],
      rejected: [],
      damaged: [{ file, line: 1, reason: expect.stringContaining("the header has no column visit_datetime") }],
    });
    write(file, "");
    expect((await read()).damaged[0]?.reason).toContain("the file has no header");
  });
  test("bytes that are not UTF-8 cost their line", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${header}\n1,1`),
      Buffer.from([0xff]),
      Buffer.from("0,0,6-4\n1,10,0,6-4\n"),
    ]);
    write(file, bytes);
    const { facts, rejected } = await read();
    expect(facts).toHaveLength(1);
    expect(rejected).toEqual([{ file, line: 2, reason: "holds bytes that are not UTF-8; save the file as UTF-8" }]);
  });
  test("a cut-off gzip file gives what it holds, always the same, and says where it ends", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${(i * 7919) % 100_003},${(i * 104_729) % 9_973},0,6-4`);
    const packed = gzipSync(`${[header, ...rows].join("\n")}\n`);
    write(`${file}.gz`, packed);
    expect((await read()).facts).toHaveLength(20_000);
    write(`${file}.gz`, packed.subarray(0, packed.length * 0.6));
    const [one, two] = [await read(), await read()];
    expect(one.facts.length).toBeGreaterThan(5_000);
    expect(one.facts.length).toBeLessThan(20_000);
    expect(two.facts).toEqual(one.facts);
    expect(one.damaged).toEqual([
      {
        file: `${file}.gz`,
        line: one.facts.length + 2,
        reason: expect.stringContaining("gzip file is damaged or cut off"),
      },
    ]);
    const broken = Buffer.from(packed);
    broken.fill(0x55, Math.floor(packed.length / 2), Math.floor(packed.length / 2) + 50);
    write(`${file}.gz`, broken);
    expect((await read()).damaged).toHaveLength(1);
  });
  test("the same rows have the same ids, packed or not", async () => {
    write(file, `${header}\n1,10,0,6-4\n`);
    const plain = (await read()).facts;
    rmSync(path.join(folder, file));
    write(`${file}.gz`, gzipSync(`${header}\n1,10,0,6-4\n`));
    expect((await read()).facts).toEqual(plain);
  });
});

describe("lgsr_5k", () => {
  const file = "transactions_200607.csv";
  const header =
    "SHOP_WEEK,SHOP_DATE,SHOP_WEEKDAY,SHOP_HOUR,QUANTITY,SPEND,PROD_CODE,PROD_CODE_10,PROD_CODE_20,PROD_CODE_30,PROD_CODE_40,CUST_CODE,seg_1,seg_2,BASKET_ID,BASKET_SIZE,BASKET_PRICE_SENSITIVITY,BASKET_TYPE,BASKET_DOMINANT_MISSION,STORE_CODE,STORE_FORMAT,STORE_REGION";
  const line = (basket: string, spend: string, card = '""', sku = "P1", store = "S1") =>
    `200607,20060415,7,19,1,${spend},${sku},CL1,DEP1,G1,D1,${card},BG,"",${basket},L,MM,Full Shop,Mixed,${store},LS,E02`;
  const read = () => readSet("lgsr_5k", { currency: "GBP", zone: "Europe/London" });

  test("lines of a basket that stand apart are one purchase; nobody's basket has nobody", async () => {
    write(file, [header, line("1", "0.93", "C1"), line("2", "1.5"), line("1", "-0.10", "C1", "P2"), ""].join("\n"));
    const { parts, facts, rejected } = await read();
    expect(rejected).toEqual([]);
    expect(facts).toMatchObject([
      {
        id: "lgsr:1",
        at: "2006-04-15T18:00:00.000Z",
        venue: "S1",
        amount_minor: 83,
        ids: [{ type: "loyalty_card", value: "C1" }],
        lines: [
          { sku: "P1", category: "CL1", quantity: 1, amount_minor: 93 },
          { sku: "P2", amount_minor: -10 },
        ],
        props: { week: "200607" },
      },
      { id: "lgsr:2", amount_minor: 150, ids: [] },
    ]);
    expect(parts.map((p) => p.from.map((s) => s.line))).toEqual([[2, 4], [3]]);
  });
  test("half a basket is no basket: its other lines are refused with it, and say why", async () => {
    write(
      file,
      [header, line("1", "0.93"), line("2", "1.5"), line("1", "0,9x".replace(",", "."), '""', "P2"), ""].join("\n"),
    );
    const { facts, rejected } = await read();
    expect(facts.map((f) => f.id)).toEqual(["lgsr:2"]);
    expect(rejected).toEqual([
      { file, line: 4, reason: 'SPEND: "0.9x" is not an amount of GBP such as 12.50' },
      {
        file,
        line: 2,
        reason: expect.stringMatching(/belongs to the same basket as line 4 of transactions_200607.csv/),
      },
    ]);
  });
  test("lines of one basket that contradict one another, and a third decimal", async () => {
    write(file, [header, line("1", "1.00", "C1"), line("1", "1.00", "C2"), line("2", "1.005"), ""].join("\n"));
    const { facts, rejected } = await read();
    expect(facts).toEqual([]);
    expect(rejected.map((r) => [r.line, r.reason])).toEqual([
      [4, 'SPEND: "1.005" is not an amount of GBP such as 12.50'],
      [2, "basket 1 line 3 has another card than line 2"],
      [3, "basket 1 line 3 has another card than line 2"],
    ]);
  });
});

describe("olist_sample", () => {
  const T = "2018-01-02 10:00:00";
  const day = (d: string) => `2018-01-${d} 10:00:00`;
  const tables = {
    olist_sellers_dataset: [
      "seller_id,seller_zip_code_prefix,seller_city,seller_state",
      "s1,01001,sao paulo,SP",
      "s2,01001,sao paulo,SP",
    ],
    product_category_name_translation: ["product_category_name,product_category_name_english", "bebes,baby"],
    olist_products_dataset: [
      "product_id,product_category_name,product_name_lenght,product_description_lenght,product_photos_qty,product_weight_g,product_length_cm,product_height_cm,product_width_cm",
      "p1,bebes,1,1,1,7150,50,19,45",
      "p2,,,,,,,,",
    ],
    olist_customers_dataset: [
      "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state",
      "c1,u1,01001,x,SP",
      "c2,u1,01001,x,SP",
      "c3,u3,01001,x,SP",
    ],
    olist_orders_dataset: [
      "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date",
      `o1,c1,delivered,${T},${T},${day("03")},${day("09")},2018-01-09 00:00:00`,
      `o2,c2,canceled,${T},,,,2018-01-09 00:00:00`,
      `o3,c3,delivered,${T},${T},${day("03")},,2018-01-09 00:00:00`,
    ],
    olist_order_items_dataset: [
      "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value",
      `o1,1,p1,s1,${day("04")},99.9,10.00`,
      `o1,2,p2,s2,${day("05")},0.10,0.01`,
      `o3,1,p1,s1,${day("04")},5.00,1.00`,
    ],
    olist_order_payments_dataset: [
      "order_id,payment_sequential,payment_type,payment_installments,payment_value",
      "o1,1,credit_card,2,100.00",
      "o1,2,voucher,1,10.02",
      "o3,1,boleto,1,6.00",
    ],
    olist_order_reviews_dataset: [
      "review_id,order_id,review_score,review_comment_title,review_comment_message,review_creation_date,review_answer_timestamp",
      `r1,o1,5,,"good, ""very""\r\ngood\nindeed",${day("10")},${day("11")}`,
      `r2,o2,1,,bad,${day("10")},${day("11")}`,
    ],
  };
  const writeAll = (changed: Partial<Record<keyof typeof tables, string[]>> = {}) => {
    for (const [name, lines] of Object.entries({ ...tables, ...changed }))
      write(`${name}.csv`, `${lines.join("\n")}\n`);
  };
  const read = () => readSet("olist_sample", { currency: "BRL", zone: "America/Sao_Paulo" });

  test("an order is told per seller, with the payment shared out to the centavo", async () => {
    writeAll();
    const { facts, rejected } = await read();
    expect(rejected).toEqual([]);
    const of = (order: string) => facts.filter((f) => f.order === order);
    expect(of("o1").map((f) => [f.name, f.merchant, f.amount_minor, f.at])).toEqual([
      ["order.placed", "s1", 10_990, "2018-01-02T12:00:00.000Z"],
      ["order.paid", "s1", 10_991, "2018-01-02T12:00:00.000Z"],
      ["order.dispatched", "s1", undefined, "2018-01-03T12:00:00.000Z"],
      ["order.delivered", "s1", undefined, "2018-01-09T12:00:00.000Z"],
      ["review.given", "s1", undefined, "2018-01-11T12:00:00.000Z"],
      ["order.placed", "s2", 11, "2018-01-02T12:00:00.000Z"],
      ["order.paid", "s2", 11, "2018-01-02T12:00:00.000Z"],
      ["order.dispatched", "s2", undefined, "2018-01-03T12:00:00.000Z"],
      ["order.delivered", "s2", undefined, "2018-01-09T12:00:00.000Z"],
      ["review.given", "s2", undefined, "2018-01-11T12:00:00.000Z"],
    ]);
    expect(of("o1")[0]).toMatchObject({
      ids: [{ type: "platform_id", value: "olist:u1" }],
      lines: [{ sku: "p1", category: "bebes", amount_minor: 9_990 }],
      props: {
        promised_day: "2018-01-09",
        promised_dispatch_at: "2018-01-04T12:00:00.000Z",
        payment: "credit_card+voucher",
      },
    });
    expect(of("o1")[4]?.props).toEqual({ stars: 5, review: "r1", text: 'good, "very"\r\ngood\nindeed' });
    // without items there is no seller, and still an order
    expect(of("o2").map((f) => [f.name, f.merchant, f.props?.by])).toEqual([
      ["order.placed", undefined, undefined],
      ["order.cancelled", undefined, "platform"],
      ["review.given", undefined, undefined],
    ]);
    expect(of("o3").find((f) => f.name === "order.delivered")?.props).toEqual({ undated: true });
  });
  test("half an order is no order, and what belongs to no order is refused", async () => {
    writeAll({
      olist_order_items_dataset: [
        ...tables.olist_order_items_dataset.slice(0, 2),
        `o1,2,p2,s2,${day("05")},-1.00,0.01`,
        `o3,1,p1,s9,${day("04")},5.00,1.00`,
        `o9,1,p1,s1,${day("04")},5.00,1.00`,
      ],
    });
    const { facts, rejected } = await read();
    expect([...new Set(facts.map((f) => f.order))]).toEqual(["o2"]);
    const at = (file: string) => rejected.filter((r) => r.file === `${file}.csv`).map((r) => [r.line, r.reason]);
    expect(at("olist_order_items_dataset")).toEqual([
      [3, 'price: "-1.00" is not an amount of BRL such as 12.50, not below 0'],
      [2, expect.stringContaining("belongs to the same order as line 3 of olist_order_items_dataset.csv")],
      [4, "the order has an item of seller s9, who is not in the list of sellers"],
      [5, "there is no order o9"],
    ]);
    expect(at("olist_orders_dataset").map(([line]) => line)).toEqual([2, 4]);
    expect(at("olist_order_payments_dataset").map(([line]) => line)).toEqual([2, 3, 4]);
    expect(at("olist_order_reviews_dataset").map(([line]) => line)).toEqual([2]);
    expect(at("olist_customers_dataset").map(([line]) => line)).toEqual([2, 4]);
  });
  test("a stray quote in a comment costs one line, though comments may span lines", async () => {
    const [header = "", good = ""] = tables.olist_order_reviews_dataset;
    const bad = `r2,o2,1,,"never ends,${day("10")},${day("11")}`;
    writeAll({ olist_order_reviews_dataset: [header, bad, good, `r3,o3,4,,"fine",${day("10")},${day("11")}`] });
    const { facts, rejected } = await read();
    expect(facts.filter((f) => f.name === "review.given").map((f) => f.props?.review)).toEqual(["r1", "r1", "r3"]);
    expect(rejected).toMatchObject([{ file: "olist_order_reviews_dataset.csv", line: 2 }]);
  });
});
