/**
 * What no perturbation touches, since another character there is another thing and not a slip: addresses, @handles,
 * #tags, markup, numbers, and emoticons, whose punctuation is their meaning. Parts of addresses are as long as RFC 1035 and
 * RFC 5321 let them be: without limits a long run of letters would take time in its square.
 */
const FIXED = new RegExp(
  [
    String.raw`(?:https?:\/\/|www\.)[^\s<>]+`,
    String.raw`[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}`,
    String.raw`[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:com|org|net|edu|gov|io|co|uk|de|fr)(?:\/[^\s<>]*)?(?![\p{L}\p{N}])`,
    String.raw`[@#][\p{L}\p{N}_]+`,
    String.raw`<\/?[A-Za-z][^<>]{0,80}>`,
    String.raw`&#?\w{1,8};`,
    String.raw`\p{N}+(?:[.,:/]\p{N}+)*%?`,
    String.raw`(?<![\p{L}\p{N}])(?:[:;=][-'^]?[()DPp|/\\]|<3)(?![\p{L}\p{N}])`,
  ].join("|"),
  "gu",
);

/** Start and end of each such piece, in order. */
export const fixedRanges = (text: string): [start: number, end: number][] =>
  Array.from(text.matchAll(FIXED), ({ index, 0: piece }) => [index, index + piece.length]);
