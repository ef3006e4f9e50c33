import { expect, test } from "vitest";
import { addPart, definitionOf, draftOf, removePart, replacePart } from "./draft.ts";

const member = { members: {} } as const;
const agreed = { consent: { purpose: "marketing", channel: "sms" } } as const;

test("a draft of one part is that part, an empty one is nothing", () => {
  expect(definitionOf(draftOf(undefined))).toBeUndefined();
  expect(definitionOf(draftOf(member))).toEqual(member);
  expect(definitionOf({ op: "or", of: [{ op: "and", of: [] }, member] })).toEqual(member);
});

test("parts are added, replaced and removed by their way from the root", () => {
  const one = addPart(addPart(draftOf(undefined), [], member), [], { op: "or", of: [] });
  const two = addPart(addPart(one, [1], member), [1], agreed);
  expect(definitionOf(two)).toEqual({ op: "and", of: [member, { op: "or", of: [member, agreed] }] });
  expect(definitionOf(replacePart(two, [1, 0], agreed))).toEqual({
    op: "and",
    of: [member, { op: "or", of: [agreed, agreed] }],
  });
  expect(definitionOf(removePart(two, [1, 0]))).toEqual({ op: "and", of: [member, agreed] });
  expect(definitionOf(removePart(two, [1]))).toEqual(member);
});
