import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digitalLinkPath, parseDigitalLink } from "./digital-link.ts";
import { gs1CheckDigit, normaliseGtin, readGtin } from "./gtin.ts";

const body = fc
  .constantFrom(7, 11, 12, 13)
  .chain((n) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }));
const gtins = body.map((digits) => digits.join("") + gs1CheckDigit(digits.join("")));

describe("gtin", () => {
  test("every single wrong digit is refused", () => {
    fc.assert(
      fc.property(gtins, fc.nat(), fc.integer({ min: 1, max: 9 }), (gtin, pick, add) => {
        expect(normaliseGtin(gtin)).toBe(gtin.padStart(14, "0"));
        const at = pick % gtin.length;
        const wrong = gtin.slice(0, at) + ((Number(gtin[at]) + add) % 10) + gtin.slice(at + 1);
        expect(normaliseGtin(wrong)).toBeUndefined();
      }),
    );
  });
  test("says what would be right", () => {
    expect(readGtin("4006381333932")).toEqual({ ok: false, reason: "check_digit", expected: "a last digit of 1" });
    expect(readGtin("12345")).toMatchObject({ reason: "length" });
    expect(readGtin("40063813339a1")).toMatchObject({ reason: "not_digits" });
    expect(normaliseGtin("4 006381-333931")).toBe("04006381333931");
    expect(() => gs1CheckDigit("12")).toThrow("7 to 17");
  });
});

describe("digital link", () => {
  const value = fc.string({ unit: fc.constantFrom(..."AZaz09!\"%&'()*+,-./:;<=>?_"), minLength: 1, maxLength: 20 });
  test("reads back what it wrote", () => {
    const expiry = fc
      .integer({ min: 0, max: 36_000 })
      .map((d) => new Date(Date.UTC(2000, 0, 1 + d)).toISOString().slice(0, 10));
    const links = fc.record(
      { gtin14: gtins.map((g) => g.padStart(14, "0")), lot: value, serial: value, expiry },
      { requiredKeys: ["gtin14"] },
    );
    fc.assert(
      fc.property(links, (link) => {
        expect(parseDigitalLink(`https://shop.example/p${digitalLinkPath(link)}`)).toEqual(link);
      }),
    );
  });
  test("refuses what is not one", () => {
    for (const bad of ["", "https://a.example/x", "/01/123", "/01/04006381333932", "/01/04006381333931/10/%ZZ"]) {
      expect(parseDigitalLink(bad)).toBeUndefined();
    }
    expect(() => digitalLinkPath({ gtin14: "04006381333931", lot: "批次" })).toThrow("set 82");
    expect(() => digitalLinkPath({ gtin14: "04006381333931", expiry: "2027-02-30" })).toThrow("calendar day");
  });
});
