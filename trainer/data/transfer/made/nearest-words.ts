/** Which words an encoder's word table has near one another: other forms of a word, and words that stand where it stands. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSafetensors, toFloat32 } from "../../../../r2-assets/format/safetensors.ts";
import { ensureMiniLm } from "../../pretrained.ts";

/** The words nearest to one, nearest first, itself not among them; none of a word that the table lacks. */
export type NearestWords = (word: string) => readonly string[];

/**
 * By the cosine of their rows. `words`: what each row of `table` stands for, null where that is no word. `table`: `[rows, units]`. Each
 * word is asked about once, and remembered.
 */
export function nearestWords(words: readonly (string | null)[], table: Float32Array, most: number): NearestWords {
  const units = table.length / words.length;
  const known = words.flatMap((word, row) => (word === null ? [] : [{ word, row }]));
  // One table of unit vectors, read from its beginning to its end: as vectors of their own they take three times as long.
  const rows = new Float32Array(known.length * units);
  for (const [i, { row }] of known.entries())
    rows.set(unitVector(table.subarray(row * units, (row + 1) * units)), i * units);
  const places = new Map(known.map(({ word }, i) => [word, i]));
  const found = new Map<number, string[]>();
  return (word) => {
    const place = places.get(word);
    if (place === undefined) return [];
    if (!found.has(place)) found.set(place, nearestTo(place));
    return found.get(place)!;
  };

  function nearestTo(place: number): string[] {
    const own = rows.slice(place * units, (place + 1) * units);
    const best: { other: number; cosine: number }[] = [];
    for (let other = 0; other < known.length; other++) {
      if (other === place) continue;
      const cosine = product(own, rows, other * units);
      if (best.length === most && cosine <= best.at(-1)!.cosine) continue;
      const before = best.findIndex((one) => one.cosine < cosine);
      best.splice(before < 0 ? best.length : before, 0, { other, cosine });
      best.length = Math.min(best.length, most);
    }
    return best.map(({ other }) => known[other]!.word);
  }
}

function unitVector(row: Float32Array): Float32Array {
  const length = Math.sqrt(product(row, row, 0));
  return length === 0 ? row : row.map((x) => x / length);
}

/** Of `a` and what begins at `from` in `b`. Four sums at once: one waits for its last addition. */
function product(a: Float32Array, b: Float32Array, from: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = a.length - (a.length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[from + i]!;
    s1 += a[i + 1]! * b[from + i + 1]!;
    s2 += a[i + 2]! * b[from + i + 2]!;
    s3 += a[i + 3]! * b[from + i + 3]!;
  }
  for (let i = whole; i < a.length; i++) s0 += a[i]! * b[from + i]!;
  return s0 + s1 + s2 + s3;
}

/** Small letters alone: no piece of a word, no number, no mark. Single letters are words where English has them. */
const WORD = /^(?:\p{Ll}{2,}|[ai])$/u;

/** Of all-MiniLM-L6-v2's 30,522 rows, by their cosine. Downloads the encoder where it is not there. */
export async function nearestInMiniLm(most: number): Promise<NearestWords> {
  const folder = await ensureMiniLm();
  const vocabulary = (await readFile(join(folder, "vocab.txt"), "utf8")).split("\n");
  const { tensors } = readSafetensors(await readFile(join(folder, "model.safetensors")));
  const table = tensors.get("embeddings.word_embeddings.weight")!;
  const words = vocabulary.slice(0, table.shape[0]).map((piece) => (WORD.test(piece) ? piece : null));
  return nearestWords(words, toFloat32(table), most);
}
