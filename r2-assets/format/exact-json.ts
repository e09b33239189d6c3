/**
 * JSON whose ids keep their digits. JavaScript's numbers end being exact at 2^53, and 64-bit ids (tweets, database rows)
 * would come out as other ids and collide; so an id is a string from the first byte on.
 */

/**
 * A key `"id"` and its value, where that is an integer in digits. Inside a string every quote has a backslash in front, and
 * where a string ends no `id` can follow: so in JSON this matches keys alone, and what is no JSON stays none.
 */
const INTEGER_ID = /(?<!\\)("(?:i|\\u0069)(?:d|\\u0064)"[ \t\n\r]*:[ \t\n\r]*)(0|-?[1-9]\d*)(?=[ \t\n\r]*[,}])/g;

/**
 * The JSON text with every integer under a key `id` in quotes: `{"id": 7}` is `{"id": "7"}`. All else stays as it is, text
 * that is no JSON included. `1.0`, `1e3` and `-0` are no integers in digits and stay numbers.
 */
export const quoteIntegerIds = (text: string): string => text.replace(INTEGER_ID, '$1"$2"');

/** `JSON.parse`, but integers under a key `id` are strings of their digits. Throws SyntaxError for what is no JSON. */
export const parseWithExactIds = (text: string): unknown => JSON.parse(quoteIntegerIds(text));
