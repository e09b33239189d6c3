/** What texts are made of: a paragraph, or a question asked about one. */
export interface Passage {
  /** Of the paragraph, in order, without blanks around them. */
  sentences: readonly string[];
  question?: string;
  /** Which sentence holds the answer; absent where none does. */
  answeredIn?: number;
}

/** Two texts that stand in one row. */
export interface Pair {
  text_a: string;
  text_b: string;
}

export interface MadeText {
  text_a: string;
  text_b?: string;
  /** What the text is by how it was made, of a rule that has `labels`. */
  label?: string;
}

interface AnyRule {
  /** What its texts are by how they are made: nobody labelled them, and nobody looked. Absent where a rule can't tell. */
  labels?: readonly string[];
}

/** Null where the passage does not have what it takes. Pure: `random`, uniform in [0, 1), is all that chooses. */
export type MakeOfPassage = (passage: Passage, random: () => number) => MadeText | null;

interface AnyPassageRule extends AnyRule {
  /** A text or a pair. */
  texts: 1 | 2;
  /** Whether it is made of a paragraph or of each question about one. */
  of: "paragraphs" | "questions";
}

/** How a text is made of a passage, without anybody's label. */
export interface PassageRule extends AnyPassageRule {
  make: MakeOfPassage;
}

/** One that needs more than the passage, and reads that first. */
export interface PreparedRule extends AnyPassageRule {
  open(): Promise<MakeOfPassage>;
}

/** How a pair is made of other pairs, without anybody's label. */
export interface PairRule extends AnyRule {
  texts: 2;
  of: "pairs";
  /** Looks at all pairs once, and then makes one of one of them; null where it can't. Pure as above. */
  over(pairs: readonly Pair[]): Promise<(pair: Pair, random: () => number) => MadeText | null>;
}

export type Rule = PassageRule | PreparedRule | PairRule;
