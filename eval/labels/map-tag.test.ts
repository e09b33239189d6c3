import { expect, test } from "vitest";
import { mapTag, typeOfTag } from "./map-tag.ts";

test("types are tags without their prefix", () => {
  expect(["B-PER", "I-creative-work", "LOC", "O"].map(typeOfTag)).toEqual(["PER", "creative-work", "LOC", null]);
});

test("tags are mapped by type, to another type or to none", () => {
  const map = { PER: "person", MISC: "O" };
  expect(["B-PER", "I-PER", "PER", "B-MISC", "B-LOC", "O", "B-constructor"].map((tag) => mapTag(tag, map))).toEqual([
    "B-person",
    "I-person",
    "person",
    "O",
    "B-LOC",
    "O",
    "B-constructor",
  ]);
});
