import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createProgress, formatDuration } from "./progress.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** What is written to a stream that is no terminal. */
function plain() {
  const lines: string[] = [];
  const stream = { isTTY: false, write: (line: string) => lines.push(line) } as unknown as NodeJS.WriteStream;
  return { lines, stream };
}

test("work of less than two seconds shows nothing", () => {
  const { lines, stream } = plain();
  const progress = createProgress({ label: "reading", total: 10, unit: "rows", stream });
  vi.advanceTimersByTime(1_999);
  progress.update(9);
  progress.stop();
  expect(lines).toEqual([]);
});

test("without a terminal there is a line every five seconds, with the time left at the speed so far", () => {
  const { lines, stream } = plain();
  const progress = createProgress({ label: "reading", total: 100, unit: "rows", stream });
  for (let done = 1; done <= 9; done++) {
    vi.advanceTimersByTime(1_000);
    progress.update(done, "loss 0.5");
  }
  progress.stop();
  expect(lines).toEqual([
    "reading: 2/100 rows, 1 min 38 s left loss 0.5\n",
    "reading: 7/100 rows, 1 min 33 s left loss 0.5\n",
    "reading: 9/100 rows, 1 min 31 s left loss 0.5\n", // the last word, at the end
  ]);
});

test("what an earlier run did counts as done, not as speed", () => {
  const { lines, stream } = plain();
  const progress = createProgress({ label: "reading", total: 100, unit: "rows", from: 50, stream });
  vi.advanceTimersByTime(5_000);
  progress.update(55);
  expect(lines).toEqual(["reading: 55/100 rows, 45 s left\n"]);
});

test.each([
  [400, "0 s"],
  [59_400, "59 s"],
  [200_000, "3 min 20 s"],
  [7_500_000, "2 h 5 min"],
  [Number.POSITIVE_INFINITY, "?"],
])("%d ms read as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
