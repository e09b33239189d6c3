import table from "./misspellings.json" with { type: "json" };

/**
 * English words in small letters, each with one or more ways in which it is commonly misspelt, none of which is another
 * word. General knowledge, written for this project; it tends to words that are frequent, so that ordinary sentences have some.
 */
export const MISSPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(table));
