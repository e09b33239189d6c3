/** Tables of embeddings: rows by ids, as floats, by how they are stored. */
import type { Embedding } from "../../../../r2-assets/format/layers.ts";
import type { Building } from "../building.ts";
import { EngineError } from "../memory.ts";
import { floatsOf, scalesOf } from "../stored.ts";

/** Whether to add, as kernels take it. */
type Truth = 0 | 1;

export interface Table {
  readonly rows: number;
  readonly width: number;
  /** Bytes that `run` needs for so many ids. */
  scratch(count: number): number;
  /** y `[count, width]` becomes the rows of `ids` (int32), or with `add` their sum with y. */
  run(ids: number, count: number, y: number, scratch: number, add: Truth): void;
}

type Gather = (ids: number, count: number, y: number, add: Truth) => void;

/** The table `<from>.weight` of the card's kind. Throws EngineError with one sentence where the tensors do not fit it. */
export function table(building: Building, from: string, card: Embedding): Table {
  const { kernels, tensors } = building;
  const { rows, width } = card;
  const weight = `${from}.weight`;
  switch (card.kind) {
    case "dense": {
      const gather = stored(building, weight, rows, width);
      return { rows, width, scratch: () => 0, run: (ids, count, y, _, add) => gather(ids, count, y, add) };
    }
    case "low_rank": {
      const { rank } = card;
      const gather = stored(building, `${weight}.low_rank.u`, rows, rank);
      const v = building.packed(floatsOf(tensors, `${weight}.low_rank.v`, [rank, width]), [width, rank], "in_out");
      const scratch = (count: number) => count * rank * 4;
      const run: Table["run"] = (ids, count, y, narrow, add) => {
        if (add) throw new EngineError(`${from} is of low rank: its rows cannot be added to others`);
        gather(ids, count, narrow, 0);
        kernels.linearF32(narrow, count, rank, v.at, width, 0, y);
      };
      return { rows, width, scratch, run };
    }
    case "kronecker": {
      const { a, b, terms } = card;
      if (b[0] !== 1) throw new EngineError(`${from}: a table's B has one row, this one ${b[0]}`);
      const names = Array.from({ length: terms }, (_, r) => `${weight}.kronecker.${r}`);
      const gathers = names.map((name) => stored(building, `${name}.a`, rows, a[1]));
      const all = new Float32Array(terms * b[1]);
      for (const [r, name] of names.entries()) all.set(floatsOf(tensors, `${name}.b`, b), r * b[1]);
      const right = building.constant(all);
      const scratch = (count: number) => terms * count * a[1] * 4;
      const run: Table["run"] = (ids, count, y, narrow, add) => {
        for (const [r, gather] of gathers.entries()) gather(ids, count, narrow + r * count * a[1] * 4, 0);
        kernels.outerRows(narrow, count, a[1], right.at, b[1], terms, y, add);
      };
      return { rows, width, scratch, run };
    }
  }
}

/** Rows of a stored tensor, which stays in memory as it is stored. */
function stored(building: Building, name: string, rows: number, width: number): Gather {
  const { kernels, tensors } = building;
  const tensor = tensors.get(name);
  if (tensor === undefined || tensor.shape.join() !== `${rows},${width}`)
    throw new EngineError(
      `the card's architecture says ${name} is [${rows},${width}], but the weights have ${tensor ? `[${tensor.shape}]` : "no such tensor"}`,
    );
  switch (tensor.dtype) {
    case "F32": {
      const kept = building.bytes(tensor.data);
      return (ids, count, y, add) => kernels.gatherF32(ids, count, kept.at, width, y, add);
    }
    case "F16": {
      const kept = building.bytes(tensor.data);
      return (ids, count, y, add) => kernels.gatherF16(ids, count, kept.at, width, y, add);
    }
    case "I8": {
      const { shape, values } = scalesOf(tensors, name);
      if (shape[0] !== rows) throw new EngineError(`tensor ${name} is a table, but has no scale for each of its rows`);
      const [kept, scales] = [building.bytes(tensor.data), building.constant(values)];
      return (ids, count, y, add) => kernels.gatherI8(ids, count, kept.at, scales.at, width, y, add);
    }
    default:
      throw new EngineError(`tensor ${name} is ${tensor.dtype}, which the engine does not read as a table`);
  }
}
