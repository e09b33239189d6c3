/** The words of a text as two WordPiece vocabularies cut them. */
import { openTokenizerFile } from "../../r2-assets/format/tokenizer-file.ts";
import { specialTokens } from "./special-tokens.ts";

export interface TwiceCut {
  /** What the teacher's vocabulary makes of the word. */
  teacher: readonly number[];
  /** And the student's; null where the word stands for no text that the student could spell: then it is the teacher's in any case. */
  student: readonly number[] | null;
  /** Whether the teacher's is a word of text: `[CLS]` and `[UNK]` are none. */
  guessable: boolean;
}

const INSIDE = "##";

/**
 * A function from the student's ids of a text that was cut between words to its words. Both tokenizers must normalise alike, so that a
 * word of one is a word of the other: it is what the student's pieces spell, which the teacher's tokenizer cuts anew. Special tokens are
 * the teacher's of the same name. `teacher`, `student`: content of `tokenizer.json`. Throws an Error with one sentence where the
 * teacher has no such token.
 */
export function twiceCutter(teacher: string, student: string): (ids: ArrayLike<number>) => TwiceCut[] {
  const [theirs, own] = [teacher, student].map((json) => openTokenizerFile(JSON.parse(json)).splitter);
  const [theirSpecial, special] = [teacher, student].map((json) => specialTokens(json).ids);
  const size = own!.largest()[1] + 1;
  const tokens = Array.from({ length: size }, (_, id) => own!.tokenOf(id) ?? "");
  const specials = new Map(
    [...special!].map((id) => {
      const found = theirs!.idOf(tokens[id]!);
      if (found === undefined) throw new Error(`the teacher's tokenizer has no ${tokens[id]}`);
      return [id, { teacher: [found], student: null, guessable: false } satisfies TwiceCut];
    }),
  );
  const isInside = (id: number) => tokens[id]!.startsWith(INSIDE) && tokens[id]!.length > INSIDE.length;
  const known = new Map<string, TwiceCut>();

  return (ids) => {
    const words: TwiceCut[] = [];
    for (let from = 0; from < ids.length; ) {
      let to = from + 1;
      while (to < ids.length && isInside(ids[to]!)) to++;
      words.push(specials.get(ids[from]!) ?? wordOf(Array.from({ length: to - from }, (_, i) => ids[from + i]!)));
      from = to;
    }
    return words;
  };

  function wordOf(pieces: number[]): TwiceCut {
    const key = pieces.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const word = pieces.map((id) => (isInside(id) ? tokens[id]!.slice(INSIDE.length) : tokens[id]!)).join("");
    const cut = theirs!.ids(word);
    const made = { teacher: cut, student: pieces, guessable: !cut.some((id) => theirSpecial!.has(id)) };
    known.set(key, made);
    return made;
  }
}
