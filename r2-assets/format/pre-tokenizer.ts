export interface PlacedWord {
  letters: string;
  /** Where it begins in the text. */
  at: number;
  /** Letters that were put before it, which share the place of its first. */
  added: 0 | 1;
}

/** What cuts normalised texts into the words that a subword model splits. */
export interface PreTokenizer {
  words(text: string): Iterable<string>;
  placedWords(text: string): Iterable<PlacedWord>;
}
