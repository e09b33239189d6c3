export interface PlacedWord {
  letters: string;
  /** Where its first letter is in the text. -1: it has one more in front, which shares the place of the text's first. */
  at: number;
}

/** What cuts normalised texts into the words that a subword model splits. */
export interface PreTokenizer {
  words(text: string): Iterable<string>;
  placedWords(text: string): Iterable<PlacedWord>;
}
