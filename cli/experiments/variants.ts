/** Variants and weights as they are written on a command line. */
import { Runtime } from "../../r2-assets/format/names.ts";
import { CliError } from "../cli-error.ts";

export interface WantedVariant {
  model: string;
  name?: string;
  runtime?: Runtime;
  weight?: number;
}

/**
 * `[name:]model[@version][/runtime][=weight]`, as `sst2-teacher=0.9`, `new:sst2-pkd-skip@0123456789ab/ort=0.1`. Where nobody has a weight and there are to be
 * some, all have the same. Throws CliError for what cannot be read; the server knows what makes no sense.
 */
export function readVariants(texts: readonly string[], shadow: boolean): WantedVariant[] {
  const variants = texts.map(readVariant);
  if (shadow || variants.some(({ weight }) => weight !== undefined)) return variants;
  return variants.map((variant) => ({ ...variant, weight: 1 / variants.length }));
}

function readVariant(text: string): WantedVariant {
  const [, name, model, runtime, weight] = /^(?:([^:=]+):)?([^:=/]+)(?:\/([^:=/]+))?(?:=([^=]+))?$/.exec(text) ?? [];
  if (model === undefined) throw unreadable(text);
  const known = runtime === undefined ? undefined : Runtime.safeParse(runtime);
  if (known?.success === false) throw new CliError(`${text}: there are the runtimes ${Runtime.options.join(", ")}`);
  return {
    model,
    ...(name !== undefined && { name }),
    ...(known !== undefined && { runtime: known.data }),
    ...(weight !== undefined && { weight: readWeight(text, weight) }),
  };
}

/** `name=weight` of each, as an object. Throws CliError for what cannot be read, or is said twice. */
export function readWeights(texts: readonly string[]): Record<string, number> {
  const weights = new Map<string, number>();
  for (const text of texts) {
    const at = text.lastIndexOf("=");
    if (at < 1) throw new CliError(`${seen(text)} is no weight: write name=weight, as sst2-teacher=0.5`);
    const name = text.slice(0, at);
    if (weights.has(name)) throw new CliError(`${name} has two weights: give it one`);
    weights.set(name, readWeight(text, text.slice(at + 1)));
  }
  return Object.fromEntries(weights);
}

function readWeight(text: string, weight: string): number {
  const value = Number(weight);
  if (weight.trim() === "" || !Number.isFinite(value)) throw new CliError(`${text}: ${weight} is no number`);
  return value;
}

const unreadable = (text: string) =>
  new CliError(`${seen(text)} is no variant: write [name:]model[@version][/runtime][=weight], as sst2-teacher=0.9`);

/** Also what an empty variable of a shell leaves. */
const seen = (text: string) => (text === "" ? '""' : text);
