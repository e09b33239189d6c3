import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { Perturbation } from "../perturbations/perturbation.ts";
import { adler32 } from "../sampling/adler32.ts";
import { createRandom } from "../statistics/random.ts";
import { KINDS } from "./index.ts";

/**
 * Seed of a row's own generator: `(base + adler32(id + "_" + name)) mod 2^32`, so that neither the order of the rows nor
 * a subset of them makes a difference. `part` names a second text of the row, whose draws don't depend on the first's.
 */
export const seedOf = (id: string, name: string, base: number, part = ""): number =>
  (base + adler32(`${id}_${name}${part && `_${part}`}`)) % 2 ** 32;

/**
 * The row under a perturbation; null where nothing of it changes, or where its kind can't be perturbed. The label, the gold
 * answers (text and place) and the tags of what is not O stay as they are. The same row gets the same text every time.
 *
 * Labels that judge the form of a sentence (CoLA's acceptability) speak of the sentence as it was.
 */
export const perturbRow = <K extends RowKind>(
  kind: K,
  row: RowOf[K],
  perturbation: Perturbation,
  base = 42,
): RowOf[K] | null =>
  KINDS[kind].perturb(row, perturbation, (part) => createRandom(seedOf(row.id, perturbation.name, base, part)));
