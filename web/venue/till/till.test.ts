import { expect, test } from "vitest";
import { changeOf, likelyCash, readAmount } from "./cash.ts";
import {
  emptySale,
  isEmpty,
  lineFaults,
  linesMax,
  park,
  parkedMax,
  type Parked,
  piecesOf,
  sale,
  saleBody,
  withArticle,
  withCoupon,
  withQuantity,
} from "./sale.ts";
import { couldBeCoupon, readMember, readScan } from "./scan.ts";

const milk = { code: "milk", sku: 1, title: { zh: "牛奶", en: "Milk" } };
const one = () => withArticle(emptySale("request-1"), milk) ?? emptySale("request-1");

test("the same article twice is one line with two pieces; zero pieces is no line", () => {
  const two = withArticle(one(), milk);
  expect(two?.lines).toEqual([{ ...milk, quantity: 2 }]);
  expect(piecesOf(withQuantity(one(), "milk", 7))).toBe(7);
  expect(withQuantity(one(), "milk", 1e9).lines[0]?.quantity).toBe(9_999);
  expect(isEmpty(withQuantity(one(), "milk", 0))).toBe(true);
});

test("an article that was scanned without a server gets its name once it is known", () => {
  const raw = withArticle(emptySale("request-1"), { code: "milk", sku: null, title: null });
  expect(withArticle(raw ?? one(), milk)?.lines).toEqual([{ ...milk, quantity: 2 }]);
});

test("a full sale takes no more lines, but more pieces of a line it has", () => {
  let full = emptySale("request-1");
  for (let i = 0; i < linesMax; i++) full = withArticle(full, { ...milk, code: `c${i}` }) ?? full;
  expect(withArticle(full, milk)).toBeUndefined();
  expect(withArticle(full, { ...milk, code: "c0" })?.lines[0]?.quantity).toBe(2);
});

test("a sale that is sent again is the same to the letter", () => {
  const s = withCoupon(one(), "QG27MDB7CY88") ?? one();
  const how = { tender: "cash", associate: null } as const;
  expect(saleBody(s, { ...how, associate: "g-1" }).lines).toEqual([{ code: "milk", quantity: 1, associate: "g-1" }]);
  expect(saleBody(s, how)).toEqual({
    request_id: "request-1",
    tender: "cash",
    lines: [{ code: "milk", quantity: 1 }],
    coupons: ["QG27MDB7CY88"],
  });
  expect(JSON.stringify(saleBody(s, how))).toBe(JSON.stringify(saleBody(sale.parse(structuredClone(s)), how)));
  expect(withCoupon(s, "QG27MDB7CY88")).toBe(s);
});

test("parking is bounded, replaces the same sale, and refuses one without an answer", () => {
  const at = "2026-01-01T00:00:00Z";
  let shelf: Parked = [];
  for (let i = 0; i < parkedMax; i++) shelf = park(shelf, { ...one(), id: `request-${i}` }, at) ?? shelf;
  expect(shelf).toHaveLength(parkedMax);
  expect(park(shelf, { ...one(), id: "one-more-1" }, at)).toBeUndefined();
  expect(park([{ at, sale: one() }], one(), at)).toHaveLength(1);
  const sent = { tender: "cash", pay_minor: 1, given_minor: null, associate: null } as const;
  expect(park([], { ...one(), sent }, at)).toBeUndefined();
});

test("a wrong field is told beside its line", () => {
  const faults = lineFaults([
    { field: "body.lines.2.code", reason: "no article" },
    { field: "body.lines.0", reason: "2 left" },
    { field: "body.member", reason: "unknown" },
  ]);
  expect([...faults]).toEqual([
    [2, { kind: "unknown", reason: "no article" }],
    [0, { kind: "other", reason: "2 left" }],
  ]);
});

test("amounts are read as people type them", () => {
  expect(readAmount("12", 2)).toBe(1200);
  expect(readAmount("￥1,200.5", 2)).toBe(120_050);
  expect(readAmount("12.", 2)).toBe(1200);
  expect(readAmount("12.345", 2)).toBeUndefined();
  expect(readAmount("-5", 2)).toBeUndefined();
  expect(readAmount("700", 0)).toBe(700);
});

test("cash: likely sums rise from the exact one, and change is never negative", () => {
  expect(likelyCash(3_740, 2)).toEqual([3_740, 3_800, 4_000, 5_000, 10_000]);
  expect(likelyCash(0, 2)).toEqual([]);
  expect(changeOf(3_740, 5_000)).toBe(1_260);
  expect(changeOf(3_740, null)).toBe(0);
  expect(changeOf(3_740, 3_000)).toBeUndefined();
});

test.each([
  ["M928142097682", { kind: "member", by: ["member_no"], value: "M928142097682" }],
  ["https://shop.example/m?member=V000000001", { kind: "member", by: ["member_no"], value: "V000000001" }],
  ["member:V000000001", { kind: "member", by: ["member_no"], value: "V000000001" }],
  ["13800000001", { kind: "member", by: ["phone"], value: "13800000001" }],
  [" 9520000001001 ", { kind: "article", code: "9520000001001" }],
  ["https://id.example/01/06901234567892", { kind: "article", code: "https://id.example/01/06901234567892" }],
])("a scan of %s", (text, found) => {
  expect(readScan(text)).toEqual(found);
});

test("what is typed for a member is tried as what it looks like, then as a card", () => {
  expect(readMember("v000000001").by).toEqual(["member_no"]);
  expect(readMember("+8613800000001").by).toEqual(["phone", "card"]);
  expect(readMember("C-77").by).toEqual(["member_no", "card"]);
});

test("only what looks like a coupon is tried as one", () => {
  expect(couldBeCoupon("QG27MDB7CY88")).toBe(true);
  expect(couldBeCoupon("234567892345")).toBe(false);
  expect(couldBeCoupon("QG27MDB7CY8")).toBe(false);
});
