/** What the readers are asked: texts of the bundled suite, and pairs and questions written for this test. */
import { readFile } from "node:fs/promises";
import type { ReaderInput } from "./stock-readers.ts";

const rows = (await readFile(new URL("../../r2-assets/suites/retort/reviews/rows.ndjson", import.meta.url), "utf8"))
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { text_a: string }).text_a);

/** Some that only tokenizers could disagree on, and one that is longer than any model's `max_length`. */
const ODD: ReaderInput[] = [
  { text: "NAÏVE façades, Crème Brûlée & a Ångström of Zoë" },
  { text: "北京 was grand, 東京 less so; 서울 never came" },
  { text: "a [MASK] film, and [SEP] too" },
  { text: "tabs\tand\nlines \u00a0 and zero\u200bwidth" },
  { text: rows.slice(0, 30).join(" ") },
];

export const TEXTS: ReaderInput[] = [...rows.slice(0, 40).map((text) => ({ text })), ...ODD];

export const PAIRS: ReaderInput[] = [
  ["The ferry to the island was cancelled because of the storm.", "Because of bad weather no boat went to the island."],
  ["The ferry to the island was cancelled because of the storm.", "The storm reached the island by ferry."],
  ["Two women are playing chess in a park.", "A pair of women play a board game outdoors."],
  ["Two women are playing chess in a park.", "Nobody is outside."],
  ["He paid for the tickets with his sister's card.", "His sister's card was used to pay for the tickets."],
  ["The museum opens at ten on Sundays.", "On Sundays visitors may come in from 10 a.m."],
  ["The museum opens at ten on Sundays.", "The museum is closed on Sundays."],
  ["A dog runs along the beach.", "A cat sleeps on the sofa."],
  ["Profits rose by a fifth to 3.2 million.", "Profits fell by a fifth to 3.2 million."],
  ["Is the bridge older than the mill?", "The bridge was built in 1642, the mill forty years later."],
].map(([text, pair]) => ({ text: text!, pair: pair! }));

const MILL =
  "The mill at Harrow Bend was built in 1682 by Ada Thornton, a widow who had bought the land from the parish. It ground " +
  "barley for three villages until a flood in 1911 took its wheel. Since 1974 it has been a museum, and each May its " +
  "rebuilt wheel turns for one afternoon.";

export const QUESTIONS: ReaderInput[] = [
  "Who built the mill?",
  "When was the mill built?",
  "What did the mill grind?",
  "What happened in 1911?",
  "When does the wheel turn?",
].map((text) => ({ text, pair: MILL }));
