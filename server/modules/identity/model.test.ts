import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edge, IdType, Vertex } from "./model.ts";
import { clean, e164, idRules, mask, partition } from "./model.ts";

const types: readonly IdType[] = [
  "member_no",
  "phone",
  "email",
  "platform_id",
  "loyalty_card",
  "device_id",
  "anonymous_id",
];
/** Vertices of random types, links between them, and labels that keep some apart. */
const aGraph = fc.integer({ min: 2, max: 24 }).chain((n) =>
  fc.record({
    kinds: fc.array(fc.constantFrom(...types), { minLength: n, maxLength: n }),
    links: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.boolean()), { maxLength: 40 }),
    labels: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(1), fc.nat(2)), { maxLength: 6 }),
    numbers: fc.shuffledSubarray(
      Array.from({ length: n }, (_, i) => i + 1),
      { minLength: n, maxLength: n },
    ),
  }),
);
type Graph = typeof aGraph extends fc.Arbitrary<infer G> ? G : never;
/** The groups, told by what the vertices are and not by their numbers. */
function groups(g: Graph, numbers: readonly number[], order: (e: Edge[]) => Edge[]): string[] {
  const at = (i: number) => numbers[i] ?? 0;
  const vertices = new Map(g.kinds.map((type, i): [number, Vertex] => [at(i), { node: at(i), type, value: `v${i}` }]));
  const unique = new Map(
    g.links
      .filter(([a, b]) => a !== b)
      .map(([a, b, accepted]) => {
        const [strong, weak] =
          (idRules[g.kinds[a] ?? "phone"].rank - idRules[g.kinds[b] ?? "phone"].rank || b - a) >= 0 ? [a, b] : [b, a];
        return [`${strong}-${weak}-${accepted}`, { strong: at(strong), weak: at(weak), accepted }];
      }),
  );
  const apart = new Map<number, [number, number][]>();
  for (const [i, mark, label] of g.labels)
    if (!apart.get(at(i))?.some(([m]) => m === mark)) apart.set(at(i), [...(apart.get(at(i)) ?? []), [mark, label]]);
  const people = partition(vertices, order([...unique.values()]), apart);
  const by = Map.groupBy([...people], ([, person]) => person);
  return [...by.values()]
    .map((members) =>
      members
        .map(([node]) => vertices.get(node)?.value ?? "")
        .sort()
        .join(" "),
    )
    .sort();
}

describe("who is one person", () => {
  test("depends on the set of links only: not on their order, and not on the numbers given", () => {
    fc.assert(
      fc.property(aGraph, (g) => {
        const plain = g.kinds.map((_, i) => i + 1);
        const first = groups(g, plain, (e) => e);
        expect(groups(g, plain, (e) => e.toReversed())).toEqual(first);
        expect(groups(g, g.numbers, (e) => e)).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  test("never breaks a cap and never joins what is kept apart", () => {
    fc.assert(
      fc.property(aGraph, (g) => {
        for (const group of groups(
          g,
          g.kinds.map((_, i) => i + 1),
          (e) => e,
        )) {
          const members = group.split(" ").map((v) => Number(v.slice(1)));
          for (const type of types)
            expect(members.filter((m) => g.kinds[m] === type).length).toBeLessThanOrEqual(idRules[type].cap);
          for (const mark of [0, 1]) {
            const labels = members.flatMap((m) => g.labels.find(([i, k]) => i === m && k === mark)?.[2] ?? []);
            expect(new Set(labels).size).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a second member number is refused by cutting the weakest link", () => {
    const v = (node: number, type: IdType): [number, Vertex] => [node, { node, type, value: `v${node}` }];
    const vertices = new Map([v(1, "member_no"), v(2, "member_no"), v(3, "phone"), v(4, "device_id")]);
    const edge = (strong: number, weak: number): Edge => ({ strong, weak, accepted: false });
    const people = partition(vertices, [edge(2, 4), edge(3, 4), edge(1, 3)], new Map());
    expect([people.get(1), people.get(3)]).toEqual([1, 1]);
    expect(people.get(2)).not.toBe(people.get(1));
  });
});

describe("the stored form of identifiers", () => {
  test("phones are one number however they are written", () => {
    for (const written of [
      "13800138000",
      "138 0013 8000",
      "+86 138-0013-8000",
      "0086 13800138000",
      "8613800138000",
      "１３８００１３８０００",
    ])
      expect(e164(written)).toBe("+8613800138000");
    expect(e164("+1 (415) 555-2671")).toBe("+14155552671");
    expect(e164("021-8888 8888")).toBe("+862188888888");
    for (const wrong of ["12345", "abc", "+0123456789", "138001380001"]) expect(e164(wrong)).toBeUndefined();
  });
  test("nothing readable of a phone or an e-mail is kept, and names of nobody are none", () => {
    const hash = (text: string) => `h(${text.length})`;
    const phone = clean({ type: "phone", value: "13800138000", verified: true }, false, hash);
    expect(phone).toMatchObject({ value: "h(20)", shown: "+86138****8000", proven: true });
    expect(clean({ type: "email", value: " A@Example.ORG ", verified: false }, false, hash)).toMatchObject({
      shown: "a***@example.org",
      proven: false,
    });
    for (const value of ["", " ", "0", "0000", "-", "null", "-1", "Anonymous", "N/A"])
      expect(clean({ type: "member_no", value, verified: true }, false, hash)).toBeUndefined();
    expect(clean({ type: "device_id", value: "AA:BB-cc.01", verified: true }, true, hash)).toMatchObject({
      value: "aabbcc01",
      shared: true,
    });
    expect(clean({ type: "anonymous_id", value: "x", verified: true }, true, hash)).toBeUndefined();
    expect(mask("member_no", "M123456789")).toBe("M12***789");
  });
});
