import { expect, test } from "vitest";
import { flawOf, inputOf, partsOf } from "./fields.tsx";

const read = (query: string, example: Parameters<typeof inputOf>[1]) => inputOf(new URLSearchParams(query), example);

test("an address fills the fields that a task has, and no others", () => {
  expect(read("text=mine&question=who", "theirs")).toBe("mine");
  expect(read("question=who", "theirs")).toBe("theirs");
  expect(read("text=mine", { question: "q", context: "c" })).toEqual({ question: "q", context: "c" });
  expect(read("text_pair=", { text: "a", text_pair: "b" })).toEqual({ text: "a", text_pair: "" });
});

test("what is written is read back", () => {
  const pair = { text: "a", text_pair: "b" };
  expect(read(new URLSearchParams(partsOf(pair)).toString(), { text: "", text_pair: "" })).toEqual(pair);
});

test("a blank field is told by its name", () => {
  expect(flawOf({ text: "a", text_pair: " " })).toBe("Second text is blank: write something to ask.");
  expect(flawOf("a")).toBeUndefined();
});
