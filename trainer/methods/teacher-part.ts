/** Teacher outputs on disk: a few thousand examples a file. */
import { readFile } from "node:fs/promises";
import { readSafetensors, toFloat32, writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import { replaceFile } from "../files/replace-file.ts";

/** What the teacher says about one example. */
export interface TeacherRow {
  /** `[labels]`, of a model that does not pool `[tokens * labels]`. */
  logits: Float32Array;
  /** `[layers * width]` in the bits of F16. */
  states: Uint16Array;
}

/** Who an example is and how many numbers its row has. */
export interface RowSize {
  id: string;
  logits: number;
  states: number;
}

/** Rows of possibly different lengths, one after another, beside the ids that they belong to. */
export async function writePart(path: string, sizes: readonly RowSize[], rows: readonly TeacherRow[]): Promise<void> {
  const total = totals(sizes);
  const logits = new Float32Array(total.logits);
  const states = new Uint16Array(total.states);
  let at = { logits: 0, states: 0 };
  for (const row of rows) {
    logits.set(row.logits, at.logits);
    states.set(row.states, at.states);
    at = { logits: at.logits + row.logits.length, states: at.states + row.states.length };
  }
  const file = writeSafetensors(
    [
      { name: "logits", dtype: "F32", shape: [total.logits], data: new Uint8Array(logits.buffer) },
      { name: "states", dtype: "F16", shape: [total.states], data: new Uint8Array(states.buffer) },
    ],
    { ids: JSON.stringify(sizes.map(({ id }) => id)) },
  );
  await replaceFile(path, file);
}

/** The rows, in the order asked for; nothing when the file is absent, damaged or holds other examples. */
export async function readPart(path: string, sizes: readonly RowSize[]): Promise<TeacherRow[] | undefined> {
  let file: ReturnType<typeof readSafetensors>;
  let ids: unknown;
  try {
    file = readSafetensors(await readFile(path));
    ids = JSON.parse(file.metadata.ids);
  } catch {
    return undefined;
  }
  const [logits, states] = [file.tensors.get("logits"), file.tensors.get("states")];
  const total = totals(sizes);
  if (JSON.stringify(ids) !== JSON.stringify(sizes.map(({ id }) => id))) return undefined;
  if (logits?.shape[0] !== total.logits || states?.shape[0] !== total.states) return undefined;
  const logitData = toFloat32(logits);
  const stateData = new Uint16Array(new Uint8Array(states.data).buffer); // a copy, aligned
  let at = { logits: 0, states: 0 };
  return sizes.map((size) => {
    const end = { logits: at.logits + size.logits, states: at.states + size.states };
    const row = {
      logits: logitData.subarray(at.logits, end.logits),
      states: stateData.subarray(at.states, end.states),
    };
    at = end;
    return row;
  });
}

const totals = (sizes: readonly RowSize[]) => ({
  logits: sizes.reduce((sum, { logits }) => sum + logits, 0),
  states: sizes.reduce((sum, { states }) => sum + states, 0),
});
