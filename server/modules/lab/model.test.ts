import { describe, expect, test } from "vitest";
import { namesOthers, scored, termOf } from "./model.ts";

describe("terms", () => {
  test("one form for each wish, and nothing that tells about a person", () => {
    expect(["  Rose　ＣＲＥＡＭ!! ", "敏感肌·面霜", "13800138000", "order 1234 5678", "spf50+"].map(termOf)).toEqual([
      "rose cream",
      "敏感肌 面霜",
      undefined,
      undefined,
      "spf50",
    ]);
    expect(
      ["玫瑰 坊 面霜", "rosa cream", "aurosa cream", "月见"].map((t) => namesOthers(t, ["玫瑰坊", "rosa"])),
    ).toEqual([true, true, false, false]);
  });
  test("planted gaps come out first: much wanted, little served, growing", () => {
    const plain = Array.from({ length: 40 }, (_, i) => ({
      term: `t${i}`,
      searches: 100 + (i % 7),
      clicked: 60,
      unmet: 40 + (i % 5),
      early: 50,
      late: 50 + (i % 7),
      offers: 20 + (i % 6),
    }));
    const planted = [0, 1, 2].map((i) => ({
      term: `gap${i}`,
      searches: 220 + i,
      clicked: 20,
      unmet: 190,
      early: 60,
      late: 160 + i,
      offers: 1,
    }));
    const terms = [...plain, ...planted];
    const ranked = scored(terms)
      .map((s, i) => ({ ...s, term: terms[i]?.term ?? "" }))
      .sort((a, b) => b.score - a.score);
    expect(ranked.slice(0, 3).map((r) => r.term.slice(0, 3))).toEqual(["gap", "gap", "gap"]);
    expect(
      ranked
        .filter((r) => r.beyond_chance)
        .map((r) => r.term)
        .sort(),
    ).toEqual(["gap0", "gap1", "gap2"]);
    expect(scored([])).toEqual([]);
  });
});
