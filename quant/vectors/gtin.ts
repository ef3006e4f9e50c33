import { digitalLinkPath, parseDigitalLink } from "../digital-link.ts";
import { gs1CheckDigit, normaliseGtin } from "../gtin.ts";
import type { Anchor } from "./anchor.ts";

export const gtinAnchors: readonly Anchor[] = [
  {
    name: "gtin: check digit and 14 digits",
    source: "GS1 General Specifications 7.9; numbers in public use",
    run: () => [
      { what: "GTIN-8", ours: normaliseGtin("96385074"), published: "00000096385074" },
      { what: "GTIN-12", ours: normaliseGtin("036000291452"), published: "00036000291452" },
      { what: "GTIN-13", ours: normaliseGtin("4006381333931"), published: "04006381333931" },
      { what: "wrong last digit", ours: normaliseGtin("4006381333932"), published: undefined },
      { what: "SSCC example 37610425002123456", ours: gs1CheckDigit("37610425002123456"), published: 9 },
    ],
  },
  {
    name: "gtin: GS1 Digital Link",
    source: "GS1 Digital Link Standard: URI Syntax 1.3, order 01, 10, 21; AI 17 day 00",
    run: () => [
      {
        what: "path",
        ours: digitalLinkPath({ gtin14: "09506000134352", lot: "ABC123", serial: "A/1", expiry: "2027-02-28" }),
        published: "/01/09506000134352/10/ABC123/21/A%2F1?17=270228",
      },
      {
        what: "read, day 00",
        ours: parseDigitalLink("https://id.gs1.org/01/09506000134352/10/ABC123?17=280200"),
        published: { gtin14: "09506000134352", lot: "ABC123", expiry: "2028-02-29" },
      },
    ],
  },
];
