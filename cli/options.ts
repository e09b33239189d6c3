/** Parsers for option values, shared by the commands. Each throws commander's own error, which names the option. */
import { InvalidArgumentError } from "commander";

/** A whole number from `least` to `most`. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `${least} to ${most}`;
      throw new InvalidArgumentError(`It must be a whole number, ${range}.`);
    }
    return value;
  };

/** A number from 0 to 1. */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError("It must be a number from 0 to 1.");
  return value;
}

/** For options that may be given several times, or once with several values. */
export const collect = <T>(value: T, before: readonly T[] = []): T[] => [...before, value];

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** A hundred years: beyond it there is no end that anyone means. */
const MOST_MS = 36_525 * UNIT_MS.d;

/** A span of time as `90d`, `12h` or `30m`, in milliseconds. */
export function duration(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,8})([mhd])$/.exec(text) ?? [];
  const ms = Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  if (count === undefined || ms > MOST_MS) {
    throw new InvalidArgumentError(
      "It must be a number of days, hours or minutes up to a hundred years: 90d, 12h, 30m.",
    );
  }
  return ms;
}
