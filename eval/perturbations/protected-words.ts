/**
 * Words that turn a sentence's sense round. A model that misses one of them because of a typing error would be right to
 * change its answer, so no spelling error is made in them, and none makes one of them out of another word (`note` -> `not`).
 */
const PROTECTED = new Set(
  `no not non nor nay never none nobody nothing nowhere neither cannot without unless except hardly barely scarcely rarely
  seldom lack lacks lacked lacking less least few fewer minus against anti un dis
  aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt neednt shouldnt wasnt werent wont wouldnt`.split(
    /\s+/,
  ),
);

const LONGEST = Math.max(...Array.from(PROTECTED, (word) => word.length));

export const isProtected = (word: string): boolean => word.length <= LONGEST && PROTECTED.has(word.toLowerCase());
