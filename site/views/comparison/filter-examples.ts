/** Which of the rows that tell two models apart are shown. */
import type { Example } from "../../../eval/reports/comparison.ts";

export interface ExampleFilter {
  right: "a" | "b" | null;
  /** A label or type that gold has. */
  gold: string | null;
  /** A label or type that the model that is wrong gives. */
  said: string | null;
  /** In words. */
  least: number | null;
  most: number | null;
  text: string;
  /** From 1. */
  page: number;
}

/** Numbers that are none are left out. */
export function readFilter(query: URLSearchParams): ExampleFilter {
  const whole = (name: string): number | null => {
    const value = Number(query.get(name) ?? Number.NaN);
    return Number.isInteger(value) && value > 0 ? value : null;
  };
  const right = query.get("right");
  return {
    right: right === "a" || right === "b" ? right : null,
    gold: query.get("gold"),
    said: query.get("said"),
    least: whole("least"),
    most: whole("most"),
    text: query.get("q") ?? "",
    page: whole("page") ?? 1,
  };
}

/** What the address forgets when other models or another suite are chosen. */
export const NO_FILTER = Object.fromEntries(
  ["right", "gold", "said", "least", "most", "q", "page"].map((name) => [name, null]),
);

/** Of tags the types, once each; of other answers these themselves. */
export function labelsOf(answer: Example["gold"] | Example["a"]): string[] {
  if (typeof answer === "string") return [answer];
  if (!Array.isArray(answer)) return [];
  const names = answer.filter((each) => typeof each === "string").map((tag) => tag.replace(/^[BI]-/, ""));
  return [...new Set(names)];
}

/** Null where its texts are not here. */
export const wordsOf = (example: Example): number | null => {
  const all = textsOf(example);
  return all.length === 0 ? null : all.join(" ").split(/\s+/).filter(Boolean).length;
};

/** All that was asked, in order. */
export const textsOf = ({ text_a, text_b, tokens, question, context, texts }: Example): string[] =>
  [text_a, text_b, tokens?.join(" "), question, context, ...(texts?.flat() ?? [])].filter((text) => text !== undefined);

/** What the model that is wrong said. */
const wrong = (example: Example) => (example.right === "a" ? example.b : example.a);

export function passes({ right, gold, said, least, most, text }: ExampleFilter): (example: Example) => boolean {
  const sought = text.trim().toLowerCase();
  return (example) => {
    const words = wordsOf(example);
    return (
      (right === null || example.right === right) &&
      (gold === null || labelsOf(example.gold).includes(gold)) &&
      (said === null || labelsOf(wrong(example)).includes(said)) &&
      (least === null || (words !== null && words >= least)) &&
      (most === null || (words !== null && words <= most)) &&
      (sought === "" || [example.id, ...textsOf(example)].some((each) => each.toLowerCase().includes(sought)))
    );
  };
}

/** What can be chosen among, in the order of the alphabet. */
export function choicesOf(examples: readonly Example[]): { gold: string[]; said: string[] } {
  const distinct = (names: string[]) => [...new Set(names)].sort();
  return {
    gold: distinct(examples.flatMap(({ gold }) => labelsOf(gold))),
    said: distinct(examples.flatMap((example) => labelsOf(wrong(example)))),
  };
}
