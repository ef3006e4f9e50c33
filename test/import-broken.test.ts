import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { smallFiles } from "./import-read.ts";

const files = smallFiles();

describe("tmall2014_brand", () => {
  const file = "t_alibaba_data_x.csv";
  const header = "user_id,brand_id,type,visit_datetime";
  const options = { year: 2014, currency: "CNY", zone: "Asia/Shanghai" };
  const read = () => files.read("tmall2014_brand", options);

  test("each bad line is refused by its number and reason, the good ones around it are kept", async () => {
    const lines = ["1,10,0,6-4", "1,10,7,6-4", "1,10,0,2-30", "1,10,0", "x,10,0,6-4", '1,"10,0,6-4', "2,10,3,7-15"];
    files.write(file, `${[header, ...lines].join("\n")}\n`);
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
    files.write(file, "\uFEFFtype,brand_id,more,user_id,visit_datetime\r\n1,10,z,1,6-4\r\n\r\n2,11,z,1,6-05");
    const { facts, rejected } = await read();
    expect(facts.map((f) => [f.name, f.brand, f.id])).toEqual([
      ["purchase", "10", "tmall:t_alibaba_data_x:2"],
      ["favourite", "11", "tmall:t_alibaba_data_x:4"],
    ]);
    expect(rejected).toEqual([]);
  });
  test("a repeated row is a repeated event", async () => {
    files.write(file, `${header}\n1,10,0,6-4\n1,10,0,6-4\n`);
    expect(new Set((await read()).facts.map((f) => f.id)).size).toBe(2);
  });
  test("a column is missing, or the header is another one: nothing of the file is read", async () => {
    files.write(file, "user_id,brand_id,type\n1,10,0\n");
    expect(await read()).toMatchObject({
      facts: [],
      rejected: [],
      damaged: [{ file, line: 1, reason: expect.stringContaining("the header has no column visit_datetime") }],
    });
    files.write(file, "");
    expect((await read()).damaged[0]?.reason).toContain("the file has no header");
  });
  test("bytes that are not UTF-8 cost their line", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${header}\n1,1`),
      Buffer.from([0xff]),
      Buffer.from("0,0,6-4\n1,10,0,6-4\n"),
    ]);
    files.write(file, bytes);
    const { facts, rejected } = await read();
    expect(facts).toHaveLength(1);
    expect(rejected).toEqual([{ file, line: 2, reason: "holds bytes that are not UTF-8; save the file as UTF-8" }]);
  });
  test("so does a zero byte", async () => {
    files.write(file, `${header}\n1,1\u00000,0,6-4\n1,10,0,6-4\n`);
    const { facts, rejected } = await read();
    expect(facts).toHaveLength(1);
    expect(rejected).toMatchObject([{ line: 2, reason: expect.stringContaining("U+0000") }]);
  });
  test("a cut-off gzip file gives what it holds, always the same, and says where it ends", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${(i * 7919) % 100_003},${(i * 104_729) % 9_973},0,6-4`);
    const packed = gzipSync(`${[header, ...rows].join("\n")}\n`);
    files.write(`${file}.gz`, packed);
    expect((await read()).facts).toHaveLength(20_000);
    files.write(`${file}.gz`, packed.subarray(0, packed.length * 0.6));
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
    files.write(`${file}.gz`, broken);
    expect((await read()).damaged).toHaveLength(1);
  });
  test("the same rows have the same ids, packed or not", async () => {
    files.write(file, `${header}\n1,10,0,6-4\n`);
    const plain = (await read()).facts;
    files.empty();
    files.write(`${file}.gz`, gzipSync(`${header}\n1,10,0,6-4\n`));
    expect((await read()).facts).toEqual(plain);
  });
});

describe("lgsr_5k", () => {
  const file = "transactions_200607.csv";
  const header =
    "SHOP_WEEK,SHOP_DATE,SHOP_WEEKDAY,SHOP_HOUR,QUANTITY,SPEND,PROD_CODE,PROD_CODE_10,PROD_CODE_20,PROD_CODE_30,PROD_CODE_40,CUST_CODE,seg_1,seg_2,BASKET_ID,BASKET_SIZE,BASKET_PRICE_SENSITIVITY,BASKET_TYPE,BASKET_DOMINANT_MISSION,STORE_CODE,STORE_FORMAT,STORE_REGION";
  const line = (basket: string, spend: string, card = '""', sku = "P1", store = "S1") =>
    `200607,20060415,7,19,1,${spend},${sku},CL1,DEP1,G1,D1,${card},BG,"",${basket},L,MM,Full Shop,Mixed,${store},LS,E02`;
  const read = () => files.read("lgsr_5k", { currency: "GBP", zone: "Europe/London" });

  test("lines of a basket that stand apart are one purchase; nobody's basket has nobody", async () => {
    files.write(
      file,
      [header, line("1", "0.93", "C1"), line("2", "1.5"), line("1", "-0.10", "C1", "P2"), ""].join("\n"),
    );
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
    files.write(
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
    files.write(file, [header, line("1", "1.00", "C1"), line("1", "1.00", "C2"), line("2", "1.005"), ""].join("\n"));
    const { facts, rejected } = await read();
    expect(facts).toEqual([]);
    expect(rejected.map((r) => [r.line, r.reason])).toEqual([
      [4, 'SPEND: "1.005" is not an amount of GBP such as 12.50'],
      [2, "basket 1 line 3 has another card than line 2"],
      [3, "basket 1 line 3 has another card than line 2"],
    ]);
  });
});
