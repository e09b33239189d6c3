/** Teacher outputs on disk: a few thousand texts a file, each by what the teacher reads of it. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { readSafetensors, toFloat32, writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import type { Encoded } from "../data/encoded.ts";
import { replaceFile } from "../files/replace-file.ts";

/** What the teacher says about one text. */
export interface TeacherRow {
  /** As `logitCount` counts them. */
  logits: Float32Array;
  /** `[layers * width]` in the bits of F16. */
  states: Uint16Array;
}

/** How many numbers a text's row has. */
export interface RowSize {
  logits: number;
  states: number;
}

/** A text by its content, whatever its id, its split and its data set. */
export const contentKey = ({ ids, typeIds }: Encoded): string =>
  createHash("sha256")
    .update(JSON.stringify([ids, typeIds]))
    .digest("hex")
    .slice(0, 24);

/** Rows of possibly different lengths, one after another. */
export async function writePart(path: string, rows: ReadonlyMap<string, TeacherRow>): Promise<void> {
  const joined = <T extends Float32Array | Uint16Array>(parts: T[], all: T): T => {
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  };
  const each = [...rows.values()];
  const count = (of: "logits" | "states") => each.reduce((sum, row) => sum + row[of].length, 0);
  const logits = joined(
    each.map((row) => row.logits),
    new Float32Array(count("logits")),
  );
  const states = joined(
    each.map((row) => row.states),
    new Uint16Array(count("states")),
  );
  const file = writeSafetensors(
    [
      { name: "logits", dtype: "F32", shape: [logits.length], data: new Uint8Array(logits.buffer) },
      { name: "states", dtype: "F16", shape: [states.length], data: new Uint8Array(states.buffer) },
    ],
    { keys: JSON.stringify([...rows.keys()]), sizes: JSON.stringify(each.map(({ logits }) => logits.length)) },
  );
  await replaceFile(path, file);
}

/** The rows of a file; nothing when it is absent, damaged or of another layout. */
export async function readPart(path: string): Promise<Map<string, TeacherRow> | undefined> {
  try {
    const file = readSafetensors(await readFile(path));
    const keys: string[] = JSON.parse(file.metadata.keys!);
    const sizes: number[] = JSON.parse(file.metadata.sizes!);
    const logits = toFloat32(file.tensors.get("logits")!);
    const states = new Uint16Array(new Uint8Array(file.tensors.get("states")!.data).buffer); // a copy, aligned
    const width = states.length / keys.length;
    const whole = sizes.length === keys.length && sizes.reduce((sum, size) => sum + size, 0) === logits.length;
    if (!whole || !Number.isInteger(width)) return undefined;
    let at = 0;
    return new Map(
      keys.map((key, i): [string, TeacherRow] => {
        const from = at;
        at += sizes[i]!;
        return [key, { logits: logits.subarray(from, at), states: states.subarray(i * width, (i + 1) * width) }];
      }),
    );
  } catch {
    return undefined;
  }
}
