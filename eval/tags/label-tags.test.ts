import { expect, test } from "vitest";
import { iob2Labels, schemeOfLabels, tagsOfLabels } from "./label-tags.ts";

test("labels without prefixes are read as IO", () => {
  expect(tagsOfLabels(["O", "PER", "LOC"])).toEqual(["O", "I-PER", "I-LOC"]);
  expect(tagsOfLabels(["O", "B-PER", "I-PER", "LOC"])).toEqual(["O", "B-PER", "I-PER", "I-LOC"]);
});

test("ends are prefixes where all labels are of one such scheme, else a part of the type", () => {
  const bioes = ["O", "B-PER", "I-PER", "E-PER", "S-PER"];
  expect(tagsOfLabels(bioes)).toEqual(bioes);
  expect(tagsOfLabels(["O", "S-PER", "S-LOC"])).toEqual(["O", "S-PER", "S-LOC"]);
  expect(tagsOfLabels(["O", "S-Bahn", "U-Bahn"])).toEqual(["O", "I-S-Bahn", "I-U-Bahn"]);
  expect(tagsOfLabels(["O", "S-Bahn", "Bus"])).toEqual(["O", "I-S-Bahn", "I-Bus"]);
  expect(tagsOfLabels(["O", "E-mail"])).toEqual(["O", "I-E-mail"]);
});

test("the scheme of a model's labels", () => {
  const schemes = [
    "O A",
    "O I-A",
    "B-A I-A O",
    "B-A O",
    "O B-A I-A E-A S-A",
    "B-A I-A L-A U-A O",
    "O S-Bahn U-Bahn",
    "O",
  ];
  expect(schemes.map((labels) => schemeOfLabels(labels.split(" ")))).toEqual([
    "IO",
    "IO",
    "IOB2",
    "IOB2",
    "BIOES",
    "BILOU",
    "IO",
    undefined,
  ]);
});

test("labels asked for in any scheme become those of IOB2", () => {
  expect(iob2Labels(["O", "I-PER", "I-LOC"])).toEqual(["B-LOC", "B-PER", "I-LOC", "I-PER", "O"]);
  expect(iob2Labels(["S-LOC", "B-PER", "I-PER", "E-PER", "S-PER", "O"])).toEqual(["B-LOC", "B-PER", "I-PER", "O"]);
  expect(iob2Labels(["O", "B-PER"])).toEqual(["B-PER", "O"]);
  expect(iob2Labels(["PER", "O"])).toEqual(["O", "PER"]);
});
