import { expect, test } from "vitest";
import { fieldPath } from "./faults.tsx";

test("the server's name of a field is the form's name of it", () => {
  expect(fieldPath("body.login")).toEqual(["login"]);
  expect(fieldPath("items.0.code")).toEqual(["items", 0, "code"]);
  expect(fieldPath("bodyweight")).toEqual(["bodyweight"]);
});
