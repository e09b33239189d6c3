/** A graph asked before anything is known of its answers: which ids, types and lengths it takes, and what comes out. */
import { type Feed, feedsOf, type Given, type GraphFace } from "../../../r2-assets/format/graph-face.ts";
import { padBatch } from "../../../r2-assets/format/padded-batch.ts";
import type { TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { CliError } from "../../cli-error.ts";
import { librarySays } from "./library-says.ts";
import type { Trial } from "./trial.ts";

export type Tokens = { ids: readonly number[]; typeIds: readonly number[] };
type Inputs = Pick<GraphFace, "inputs" | "length">;

/** What is asked in the name of whom. */
export interface Subject {
  path: string;
  trial: Trial;
  inputs: Inputs;
  tokenizer: TextTokenizer;
}

export interface Probed {
  /** What it gave for one text, and how many tokens that had for the graph. */
  given: Record<string, Given>;
  length: number;
  /** How many token types were taken; undefined where it takes none. */
  tokenTypes: number | undefined;
}

/** What each gives. Throws CliError that begins with `otherwise` where one fails. */
export async function outputsFor(
  { trial, inputs, tokenizer }: Subject,
  texts: readonly Tokens[],
  otherwise: string,
): Promise<Record<string, Given>[]> {
  const results = await trial.run(texts.map((text) => feedsFor(inputs, text, tokenizer)));
  return results.map((result) => {
    if (result.kind === "ran") return result.outputs;
    throw new CliError(`${otherwise}: ${librarySays(result.reason)}`);
  });
}

const feedsFor = (inputs: Inputs, tokens: Tokens, { padId }: TextTokenizer): Feed[] =>
  feedsOf(inputs, padBatch([tokens], { padId }));

/** Throws CliError with one sentence where it does not run. */
export async function probe(subject: Subject): Promise<Probed> {
  const { path, inputs, tokenizer } = subject;
  const text = tokenizer.encode("It rained all day.");
  const [given] = await outputsFor(subject, [text], `${path} does not run`);
  const { id, token } = tokenizer.largest;
  const largest = { ...text, ids: [...text.ids.slice(0, -1), id] };
  await outputsFor(subject, [largest], `${path} does not take the tokenizer's id ${id} (${JSON.stringify(token)})`);
  return { given: given!, length: inputs.length ?? text.ids.length, tokenTypes: await typesTaken(subject, text) };
}

async function typesTaken({ trial, inputs, tokenizer }: Subject, text: Tokens): Promise<number | undefined> {
  if (!inputs.inputs.some(({ name }) => name === "token_type_ids")) return undefined;
  const typed = { ...text, typeIds: text.ids.map((_, i) => (i < 2 ? 0 : 1)) };
  const [result] = await trial.run([feedsFor(inputs, typed, tokenizer)]);
  return result!.kind === "ran" ? 2 : 1;
}

/** What is tried where nobody knows how long texts may be. */
const LENGTHS = [512, 256, 128, 64, 32, 16];

/**
 * Tokens that a text may have: as many as were `asked` for, else as many as somebody `said`, or else the first of `LENGTHS` that it takes. Throws
 * CliError where what was asked for is not taken, or nothing is.
 */
export async function longestTaken(subject: Subject, asked: number | undefined, said = Number.POSITIVE_INFINITY) {
  const { path, trial, inputs, tokenizer } = subject;
  if (asked !== undefined && asked > (inputs.length ?? asked))
    throw new CliError(`${path} takes texts of ${inputs.length} tokens, fewer than --max-length ${asked}`);
  const most = Math.min(said, inputs.length ?? Number.POSITIVE_INFINITY);
  const tried =
    asked === undefined
      ? [...(Number.isFinite(most) ? [most] : []), ...LENGTHS.filter((length) => length < most)]
      : [asked];
  let reason = "";
  for (const length of tried) {
    const [result] = await trial.run([feedsFor(inputs, longText(tokenizer, length), tokenizer)]);
    if (result!.kind === "ran") return length;
    reason ||= result!.reason;
  }
  throw new CliError(`${path} does not take texts of ${tried[0]} tokens (see --max-length): ${librarySays(reason)}`);
}

/** The largest id among its tokens. */
function longText(tokenizer: TextTokenizer, length: number): Tokens {
  const { ids } = tokenizer.encode("a");
  const middle = new Array<number>(Math.max(0, length - 2)).fill(tokenizer.largest.id);
  const all = [ids[0]!, ...middle, ids.at(-1)!].slice(0, length);
  return { ids: all, typeIds: all.map(() => 0) };
}
