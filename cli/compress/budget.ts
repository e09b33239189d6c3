/** What a model may cost, and what it may lose. */
import { InvalidArgumentError } from "commander";

export interface Budget {
  /** Of the weights; null: as many as it likes. */
  bytes: number | null;
  /** Median of one text as served; null: as long as it likes. */
  ms: number | null;
  /** Of the task's first metric, against the teacher. */
  loss: number;
}

const UNITS = { "": 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 } as const;

/** `2MB`, `1.5 MiB`, `900kB`, `1500000`. Throws InvalidArgumentError for what is no size above 0. */
export function sizeInBytes(text: string): number {
  const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const times = UNITS[unit.toLowerCase() as keyof typeof UNITS];
  const bytes = Math.floor(Number(number) * times);
  if (!(bytes >= 1 && bytes <= Number.MAX_SAFE_INTEGER))
    throw new InvalidArgumentError("It must be a size above 0, as 2MB, 1.5MiB or 900kB.");
  return bytes;
}

/** `5`, `2.5`, `5ms`. Throws InvalidArgumentError for what is no time above 0. */
export function milliseconds(text: string): number {
  const [, number] = /^\s*(\d+(?:\.\d+)?)\s*(?:ms)?\s*$/i.exec(text) ?? [];
  const value = Number(number);
  if (!(value > 0 && value < Infinity))
    throw new InvalidArgumentError("It must be a number of milliseconds above 0, as 5 or 2.5.");
  return value;
}

/** `0.01`, `1%`. Throws InvalidArgumentError for what is no share below 1. */
export function lossShare(text: string): number {
  const [, number, percent] = /^\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(text) ?? [];
  const value = percent === "%" ? Number(number) / 100 : Number(number);
  if (!(value >= 0 && value < 1))
    throw new InvalidArgumentError("It must be a fraction of the metric below 1, as 0.01 for one point in a hundred.");
  return value;
}
