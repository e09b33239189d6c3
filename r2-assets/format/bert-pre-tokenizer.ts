import type { PreTokenizer } from "./pre-tokenizer.ts";

/** A mark of punctuation (all of ASCII's symbols are), or as much as there is of anything else but white space. */
const WORD = /[^\p{White_Space}\p{P}!-/:-@[-`{-~]+|[\p{P}!-/:-@[-`{-~]/gu;

export const bertPreTokenizer: PreTokenizer = {
  words: (text) => text.match(WORD) ?? [],
  *placedWords(text) {
    for (const { 0: letters, index } of text.matchAll(WORD)) yield { letters, at: index, added: 0 };
  },
};
