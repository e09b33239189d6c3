import { InvalidArgumentError } from "commander";
import { expect, test } from "vitest";
import { lossShare, milliseconds, sizeInBytes } from "./budget.ts";

test.each([
  ["2MB", 2_000_000],
  ["2mb", 2_000_000],
  ["2 MiB", 2_097_152],
  ["1.5MiB", 1_572_864],
  ["900kB", 900_000],
  ["1500000", 1_500_000],
  ["1500000B", 1_500_000],
])("%s are %d bytes", (text, bytes) => expect(sizeInBytes(text)).toBe(bytes));

test.each(["", "MB", "0", "0MB", "-1MB", "2 potatoes", "2M", "1e3", "NaN", "9999999999GB", "0.1B"])(
  "%j is no size",
  (text) => expect(() => sizeInBytes(text)).toThrow(InvalidArgumentError),
);

test.each([
  ["5", 5],
  ["2.5", 2.5],
  ["5ms", 5],
  ["5 ms", 5],
])("%s is a time", (text, ms) => expect(milliseconds(text)).toBe(ms));

test.each(["0", "-3", "5s", "", "fast"])("%j is no time", (text) =>
  expect(() => milliseconds(text)).toThrow("It must be a number of milliseconds above 0"),
);

test.each([
  ["0.01", 0.01],
  ["0", 0],
  ["1%", 0.01],
  ["2.5 %", 0.025],
])("%s is a loss", (text, share) => expect(lossShare(text)).toBeCloseTo(share, 12));

test.each(["1", "100%", "-0.01", "", "a bit"])("%j is no loss", (text) =>
  expect(() => lossShare(text)).toThrow("It must be a fraction of the metric below 1"),
);
