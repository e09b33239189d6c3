import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Answerer } from "../../eval/answers/answerer.ts";
import { ANSWERERS } from "../../eval/answers/index.ts";
import { GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { mostRows, padBatch } from "../../r2-assets/format/padded-batch.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { ReferenceLogits } from "../../trainer/export/reference-logits.ts";
import type { Artefact } from "./artefact-folder.ts";
import { openOrtSession } from "./ort-session.ts";
import { judgeParity, type ParityReport } from "./parity-report.ts";
import { referenceRows } from "./reference-rows.ts";

/** Small, so that little padding is computed once the examples are sorted by length. */
const ROWS = 16;

/**
 * Answers the reference's examples with the artefact itself, as it will be served (its tokenizer, its graph, its weights, in
 * onnxruntime-web), and compares with what the trained model answered.
 */
export async function checkAgainstReference(
  artefact: Artefact,
  reference: readonly ReferenceLogits[],
  onProgress: (done: number) => void = () => {},
): Promise<ParityReport> {
  const { kind, rows } = referenceRows(artefact.card.task, reference);
  return check(kind, artefact, rows, reference, onProgress);
}

async function check<K extends RowKind>(
  kind: K,
  { folder, card }: Artefact,
  rows: readonly RowOf[K][],
  reference: readonly ReferenceLogits[],
  onProgress: (done: number) => void,
): Promise<ParityReport> {
  const [tokenizerJson, graph, weights] = await Promise.all(
    [TOKENIZER_FILE, GRAPH_FILE, WEIGHTS_FILE].map((name) => readFile(join(folder, name))),
  );
  const tokenizer = createTokenizer(JSON.parse(tokenizerJson!.toString()), { maxLength: card.max_length });
  const answerer: Answerer<K> = ANSWERERS[kind];
  const asked = rows.map((row) => answerer.ask(row, tokenizer, card.labels, {}));
  const encodings = asked.flatMap((each, example) => each.encodings.map((encoding) => ({ example, encoding })));
  const byLength = encodings
    .map((_, i) => i)
    .sort((i, j) => encodings[i]!.encoding.ids.length - encodings[j]!.encoding.ids.length);
  /** Of one encoding, without padding. */
  const sizeOf = ({ ids }: { ids: readonly number[] }) =>
    card.architecture.pooling === "none" ? ids.length * card.labels.length : card.labels.length;

  const size = Math.min(ROWS, mostRows(card.storage));
  const session = await openOrtSession(graph!, weights!);
  const logits = new Array<number[]>(encodings.length);
  try {
    for (let done = 0; done < byLength.length; done += size) {
      const batch = byLength.slice(done, done + size).map((i) => ({ i, ...encodings[i]! }));
      const flat = await session.run(
        padBatch(
          batch.map(({ encoding }) => encoding),
          { padId: tokenizer.padId },
        ),
      );
      const stride = flat.length / batch.length;
      for (const [k, { i, encoding }] of batch.entries()) {
        logits[i] = [...flat.subarray(k * stride, k * stride + sizeOf(encoding))];
      }
      onProgress(Math.floor(((done + batch.length) / encodings.length) * reference.length));
    }
  } finally {
    await session.close();
  }

  const artefact = asked.map(() => [] as number[]);
  for (const [i, { example }] of encodings.entries()) artefact[example]!.push(...logits[i]!);
  const compared = asked.map(({ encodings: own, answer }, i) => ({
    row: rows[i]!,
    trained: reference[i]!.logits,
    artefact: artefact[i]!,
    answer(flat: readonly number[]) {
      let end = 0;
      return answer(
        own.map((encoding) => {
          const start = end;
          end += sizeOf(encoding);
          return Float32Array.from(flat.slice(start, end));
        }),
      );
    },
  }));
  return judgeParity(kind, card, compared);
}
