/** Words cut by one of two vocabularies: the toy lists of checks that can be followed by hand, and what holds of any text. */
import { describe, expect, test } from "vitest";
import { openTokenizerFile } from "../../r2-assets/format/tokenizer-file.ts";
import { SPECIAL_TOKENS, wordPieceFile } from "../vocabulary/word-piece-file.ts";
import { cutWords, type MixedPiece, maskWords, mixWords } from "./mixed-text.ts";
import { seededRandom } from "./random.ts";
import { twiceCutter } from "./two-vocabularies.ts";

const TEACHER = ["[UNK]", "[MASK]", "the", "teacher", "reads", "small", "words", "##s"];
const STUDENT = ["[UNK]", "[MASK]", "the", "teach", "##er", "read", "##s", "small", "word"];

/** A vocabulary in this order, special tokens where they stand in it. */
function fileOf(pieces: readonly string[]): string {
  const file = wordPieceFile(pieces, 100) as { added_tokens: { id?: number; content: string }[] };
  return JSON.stringify({ ...file, added_tokens: file.added_tokens.filter(({ id }) => id !== undefined) });
}
const [teacher, student] = [TEACHER, STUDENT].map(fileOf) as [string, string];
const split = (file: string, text: string) => openTokenizerFile(JSON.parse(file)).splitter.ids(text);

/** Draws that decide so, word by word. */
const draws = (...z: number[]) => {
  const queue = [...z];
  return () => 1 - queue.shift()!;
};

const SENTENCE = "the teacher reads small words";
const words = twiceCutter(teacher, student)(split(student, SENTENCE));
const piecesOf = (mixed: ReturnType<typeof mixWords>) => mixed.flatMap(({ pieces }) => pieces);

describe("toy vocabularies", () => {
  test("pieces are taken longest first, and a word with a rest is unknown as a whole", () => {
    const pieces = (text: string) => split(student, text).map((id) => STUDENT[id]);
    expect(pieces("teacher")).toEqual(["teach", "##er"]);
    expect(pieces("readers")).toEqual(["read", "##er", "##s"]);
    expect(pieces("reading")).toEqual(["[UNK]"]);
  });

  test("a sentence under given draws: ids mean nothing without their vocabulary", () => {
    const pieces = piecesOf(mixWords(words, 0.5, draws(0, 1, 1, 0, 1)));
    expect(pieces.map(({ of }) => (of === "student" ? 1 : 0))).toEqual([0, 1, 1, 1, 1, 0, 1, 1]);
    expect(pieces.map(({ id }) => id)).toEqual([2, 3, 4, 5, 6, 5, 8, 6]);
  });

  test("all words to one vocabulary are that one's own text", () => {
    const ids = (share: number) => piecesOf(mixWords(words, share, seededRandom(1))).map(({ id }) => id);
    expect(ids(0)).toEqual(split(teacher, SENTENCE));
    expect(ids(1)).toEqual(split(student, SENTENCE));
  });

  test("five of the student's nine pieces are the teacher's, too", () => {
    expect(STUDENT.filter((piece) => TEACHER.includes(piece))).toHaveLength(5);
  });

  test("what the student cannot spell is the teacher's unknown, drawn for no vocabulary and never guessed", () => {
    const [unknown] = twiceCutter(teacher, student)(split(student, "reading"));
    expect(unknown).toEqual({ teacher: [0], student: null, guessable: false });
    expect(mixWords([unknown!], 1, () => 0)[0]).toEqual({ pieces: [{ id: 0, of: "teacher" }], guessable: false });
  });

  test("what only the student can spell is guessed in its pieces alone", () => {
    const [readers] = twiceCutter(teacher, student)(split(student, "readers"));
    expect(readers).toEqual({ teacher: [0], student: [5, 4, 6], guessable: false });
    const guessable = (share: number) => mixWords([readers!], share, () => 0.5)[0]!.guessable;
    expect([guessable(0), guessable(1)]).toEqual([false, true]);
  });

  test("a special token that the teacher does not have is told", () => {
    expect(() => twiceCutter(teacher, fileOf(["[PAD]", ...STUDENT]))).toThrow("the teacher's tokenizer has no [PAD]");
  });
});

const LETTERS = [..."abcdefgh"];
const base = [...SPECIAL_TOKENS, ...LETTERS, ...LETTERS.map((letter) => `##${letter}`)];
const theirs = [...base, "abc", "##de", "bad", "##ed", "cab"];
const own = [...base, "ba", "##bc", "fa", "##ced", "bad"];
const cut = twiceCutter(fileOf(theirs), fileOf(own));
const sizes = { teacher: theirs.length, student: own.length };
const MASK = 4;

