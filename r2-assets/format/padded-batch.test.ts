import { describe, expect, test } from "vitest";
import { padBatch } from "./padded-batch.ts";

describe("padBatch", () => {
  const encodings = [
    { ids: [2, 7, 3], typeIds: [0, 0, 0] },
    { ids: [2, 7, 3, 8, 3], typeIds: [0, 0, 0, 1, 1] },
  ];

  test("pads to the longest, masks what it added", () => {
    expect(padBatch(encodings, { padId: 9 })).toEqual({
      inputIds: Int32Array.of(2, 7, 3, 9, 9, 2, 7, 3, 8, 3),
      attentionMask: Int32Array.of(1, 1, 1, 0, 0, 1, 1, 1, 1, 1),
      tokenTypeIds: Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1),
      batch: 2,
      length: 5,
    });
  });

  test("rounds the length up to a multiple", () => {
    expect(padBatch(encodings, { padId: 0, multipleOf: 4 }).length).toBe(8);
    expect(padBatch(encodings, { padId: 0, multipleOf: 5 }).length).toBe(5);
    expect(padBatch([], { padId: 0 })).toMatchObject({ batch: 0, length: 0 });
  });
});
