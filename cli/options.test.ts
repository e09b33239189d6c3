import { expect, test } from "vitest";
import { duration } from "./options.ts";

test.each([
  ["30m", 1_800_000],
  ["12h", 43_200_000],
  ["90d", 7_776_000_000],
  ["36525d", 3_155_760_000_000],
])("%s is a span of time", (text, ms) => {
  expect(duration(text)).toBe(ms);
});

test.each(["", "90", "d", "0d", "1.5h", "-1d", "90 d", "90D", "1w", "36526d", "999999999d", "9999999999m"])(
  "%j is none",
  (text) => {
    expect(() => duration(text)).toThrow("90d, 12h, 30m");
  },
);
