import { expect, test } from "vitest";
import { runTool } from "../tools/gate.ts";

test("npm run check is green", { timeout: 300_000 }, async () => {
  const { code, out, err } = await runTool("tools/check.ts", []);
  const red = out.split("\n").filter((line) => !line.startsWith("ok "));
  expect({ code, red: red.slice(0, -2), err }).toEqual({ code: 0, red: [], err: "" });
});
