/** Whether a model that was issued anew answers as it did before, to the last bit. */
import { GRAPH_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import type { Encoding, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { Artefact } from "../artefact/artefact-folder.ts";
import { openArtefact, readTokenizer } from "../artefact/open-artefact.ts";

export type Tokens = Pick<Encoding, "ids" | "typeIds">;

export type Sameness =
  /** `by` files: weights and graph are the same bytes, and so are the ids; there is nothing to compute. */
  | { kind: "same"; by: "files" | "logits"; encodings: number }
  | { kind: "different"; encodings: number; different: number; largest: number | null };

/** `ask` says what the model is run on, with a tokenizer: the whole dev set. */
export async function sameAnswers(
  before: Artefact,
  after: Artefact,
  ask: (tokenizer: TextTokenizer) => Tokens[],
  onProgress: (done: number) => void = () => {},
): Promise<Sameness> {
  const [was, is] = [ask(await readTokenizer(before)), ask(await readTokenizer(after))];
  const sameIds = JSON.stringify(was) === JSON.stringify(is);
  const sameFiles = [GRAPH_FILE, WEIGHTS_FILE].every(
    (name) => before.card.files[name]!.sha256 === after.card.files[name]!.sha256,
  );
  if (sameIds && sameFiles) return { kind: "same", by: "files", encodings: is.length };

  const first = await logitsOf(before, was, onProgress);
  const second = await logitsOf(after, is, (done) => onProgress(was.length + done));
  let [different, largest] = [0, 0];
  for (const [i, logits] of first.entries()) {
    const apart = distance(logits, second[i] ?? new Float32Array());
    if (apart !== 0) different++;
    largest = Math.max(largest, apart);
  }
  if (different === 0 && was.length === is.length) return { kind: "same", by: "logits", encodings: is.length };
  return { kind: "different", encodings: is.length, different, largest: Number.isFinite(largest) ? largest : null };
}

async function logitsOf(artefact: Artefact, encodings: Tokens[], onProgress: (done: number) => void) {
  const opened = await openArtefact(artefact);
  try {
    return await opened.run(encodings, onProgress);
  } finally {
    await opened.close();
  }
}

/** 0 where all numbers are equal; infinite where they cannot be compared. */
function distance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.reduce((most, x, i) => {
    const apart = Math.abs(x - b[i]!);
    return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(most, apart);
  }, 0);
}
