import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { createTokenizer, padBatch } from "../../r2-assets/format/tokenizer.ts";
import type { ReferenceLogits } from "../../trainer/export/reference-logits.ts";
import type { Artefact } from "./artefact-folder.ts";
import { openOrtSession } from "./ort-session.ts";
import { judgeParity, type ParityReport } from "./parity-report.ts";

/** Small, so that little padding is computed once the examples are sorted by length. */
const BATCH = 16;

/**
 * Answers the reference's texts with the artefact itself, as it will be served (its tokenizer, its graph, its weights, in
 * onnxruntime-web), and compares with what the trained model answered.
 */
export async function checkAgainstReference(
  { folder, card }: Artefact,
  reference: readonly ReferenceLogits[],
  onProgress: (done: number) => void = () => {},
): Promise<ParityReport> {
  const [tokenizerJson, graph, weights] = await Promise.all(
    [TOKENIZER_FILE, GRAPH_FILE, WEIGHTS_FILE].map((name) => readFile(join(folder, name))),
  );
  const tokenizer = createTokenizer(JSON.parse(tokenizerJson!.toString()), { maxLength: card.max_length });
  const encodings = reference.map(({ text_a, text_b }) => tokenizer.encode(text_a, text_b));
  const byLength = encodings.map((_, i) => i).sort((i, j) => encodings[i]!.ids.length - encodings[j]!.ids.length);

  const session = await openOrtSession(graph!, weights!);
  const answers = new Array<Float32Array>(reference.length);
  try {
    for (let done = 0; done < byLength.length; done += BATCH) {
      const positions = byLength.slice(done, done + BATCH);
      const logits = await session.run(
        padBatch(
          positions.map((i) => encodings[i]!),
          { padId: tokenizer.padId },
        ),
      );
      const width = card.labels.length;
      for (const [row, i] of positions.entries()) answers[i] = logits.slice(row * width, (row + 1) * width);
      onProgress(done + positions.length);
    }
  } finally {
    await session.close();
  }
  return judgeParity(card.storage, card.labels, reference, answers);
}
