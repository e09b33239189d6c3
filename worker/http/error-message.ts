/** The sentence of an error as a header, which is all that Hugging Face's Python client shows of most errors. */

const MOST_CHARACTERS = 1000;

/** Whether a path is one that Hugging Face's clients ask. */
export const isHuggingFace = (path: string): boolean => path.startsWith("/models/");

/** The header, of printable ASCII alone: whatever else the sentence has is a question mark there. */
export const errorMessageHeader = (detail: string): [name: "x-error-message", value: string] => [
  "x-error-message",
  detail.replace(/[^\x20-\x7e]/gu, "?").slice(0, MOST_CHARACTERS),
];
