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

/** For options that may be given several times, or once with several values. */
export const collect = <T>(value: T, before: readonly T[] = []): T[] => [...before, value];
