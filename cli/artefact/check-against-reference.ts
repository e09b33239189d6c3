import type { Answerer } from "../../eval/answers/answerer.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { ReferenceLogits } from "../../trainer/tasks/reference-logits.ts";
import type { Artefact } from "./artefact-folder.ts";
import { type OpenArtefact, openArtefact } from "./open-artefact.ts";
import { judgeParity, type ParityReport } from "./parity-report.ts";
import { referenceRows } from "./reference-rows.ts";

/**
 * Answers the reference's examples with the artefact itself, as it will be served (its tokenizer, its graph, its weights, in
 * onnxruntime-web unless `open` opens it elsewhere), and compares with what the trained model answered.
 */
export async function checkAgainstReference(
  artefact: Artefact,
  reference: readonly ReferenceLogits[],
  onProgress: (done: number) => void = () => {},
  open: (artefact: Artefact) => Promise<OpenArtefact> = openArtefact,
): Promise<ParityReport> {
  const { task } = artefact.card;
  if (task === "feature-extraction")
    throw new RangeError("vectors are held against their own reference: check-features.ts");
  const { kind, rows } = referenceRows(task, reference);
  return check(kind, artefact, rows, reference, onProgress, open);
}

async function check<K extends RowKind>(
  kind: K,
  artefact: Artefact,
  rows: readonly RowOf[K][],
  reference: readonly ReferenceLogits[],
  onProgress: (done: number) => void,
  open: (artefact: Artefact) => Promise<OpenArtefact>,
): Promise<ParityReport> {
  const answerer: Answerer<K> = KINDS[kind].answerer;
  const opened = await open(artefact);
  try {
    const asked = rows.map((row) => answerer.ask(row, opened.tokenizer, artefact.card, {}));
    const encodings = asked.flatMap((each) => each.encodings);
    const logits = await opened.run(encodings, (done) =>
      onProgress(Math.floor((done / encodings.length) * reference.length)),
    );
    let at = 0;
    const compared = asked.map(({ encodings: own, answer }, i) => {
      const parts = logits.slice(at, at + own.length);
      at += own.length;
      return {
        row: rows[i]!,
        trained: reference[i]!.logits,
        artefact: parts.flatMap((part) => [...part]),
        answer: (flat: readonly number[]) => answer(cutAs(parts, flat)),
      };
    });
    return judgeParity(kind, artefact.card, compared);
  } finally {
    await opened.close();
  }
}

/** `flat` in parts as long as those of `parts`. */
function cutAs(parts: readonly Float32Array[], flat: readonly number[]): Float32Array[] {
  let end = 0;
  return parts.map(({ length }) => {
    const start = end;
    end += length;
    return Float32Array.from(flat.slice(start, end));
  });
}
