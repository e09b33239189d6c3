import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { alignmentOf } from "../data/alignment.ts";
import { seededNormal } from "../data/random.ts";
import { alignedScores, alignedStates } from "./aligned-means.ts";

const normal = seededNormal(3);
const random = (shape: number[]) =>
  tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b) }, normal), shape);
const numbers = (t: Tensor) => [...t.dataSync()];

forEachBackend(() => {
  // Two texts: of the student's 4 and 3 tokens, of the teacher's 3 and 5.
  const aligned = () =>
    alignmentOf(
      [
        [
          { student: [0, 1], teacher: [0, 1] },
          { student: [1, 4], teacher: [1, 3] },
        ],
        [{ student: [0, 3], teacher: [2, 5] }],
      ],
      { student: 4, teacher: 5 },
    );

  test("a part's state is the mean of its tokens', and nothing where a text has no such part", () => {
    const states = random([8, 3]);
    const rows = states.arraySync() as number[][];
    const mean = (from: number, to: number) =>
      [0, 1, 2].map((d) => rows.slice(from, to).reduce((sum, row) => sum + row[d]!, 0) / (to - from));
    const expected = [...mean(0, 1), ...mean(1, 4), ...mean(4, 7), 0, 0, 0];
    numbers(alignedStates(states, aligned().student)).forEach((x, i) => {
      expect(x).toBeCloseTo(expected[i]!, 5);
    });
    expect(numbers(aligned().mask)).toEqual([1, 1, 1, 0]);
  });

  test("a pair's score is the mean over its pairs of tokens, query by key", () => {
    const scores = random([2, 2, 5, 5]);
    const of = scores.arraySync() as number[][][][];
    const pairs = alignedScores(scores, aligned().teacher).arraySync() as number[][][][];
    const mean = (text: number, head: number, q: [number, number], k: [number, number]) => {
      const cells = of[text]![head]!.slice(...q).flatMap((row) => row.slice(...k));
      return cells.reduce((a, b) => a + b) / cells.length;
    };
    for (const head of [0, 1]) {
      expect(pairs[0]![head]![0]![1]).toBeCloseTo(mean(0, head, [0, 1], [1, 3]), 5);
      expect(pairs[0]![head]![1]![0]).toBeCloseTo(mean(0, head, [1, 3], [0, 1]), 5);
      expect(pairs[1]![head]![0]![0]).toBeCloseTo(mean(1, head, [2, 5], [2, 5]), 5);
    }
  });
});
