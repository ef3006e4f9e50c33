import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvCell, csvText } from "./csv.ts";

test("a reader of CSV gets back what was written", () => {
  const rows = [
    ["名称", 'say "hi"', "a,b"],
    ["two\nlines", 12, null],
  ];
  const read: string[][] = parse(csvText(rows), { bom: true });
  expect(read).toEqual([
    ["名称", 'say "hi"', "a,b"],
    ["two\nlines", "12", ""],
  ]);
});

test("a text that a spreadsheet would run is defused, a number is left alone", () => {
  expect(csvCell("=1+1")).toBe("'=1+1");
  expect(csvCell("@SUM(A1)")).toBe("'@SUM(A1)");
  expect(csvCell("-5 C")).toBe("'-5 C");
  expect(csvCell('=HYPERLINK("x","y")')).toBe(`"'=HYPERLINK(""x"",""y"")"`);
  expect(csvCell(-5)).toBe("-5");
});
