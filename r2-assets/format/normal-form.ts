/**
 * Unicode's normal forms with the origin of every character, as Hugging Face's Rust tokenizers have them (their crate
 * `unicode-normalization-alignments`): a composed character takes the place of the first one that it is made of, what a
 * character decomposes to takes that character's, and marks that change their order take each other's.
 *
 * The crate's tables are Unicode 9's. Characters that have got a decomposition or a combining class since (`YOUNGER`, up to
 * Unicode 17) are left as they are: so ids are the library's, and the same on runtimes of every age.
 */
import type { TextStep, Traced } from "./text-step.ts";

export const NORMAL_FORMS = ["NFC", "NFD", "NFKC", "NFKD"] as const;
export type NormalForm = (typeof NORMAL_FORMS)[number];

/** See above; with the letters that the new ones decompose to, so that none of these is composed. Inside a character class. */
const YOUNGER =
  "\\u07FD\\u0897-\\u089F\\u08CA-\\u08D3\\u09FE\\u0C3C\\u0D3B\\u0D3C\\u0EBA\\u1715\\u1ABF-\\u1ADD\\u1AE0-\\u1AEB\\u1DF6-\\u1DFA\\u32FF" +
  "\\uA7F1-\\uA7F4\\uA82C\\uAB69\\u{105C9}\\u{105D2}\\u{105DA}\\u{105E4}\\u{10781}-\\u{10785}\\u{10787}-\\u{107B0}\\u{107B2}-\\u{107BA}" +
  "\\u{10D24}-\\u{10D27}\\u{10D69}-\\u{10D6D}\\u{10EAB}\\u{10EAC}\\u{10EFA}\\u{10EFB}\\u{10EFD}-\\u{10EFF}\\u{10F46}-\\u{10F50}" +
  "\\u{10F82}-\\u{10F85}\\u{11070}\\u{1133B}\\u{11382}-\\u{11385}\\u{1138B}\\u{1138E}\\u{11390}\\u{11391}\\u{113C2}\\u{113C5}\\u{113C7}" +
  "\\u{113C8}\\u{113CE}-\\u{113D0}\\u{1145E}\\u{11839}\\u{1183A}\\u{11935}\\u{11938}\\u{1193D}\\u{1193E}\\u{11943}\\u{119E0}\\u{11A34}" +
  "\\u{11A47}\\u{11A99}\\u{11D42}\\u{11D44}\\u{11D45}\\u{11D97}\\u{11F41}\\u{11F42}\\u{1611E}\\u{16121}-\\u{16129}\\u{1612F}\\u{16D63}" +
  "\\u{16D67}-\\u{16D6A}\\u{16FF0}\\u{16FF1}\\u{1CCD6}-\\u{1CCF9}\\u{1E030}-\\u{1E06D}\\u{1E08F}\\u{1E130}-\\u{1E136}\\u{1E2AE}" +
  "\\u{1E2EC}-\\u{1E2EF}\\u{1E4EC}-\\u{1E4EF}\\u{1E5EE}\\u{1E5EF}\\u{1E6E3}\\u{1E6E6}\\u{1E6EE}\\u{1E6EF}\\u{1E6F5}\\u{1F16C}\\u{1FBF0}-\\u{1FBF9}";

/** What may join or pass what stands before it: marks, and the vowels and finals of Hangul in all their forms. */
const JOINING =
  "\\p{M}\\u1161-\\u1175\\u11A8-\\u11C2\\u3133\\u3135\\u3136\\u313A-\\u313F\\u314F-\\u3163\\uFF9E\\uFF9F\\uFFA3\\uFFA5\\uFFA6" +
  "\\uFFAA-\\uFFAF\\uFFC2-\\uFFC7\\uFFCA-\\uFFCF\\uFFD2-\\uFFD7\\uFFDA-\\uFFDC";

const YOUNG = new RegExp(`^[${YOUNGER}]$`, "u");
const FOLLOWING = `(?:(?![${YOUNGER}])[${JOINING}])`;
/** The parts of a text that are normalised each by itself. */
const PARTS = new RegExp(`[\\0-\\x7e]+(?!${FOLLOWING})|[${YOUNGER}]|[^${JOINING}]?${FOLLOWING}+|[^]`, "gu");
/** The runtime puts n marks in order in n² steps; runs longer than this are put in order here. */
const LONG = 32;
const BY_HAND = new RegExp(`[${YOUNGER}]|${FOLLOWING}{${LONG}}`, "u");

export function normalForm(form: NormalForm): TextStep {
  return {
    apply: (text) => (BY_HAND.test(text) ? traceParts(text, form).text : text.normalize(form)),
    trace(text) {
      if (!BY_HAND.test(text) && text.normalize(form) === text) return { text, from: null };
      return traceParts(text, form);
    },
  };
}

