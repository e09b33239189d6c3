/** Steps that normalise a text one after the other, and where the result came from. */
import type { AlignedText } from "./aligned-text.ts";

export interface Traced {
  text: string;
  /** For each UTF-16 unit of `text`, the unit of what the step was given whose place it takes; null where nothing changed. */
  from: Int32Array | null;
}

export interface TextStep {
  apply(text: string): string;
  /** The same, traced as Hugging Face's Rust tokenizers trace it. */
  trace(text: string): Traced;
}

/** One step after the other. */
export function inSequence(steps: readonly TextStep[]): TextStep {
  return {
    apply: (text) => steps.reduce((sofar, step) => step.apply(sofar), text),
    trace: (text) =>
      steps.reduce<Traced>(
        (sofar, step) => {
          const next = step.trace(sofar.text);
          return { text: next.text, from: through(sofar.from, next.from) };
        },
        { text, from: null },
      ),
  };
}

const through = (first: Int32Array | null, second: Int32Array | null): Int32Array | null =>
  first === null || second === null ? (second ?? first) : second.map((unit) => first[unit]!);

/** A text after a step, each unit with the place in the text of the character that it came from. */
export function aligned(original: string, step: TextStep): AlignedText {
  const { text, from } = step.trace(original);
  const [starts, ends] = [new Int32Array(text.length), new Int32Array(text.length)];
  for (let to = 0; to < text.length; to++) {
    const unit = from === null ? to : from[to]!;
    starts[to] = isSecondHalf(original, unit) ? unit - 1 : unit;
    ends[to] = isSecondHalf(original, unit + 1) ? unit + 2 : unit + 1;
  }
  return { text, starts, ends };
}

/** Whether a unit is the low half of a surrogate pair. */
const isSecondHalf = (text: string, unit: number): boolean =>
  (text.charCodeAt(unit) & 0xfc00) === 0xdc00 && (text.charCodeAt(unit - 1) & 0xfc00) === 0xd800;
