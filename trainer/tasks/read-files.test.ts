import { expect, test } from "vitest";
import { inTurn } from "./read-files.ts";

test.each([
  [[5, 5, 5], 7, [3, 2, 2]],
  [[1, 5, 2], 7, [1, 4, 2]],
  [[5, 5, 5], 2, [1, 1, 0]],
  [[0, 3], 2, [0, 2]],
  [[2, 3], 9, [2, 3]],
])("of lists of %j, %i taken in turn are %j", (lengths, count, taken) => {
  expect(inTurn(lengths, count)).toEqual(taken);
});

test("is what taking one at a time gives", () => {
  const lengths = [3, 0, 7, 1, 4];
  for (let count = 0; count < 18; count++) {
    const taken = lengths.map(() => 0);
    for (let left = count, round = 0; left > 0 && round < 8; round++)
      for (const [i, length] of lengths.entries())
        if (left > 0 && taken[i] < length) [taken[i], left] = [taken[i] + 1, left - 1];
    expect(inTurn(lengths, count)).toEqual(taken);
  }
});
