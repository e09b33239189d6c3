/** Where a token came from; null for a special one, "with" for one that goes with the special one before it: XLM-R's second `</s>`. */
export type Place = TextPlace | null | "with";

export interface TextPlace {
  /** 0 of the first text, 1 of the second; of a row of words each word's place in it. */
  text: number;
  /** `[start, end)` in UTF-16 units. */
  start: number;
  end: number;
}

/** Tokens of two readers that stand for the same characters: `[from, to)` of each. */
export interface AlignedPart {
  student: readonly [from: number, to: number];
  teacher: readonly [from: number, to: number];
}

/**
 * The finest parts into which both tokenisations of a text can be cut: a part ends where a token of each ends at the same
 * character. Words always do, so that a part is a word at most, unless a tokenizer joins words. The n-th special token of one
 * is that of the other. What only one reader has, as behind the place where the other's text was cut, is in no part.
 */
export function alignTokens(student: readonly Place[], teacher: readonly Place[]): AlignedPart[] {
  const parts: AlignedPart[] = [];
  let [i, j] = [0, 0];
  let [from, taughtFrom] = [0, 0];
  const begin = () => {
    [from, taughtFrom] = [i, j];
  };
  while (i < student.length && j < teacher.length) {
    const order = compareEnds(student[i]!, teacher[j]!);
    if (order < 0) i++;
    else if (order > 0) j++;
    else {
      i = pastEqual(student, i);
      j = pastEqual(teacher, j);
      parts.push({ student: [from, i], teacher: [taughtFrom, j] });
      begin();
      continue;
    }
    // Before a special token nothing is left open: what one reader has more of its text was cut off for the other.
    if (student[i] === null && teacher[j] === null) begin();
  }
  return parts;
}

/** Negative where `a` ends first. A special token ends behind all that comes before it. */
function compareEnds(a: Place, b: Place): number {
  if (!isInText(a) || !isInText(b)) return Number(!isInText(a)) - Number(!isInText(b));
  return a.text - b.text || a.end - b.end;
}

export const isInText = (place: Place | undefined): place is TextPlace => typeof place === "object" && place !== null;

/** Behind the tokens that share the end of token `i`, as the pieces of one character do, and special ones that go together. */
function pastEqual(places: readonly Place[], i: number): number {
  const place = places[i]!;
  const belongs = (other: Place | undefined) =>
    isInText(place) ? isInText(other) && compareEnds(other, place) === 0 : other === "with";
  let next = i + 1;
  while (next < places.length && belongs(places[next])) next++;
  return next;
}
