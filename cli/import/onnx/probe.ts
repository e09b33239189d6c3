/** A graph asked before anything is known of its answers: whether it runs, which ids, types and lengths it takes, and what comes out. */
import type { Given } from "../../../r2-assets/format/graph-face.ts";
import { feedsOf, type GraphFace } from "../../../r2-assets/format/graph-face.ts";
import { padBatch } from "../../../r2-assets/format/padded-batch.ts";
import type { TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { CliError } from "../../cli-error.ts";
import { librarySays } from "./library-says.ts";
import type { External } from "./open-files.ts";
import { type TrialResult, type TrialTask, tryGraph } from "./trial.ts";

type Tokens = { ids: readonly number[]; typeIds: readonly number[] };
type Inputs = Pick<GraphFace, "inputs" | "length">;

export interface Probed {
  /** What it gave for one text, and how many tokens that had for the graph. */
  given: Record<string, Given>;
  length: number;
  /** How many token types were taken; undefined where it takes none. */
  tokenTypes: number | undefined;
}

export const feedsFor = (inputs: Inputs, tokens: Tokens, { padId }: TextTokenizer): TrialTask["runs"][number] =>
  feedsOf(inputs, padBatch([tokens], { padId }));

/** Throws CliError with one sentence where it cannot be served. */
export async function probe(
  path: string,
  external: readonly External[],
  inputs: Inputs,
  tokenizer: TextTokenizer,
): Promise<Probed> {
  const text = tokenizer.encode("It rained all day.");
  const largest = { ...text, ids: [...text.ids.slice(0, -1), tokenizer.largest.id] };
  const typed = { ...text, typeIds: text.ids.map((_, i) => (i < 2 ? 0 : 1)) };
  const takesTypes = inputs.inputs.some(({ name }) => name === "token_type_ids");
  const runs = [text, largest, ...(takesTypes ? [typed] : [])].map((each) => feedsFor(inputs, each, tokenizer));
  const result = await tryGraph({ graph: path, external, runs });
  if (!result.opened) throw new CliError(`${path} cannot be served: ${librarySays(result.reason!)}`);
  const [given, ofLargest, ofTypes] = result.runs;
  const { outputs } = ran(given!, `${path} does not run`);
  const { id, token } = tokenizer.largest;
  ran(ofLargest!, `${path} does not take the tokenizer's id ${id} (${JSON.stringify(token)})`);
  const tokenTypes = ofTypes === undefined ? undefined : ofTypes.kind === "ran" ? 2 : 1;
  return { given: outputs, length: inputs.length ?? text.ids.length, tokenTypes };
}

/** What a run gave. Throws CliError that begins with `otherwise` where it failed. */
export function ran(run: TrialResult["runs"][number], otherwise: string) {
  if (run.kind === "ran") return run;
  throw new CliError(`${otherwise}: ${librarySays(run.reason)}`);
}

/** As many tokens as a text may have, the largest id among them. */
export function longestText(tokenizer: TextTokenizer, maxLength: number): Tokens {
  const { ids } = tokenizer.encode("a");
  const middle = new Array<number>(Math.max(0, maxLength - 2)).fill(tokenizer.largest.id);
  const all = [ids[0]!, ...middle, ids.at(-1)!].slice(0, maxLength);
  return { ids: all, typeIds: all.map(() => 0) };
}