/** A text of so many words, as the student's ids in their frame, and its words. */
function text(count: number, random: () => number) {
  const spelt = Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(6 * random()) }, () => LETTERS[Math.floor(8 * random())]).join(""),
  );
  return { spelt, ids: [2, ...split(fileOf(own), spelt.join(" ")), 3] };
}

const tokenOf = ({ id, of }: MixedPiece) => (of === "teacher" ? theirs : own)[id]!;
const joined = (pieces: readonly MixedPiece[]) =>
  pieces.map((piece) => tokenOf(piece).replace(/^##(?=.)/u, "")).join("");

test("pieces without their ## are the words again, whichever vocabulary cut them, and nothing is unknown", () => {
  const random = seededRandom(2);
  for (let round = 0; round < 50; round++) {
    const { spelt, ids } = text(20, random);
    const mixed = mixWords(cut(ids), random(), random);
    expect(mixed.map(({ pieces }) => joined(pieces))).toEqual(["[CLS]", ...spelt, "[SEP]"]);
    for (const { pieces } of mixed) expect(new Set(pieces.map(({ of }) => of)).size).toBe(1); // one draw a word
    expect([mixed[0], mixed.at(-1)].map((word) => word!.pieces[0]!.of)).toEqual(["teacher", "teacher"]);
  }
});

test("so many words are the student's as the share says", () => {
  const random = seededRandom(3);
  const { ids } = text(10_000, random);
  const mixed = mixWords(cut(ids), 0.5, random).slice(1, -1);
  const share = mixed.filter(({ pieces }) => pieces[0]!.of === "student").length / mixed.length;
  expect(Math.abs(share - 0.5)).toBeLessThan(0.013); // 99 %
});

test("a guess is of the vocabulary that cut its word; a mask is the teacher's, another piece the guess's own", () => {
  const random = seededRandom(4);
  const how = { masked: 0, other: 0, same: 0 };
  let guessed = 0;
  for (let round = 0; round < 300; round++) {
    const mixed = mixWords(cut(text(20, random).ids), 0.5, random);
    const pieces = mixed.flatMap((word) => word.pieces);
    const read = maskWords(mixed, { mask: MASK, sizes }, random);
    expect(read).toHaveLength(pieces.length);
    for (const [i, { guess, ...piece }] of read.entries()) {
      if (guess === undefined) {
        expect(piece).toEqual(pieces[i]);
        continue;
      }
      guessed++;
      expect(guess).toEqual(pieces[i]);
      if (piece.id === MASK && piece.of === "teacher") how.masked++;
      else {
        expect(piece.of).toBe(guess.of);
        expect(piece.id).toBeLessThan(sizes[guess.of]);
        how[piece.id === guess.id ? "same" : "other"]++;
      }
    }
    const whole = mixed.map(({ pieces: { length } }, i) => {
      const at = mixed.slice(0, i).reduce((sum, word) => sum + word.pieces.length, 0);
      return new Set(read.slice(at, at + length).map(({ guess }) => guess !== undefined));
    });
    expect(whole.every(({ size }) => size === 1)).toBe(true);
    expect(whole.filter((each) => each.has(true))).toHaveLength(3); // 15 % of 20
  }
  for (const [kind, share] of Object.entries({ masked: 0.8, other: 0.1, same: 0.1 }))
    expect(Math.abs(how[kind as keyof typeof how] / guessed - share)).toBeLessThan(0.03);
});

test("a text is cut between words, and keeps its end", () => {
  const mixed = mixWords(cut(text(10, seededRandom(5)).ids), 0.5, seededRandom(6));
  const all = mixed.flatMap(({ pieces }) => pieces).length;
  for (let most = 3; most <= all + 1; most++) {
    const kept = cutWords(mixed, most);
    const lengthOf = (some: typeof kept) => some.flatMap(({ pieces }) => pieces).length;
    expect(kept.slice(0, -1)).toEqual(mixed.slice(0, kept.length - 1));
    expect(kept.at(-1)).toBe(mixed.at(-1));
    expect(lengthOf(kept)).toBeLessThanOrEqual(most);
    if (kept.length < mixed.length) expect(lengthOf([...kept, mixed[kept.length - 1]!])).toBeGreaterThan(most);
  }
});