function traceParts(text: string, form: NormalForm): Traced {
  const parts: string[] = [];
  const from: number[] = [];
  for (const { 0: part, index } of text.matchAll(PARTS)) {
    const whole = part.codePointAt(0)! > 0xffff ? 2 : 1;
    const becomes = YOUNG.test(part) ? part : part.length <= LONG ? part.normalize(form) : null;
    if (becomes === part) for (let unit = 0; unit < part.length; unit++) from.push(index + unit);
    else if (becomes !== null && part.length === whole) for (const _ of becomes.split("")) from.push(index);
    else {
      parts.push(traceMarks(part, form, index, from));
      continue;
    }
    parts.push(becomes);
  }
  return { text: parts.join(""), from: Int32Array.from(from) };
}

/**
 * A character while a part is normalised. `change` counts as the crate does: 0 replaces a character of the part, 1 is added
 * beside it, -n replaces one and swallows the n next to it.
 */
interface Item {
  char: string;
  change: number;
  /** Of its combining class among all classes; 0 for a character that stays where it is. */
  rank: number;
}

/** Normalises a letter with what joins it, and says of each unit where it came from. `at`: of the part in the text. */
function traceMarks(part: string, form: NormalForm, at: number, from: number[]): string {
  const items = decomposed(part, form.startsWith("NFK") ? "NFKD" : "NFD");
  const places = [...part].map((char) => {
    const place = at;
    at += char.length;
    return place;
  });
  let [text, next] = ["", 0];
  for (const { char, change } of form.endsWith("C") ? composed(items) : items) {
    const place = places[Math.max(change > 0 ? next - 1 : next, 0)]!;
    next += 1 - change;
    for (let unit = 0; unit < char.length; unit++) from.push(place);
    text += char;
  }
  return text;
}

/** The characters of a part taken apart, runs of marks in the order of their classes. */
function decomposed(part: string, form: "NFD" | "NFKD"): Item[] {
  const items: Item[] = [];
  let marks: Item[] = [];
  const sortMarks = () => {
    for (const item of marks.sort((a, b) => a.rank - b.rank)) items.push(item);
    marks = [];
  };
  for (const char of part) {
    let change = 0;
    for (const piece of char.normalize(form)) {
      const item = { char: piece, change, rank: rankOf(piece) };
      if (item.rank === 0) {
        sortMarks();
        items.push(item);
      } else marks.push(item);
      change = 1;
    }
  }
  sortMarks();
  return items;
}

/** Unicode's composition (UAX 15): a mark joins the last letter unless one of its own class, or a higher one, lies between. */
function composed(items: readonly Item[]): Item[] {
  const done: Item[] = [];
  let letter: Item | null = null;
  let waiting: Item[] = [];
  const flush = () => {
    if (letter !== null) done.push(letter);
    for (const item of waiting) done.push(item);
    waiting = [];
  };
  for (const item of items) {
    const last: number = waiting.at(-1)?.rank ?? -1;
    const both: string | null = letter !== null && last < item.rank ? composition(letter.char, item.char) : null;
    if (letter !== null && both !== null)
      letter = { char: both, change: letter.change + item.change - 1, rank: letter.rank };
    else if (item.rank === 0) {
      flush();
      letter = item;
    } else if (letter === null) done.push(item);
    else waiting.push(item);
  }
  flush();
  return done;
}

/** The one character that two are canonically equal to, or null. */
function composition(a: string, b: string): string | null {
  const both = (a + b).normalize("NFC");
  return both.length === (both.codePointAt(0)! > 0xffff ? 2 : 1) ? both : null;
}

/** A mark of each combining class of Unicode 9, in the order of the classes (1, 7, 8, … 240). */
const CLASSES = [
  ..."\u0334\u093C\u3099\u094D\u05B0\u05B1\u05B2\u05B3\u05B4\u05B5\u05B6\u05B7\u05B8\u05B9\u05BB\u05BC\u05BD\u05BF\u05C1\u05C2\uFB1E\u064B\u064C\u064D\u0618\u0619\u061A",
  ..."\u0651\u0652\u0670\u0711\u0C55\u0C56\u0E38\u0E48\u0EB8\u0EC8\u0F71\u0F72\u0F74\u0321\u1DCE\u031B\u302A\u0316\u059A\u302E\u{1D16D}\u05AE\u0300\u0315\u035C\u035D\u0345",
];
const ranks = new Map<string, number>();

/** 0 for what stands still, else one more than the number of lower classes: `String.normalize` is all that knows of classes. */
function rankOf(char: string): number {
  let rank = ranks.get(char);
  if (rank === undefined) {
    const isMark = char === "\u0345" || (`\u0345${char}`.normalize("NFD")[0] !== "\u0345" && /^\p{M}$/u.test(char));
    rank = isMark ? 1 + CLASSES.filter((other) => isLower(other, char)).length : 0;
    ranks.set(char, rank);
  }
  return rank;
}

/** Whether `a` goes before `b` where it stands after it. */
const isLower = (a: string, b: string): boolean => a !== b && (b + a).normalize("NFD") === a + b;
