/** What cuts words into tokens of a vocabulary: WordPiece, Unigram. */
export interface SubwordModel {
  /** Hands on the pieces of a word in order: each one's id, and its `[start, end)` in the word, in UTF-16 units. */
  split(word: string, emit: (id: number, start: number, end: number) => void): void;
  idOf(token: string): number | undefined;
  /** The whole vocabulary, tokens as they are spelled in it. */
  entries(): [token: string, id: number][];
}
