const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/**
 * What ends in a full stop and no sentence: initials (J. R. R., U.S.), titles, and abbreviations that stand before a number or a name.
 * ICU's rules (UAX 29) end a sentence behind each of them where a capital follows.
 */
const UNFINISHED =
  /(?:^|[\s("“'])(?:(?:\p{Lu}\.)*\p{Lu}|Mrs?|Ms|Dr|Prof|St|Mt|Ft|Gen|Col|Lt|Capt|Cpl|Sgt|Maj|Cmdr|Adm|Rev|Hon|Gov|Sen|Rep|Pres|Jr|Sr|No|Nos|Op|Vol|vol|Fig|fig|pp?|[bcdr]|ca|cf|fl|vs?|approx|e\.g|i\.e)\.$/u;
const GOES_ON = /^\p{Ll}/u;

/**
 * A paragraph cut into its sentences, with their blanks: side by side they are the paragraph. `Intl.Segmenter` cuts; what it cut behind an
 * abbreviation, or before a small letter, is put together again. One that ends in an initial swallows the next: a longer text, no torn one.
 */
export function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(paragraph)) {
    const before = sentences.at(-1);
    const torn = before !== undefined && (UNFINISHED.test(before.trimEnd()) || GOES_ON.test(segment));
    if (torn) sentences[sentences.length - 1] = before + segment;
    else sentences.push(segment);
  }
  return sentences;
}

/** Words as blanks part them. */
export const wordsIn = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Whether a sentence says something and still fits beside another: headings, list items and monsters don't. */
export function isUsable(sentence: string, { least = 4, most = 50 } = {}): boolean {
  const { length } = wordsIn(sentence);
  return length >= least && length <= most;
}
