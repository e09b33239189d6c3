import { expect, test } from "vitest";
import { windowsOf } from "./windows.ts";

test("windows cover everything, overlap as asked, and stop at the end", () => {
  for (let length = 0; length < 30; length++)
    for (let room = 1; room < 10; room++)
      for (let overlap = 0; overlap < room; overlap++) {
        const windows = windowsOf(length, { room, overlap });
        expect(windows[0]![0]).toBe(0);
        expect(windows.at(-1)![1]).toBe(length);
        for (const [i, [from, to]] of windows.entries()) {
          expect(to - from).toBe(i === windows.length - 1 ? to - from : room);
          expect(to - from).toBeLessThanOrEqual(room);
          if (i > 0) expect(windows[i - 1]![1] - from).toBe(overlap);
        }
        expect(windows.slice(0, -1).every(([, to]) => to < length)).toBe(true);
      }
});

test("an overlap that would not get on is refused", () => {
  expect(() => windowsOf(5, { room: 3, overlap: 3 })).toThrow("windows of 3 cannot overlap by 3");
  expect(() => windowsOf(5, { room: 3, overlap: -1 })).toThrow(RangeError);
});
