/** More of a name that nothing is called helps nobody, and may be megabytes. */
const MOST_CHARACTERS = 100;

/** A name from a request as messages repeat it: cut, seen even where it is empty, and on one line whatever it has of control characters. */
export const shown = (name: string): string =>
  name === ""
    ? '""'
    : name
        .slice(0, MOST_CHARACTERS)
        .toWellFormed()
        .replace(/\p{Cc}/gu, "\ufffd");
