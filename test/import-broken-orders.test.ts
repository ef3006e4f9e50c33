import { describe, expect, test } from "vitest";
import { smallFiles } from "./import-read.ts";

const files = smallFiles();

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
      files.write(`${name}.csv`, `${lines.join("\n")}\n`);
  };
  const read = () => files.read("olist_sample", { currency: "BRL", zone: "America/Sao_Paulo" });

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
