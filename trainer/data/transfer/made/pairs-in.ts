import type { DataFile } from "../../text/data-file.ts";
import { textsIn } from "../read-texts.ts";
import type { Pair } from "./rule.ts";

/** A file's pairs, in its order. Throws with one sentence where it is damaged or has other texts. */
export function pairsIn(file: DataFile, rule: string): Pair[] {
  return [...textsIn(file)].map(({ line, text }) => {
    if ("text_a" in text && text.text_b !== undefined) return { text_a: text.text_a, text_b: text.text_b };
    throw new Error(`${file.path}, line ${line}: ${rule} is made of pairs, {"text_a": "…", "text_b": "…"}`);
  });
}
