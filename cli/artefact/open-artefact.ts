/** An artefact as it will be served: its tokenizer, its graph and its weights, in onnxruntime-web. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openTokenizer, servedFiles } from "../../r2-assets/format/artefact-check.ts";
import { faceOf } from "../../r2-assets/format/graph-face.ts";
import { GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { logitCount, widthsOf } from "../../r2-assets/format/logits.ts";
import { mostRows, padBatch } from "../../r2-assets/format/padded-batch.ts";
import type { Encoding, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { Artefact } from "./artefact-folder.ts";
import { openForeignSession, openOrtSession } from "./ort-session.ts";

/** Small, so that little padding is computed once the encodings are sorted by length. */
const ROWS = 16;

type Tokens = Pick<Encoding, "ids" | "typeIds">;

export interface OpenArtefact {
  tokenizer: TextTokenizer;
  /**
   * Logits of each encoding without those of its padding, as `logitCount` counts them.
   * `onProgress` is told how many encodings are done.
   */
  run(encodings: readonly Tokens[], onProgress?: (done: number) => void): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Throws where no text can be put to the model. */
export async function readTokenizer({ folder, card }: Artefact): Promise<TextTokenizer> {
  const opened = openTokenizer(card, await readFile(join(folder, TOKENIZER_FILE)));
  if (opened.kind === "unusable") throw new Error(`${folder} cannot be asked: ${opened.reason}`);
  return opened.tokenizer;
}

/** Throws when onnxruntime refuses graph or weights. */
export async function openArtefact(artefact: Artefact): Promise<OpenArtefact> {
  const { folder, card } = artefact;
  const tokenizer = await readTokenizer(artefact);
  const names = servedFiles(card);
  const read = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const files = Object.fromEntries(names.map((name, i) => [name, read[i]!]));
  const face = faceOf(card.architecture);
  const session = await (face === undefined
    ? openOrtSession(files[GRAPH_FILE]!, files[WEIGHTS_FILE]!)
    : openForeignSession(files, face));
  const size = Math.min(ROWS, mostRows(card));
  const widths = widthsOf(card);
  return {
    tokenizer,
    async run(encodings, onProgress = () => {}) {
      const order = encodings.map((_, i) => i).sort((i, j) => encodings[i]!.ids.length - encodings[j]!.ids.length);
      const logits = new Array<Float32Array>(encodings.length);
      for (let done = 0; done < order.length; done += size) {
        const batch = order.slice(done, done + size);
        const rows = batch.map((i) => encodings[i]!);
        const padded = padBatch(rows, { padId: tokenizer.padId });
        const flat = await session.run(padded);
        const stride = flat.length / batch.length;
        const all = logitCount(widths, padded.length);
        for (const [k, i] of batch.entries()) {
          const ofPadding = all - logitCount(widths, rows[k]!.ids.length);
          logits[i] = flat.slice(k * stride, (k + 1) * stride - ofPadding);
        }
        onProgress(done + batch.length);
      }
      return logits;
    },
    close: () => session.close(),
  };
}
