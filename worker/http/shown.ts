/** More of a name that nothing is called helps nobody, and may be megabytes. */
const MOST_CHARACTERS = 100;

/** A name from a request as messages repeat it: cut, and seen even where it is empty. */
export const shown = (name: string): string => (name === "" ? '""' : name.slice(0, MOST_CHARACTERS).toWellFormed());
