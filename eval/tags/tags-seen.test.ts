import { expect, test } from "vitest";
import { TagsSeen } from "./tags-seen.ts";
import { toIob2 } from "./to-iob2.ts";

const split = (text: string) => text.split(" ");
const told = (...sentences: string[]) => {
  const seen = new TagsSeen();
  for (const sentence of sentences) expect(seen.add(split(sentence))).toBeUndefined();
  return seen.told();
};

test("the scheme is told by the whole set", () => {
  expect(told("I-A I-A O I-B")).toEqual({ tag_scheme: "IO" });
  expect(told("I-A I-B", "O I-A B-A I-A B-A")).toEqual({ tag_scheme: "IOB1" });
  expect(told("B-A I-A B-A", "B-B B-A")).toEqual({ tag_scheme: "IOB2" });
  expect(told("B-A I-A", "S-B B-A I-A E-A")).toEqual({ tag_scheme: "BIOES", repaired_spans: 1 }); // B-A I-A never ends
  expect(told("B-A L-A O U-A")).toEqual({ tag_scheme: "BILOU" });
  expect(told("O O", "O")).toEqual({});
});

test("a B- behind another type, a span that has ended or O is no IOB1", () => {
  for (const other of ["I-B B-A", "I-A O B-A"])
    expect(told("I-A B-A", other)).toEqual({ tag_scheme: "IOB2", repaired_spans: 2 });
});

test("in IOB2 each span that I- opens is counted once", () => {
  expect(told("B-A I-B I-B", "I-A O I-A", "B-A I-A")).toEqual({ tag_scheme: "IOB2", repaired_spans: 3 });
});

test("in BIOES spans that begin by I- or E-, or never end, are counted once each", () => {
  expect(told("S-A B-A E-A E-A")).toEqual({ tag_scheme: "BIOES", repaired_spans: 1 });
  expect(told("S-A I-A O", "B-A B-A E-A", "B-B E-A")).toEqual({ tag_scheme: "BIOES", repaired_spans: 4 });
});

test("two spellings in one set are a conflict, in one sentence or in two", () => {
  const message = '"L-A" is BILOU, and "S-A" before it BIOES';
  expect(new TagsSeen().add(split("S-A B-A L-A"))).toEqual({ at: 2, message });
  const seen = new TagsSeen();
  seen.add(split("S-A"));
  expect(seen.add(split("B-A L-A"))).toEqual({ at: 1, message });
});

test.each([
  ["I-A I-A O I-A", "B-A I-A O B-A"],
  ["I-A B-A I-A I-B", "B-A B-A I-A B-B"],
  ["B-A I-B I-A", "B-A B-B B-A"],
  ["B-A I-A E-A S-A B-A E-A", "B-A I-A I-A B-A B-A I-A"],
  ["B-A L-A L-A U-A I-A", "B-A I-A B-A B-A B-A"],
  ["B-A O E-A", "B-A O B-A"],
  ["O I-creative-work E-creative-work", "O B-creative-work I-creative-work"],
])("%s is %s in IOB2", (tags, iob2) => {
  expect(toIob2(split(tags))).toEqual(split(iob2));
  expect(toIob2(split(iob2))).toEqual(split(iob2));
});

test("what is no tag stays and is outside", () => {
  expect(toIob2(["I-A", "PER", "I-A", "M-A", "b-A"])).toEqual(["B-A", "PER", "B-A", "M-A", "b-A"]);
});
