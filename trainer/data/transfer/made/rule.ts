/** What texts are made of: a paragraph, or a question asked about one. */
export interface Passage {
  /** Of the paragraph, in order, without blanks around them. */
  sentences: readonly string[];
  question?: string;
  /** Which sentence holds the answer; absent where none does. */
  answeredIn?: number;
}

export interface MadeText {
  text_a: string;
  text_b?: string;
}

/** How a text is made without anybody's label. */
export interface Rule {
  /** A text or a pair. */
  texts: 1 | 2;
  /** Whether it is made of a paragraph or of each question about one. */
  of: "paragraphs" | "questions";
  /** Null where the passage does not have what it takes. Pure: `random`, uniform in [0, 1), is all that chooses. */
  make(passage: Passage, random: () => number): MadeText | null;
}
