import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { windowsFor } from "../../eval/answers/answer-question.ts";
import type { QaRow } from "../../r2-assets/format/rows.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { goldSpans, NOWHERE } from "./gold-spans.ts";

const file = JSON.parse(await readFile(new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url), "utf8"));
const wide = createTokenizer(file, { maxLength: 64 });
const narrow = createTokenizer(file, { maxLength: 14 });

const context = "The old cast was warm; the new cast, unkindly, was not. An end in the rain: the night was long.";
const row = (text: string, answer_start?: number): QaRow => ({
  id: "q",
  question: "who was it",
  context,
  answers: [answer_start === undefined ? { text } : { text, answer_start }],
});

/** What the tokens of each window that has the answer say. */
function read(asked: QaRow, tokenizer = wide): string[] {
  const { windows, context: pieces } = windowsFor(tokenizer, asked);
  return (goldSpans(asked, tokenizer) ?? []).flatMap(([first, last], i) => {
    if (first === NOWHERE[0]) return [];
    const { contextAt, from } = windows[i];
    return asked.context.slice(pieces[first - contextAt + from].start, pieces[last - contextAt + from].end);
  });
}

test.each([wide, narrow])(
  "every answer reads back from each window that has all of it, and from no other",
  (tokenizer) => {
    const { windows, context: pieces } = windowsFor(tokenizer, row(""));
    const words = [...context.matchAll(/[A-Za-z]+/g)];
    for (const [i, { index: start }] of words.entries()) {
      for (const last of words.slice(i, i + 4)) {
        const end = last.index + last[0].length;
        const holders = windows.filter(({ from, to }) => pieces[from].start <= start && pieces[to - 1].end >= end);
        const text = context.slice(start, end);
        expect(read(row(text, start), tokenizer)).toEqual(holders.map(() => text));
      }
    }
  },
);

test("windows without the answer point at [CLS], and so do all where there is none", () => {
  const spans = goldSpans(row("long", context.indexOf("long")), narrow) ?? [];
  expect(spans[0]).toBe(NOWHERE);
  expect(spans.at(-1)).not.toBe(NOWHERE);
  const { answers: _, ...asked } = row("");
  const none = goldSpans({ ...asked, answers: [], is_impossible: true }, narrow);
  expect(new Set(none)).toEqual(new Set([NOWHERE]));
});

test("of several places of one text the marked one counts, unless it is inside another word", () => {
  /** Which of the pieces the target is, and of how many. */
  const pieceOf = (context: string, start: number) => {
    const asked: QaRow = { ...row(""), context, answers: [{ text: "cook", answer_start: start }] };
    const { windows, context: pieces } = windowsFor(wide, asked);
    const [[first, last]] = goldSpans(asked, wide) ?? [];
    expect(first).toBe(last);
    return [first - windows[0].contextAt, pieces.length];
  };
  expect(pieceOf("a cook is a cook", 2)).toEqual([1, 5]);
  expect(pieceOf("a cook is a cook", 12)).toEqual([4, 5]);
  expect(pieceOf("cooking the cook", 0)).toEqual([3, 4]); // cook ##ing the cook
  expect(pieceOf("cooking", 0)).toEqual([0, 2]); // it stands nowhere by itself
});

test("an answer whose place is not known teaches nothing", () => {
  expect(goldSpans(row("cast"), wide)).toBeNull();
  expect(goldSpans(row(" ", 3), wide)).toBeNull();
});
