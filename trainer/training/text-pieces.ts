import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { loadText } from "../data/text/load-text.ts";
import type { Workplace } from "./workplace.ts";

/** As texts are cut by most recipes, so that they share what is tokenised. */
const MAX_LENGTH = 128;

/** How often each piece of a tokenizer occurs in the plain text that is trained on: `counts[id]`. */
export async function textPieces(
  tokenizerJson: string,
  { data, pieces }: Pick<Workplace, "data" | "pieces">,
  log: (line: string) => void,
): Promise<number[]> {
  const tokenizer = createTokenizer(JSON.parse(tokenizerJson), { maxLength: MAX_LENGTH });
  const { train } = await loadText(data, tokenizer, { maxLength: MAX_LENGTH, cache: pieces, log });
  const counts = new Array<number>(tokenizer.largest.id + 1).fill(0);
  for (const { ids } of train) for (let i = 0; i < ids.length; i++) counts[ids[i]!]!++;
  return counts;
}
