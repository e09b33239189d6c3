/**
 * The gradient of a table whose rows were looked up: `dtable[r] = Σ dy[i]` over the places i whose id is r, 0 elsewhere.
 * Places are sorted by id on the host, which has the ids, and each id's run of places is cut into runs of 64 at most. One
 * program sums the rows of each run, in order; where an id has several runs, the same program sums these once more.
 * Nothing is added by two invocations at once: the result is the same every time, and the work linear in the places.
 * Shapes: dy `[places, width]`, ids int32 `[places]` -> `[rows, width]`.
 */
import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tfjs.ts";
import { type Program, runProgram } from "./run-program.ts";
import { zeros } from "./zeros.ts";

/** Rows summed one after another. */
const RUN = 64;

/** `y[target[p]] = Σ x[order[i]]` over i from `start[p]` to `start[p + 1]`. `plan`: order, starts, targets, one after another. */
const program: Program<"x" | "plan", "y", "runs" | "width" | "starts" | "targets"> = {
  name: "sums of runs of rows",
  inputs: { x: "f32", plan: "i32" },
  outputs: { y: "f32" },
  uniforms: { runs: "u32", width: "u32", starts: "u32", targets: "u32" },
  workgroupSize: 64,
  main: `
  let i = group * 64u + local;
  let run = i / uniforms.width;
  if (run >= uniforms.runs) { return; }
  let column = i % uniforms.width;
  let last = u32(plan[uniforms.starts + run + 1u]);
  var sum = 0.0;
  for (var place = u32(plan[uniforms.starts + run]); place < last; place++) {
    sum += x[u32(plan[place]) * uniforms.width + column];
  }
  y[u32(plan[uniforms.targets + run]) * uniforms.width + column] = sum;`,
};

interface Runs {
  /** Rows of x in the order in which they are summed. */
  order: ArrayLike<number>;
  /** Where in `order` each run begins, and the end of the last. */
  starts: number[];
  /** The row of y that a run is the sum of. */
  targets: ArrayLike<number>;
}

const range = (length: number) => Array.from({ length }, (_, i) => i);

/** The runs of places with the same id, in the order of ids, at most RUN places each; and these runs by their ids. */
export function planRuns(ids: ArrayLike<number>): { places: Runs; ids: Runs } {
  // Sorted as numbers, id before place: some times faster than by a function that compares.
  const keys = Float64Array.from(ids, (id, place) => id * ids.length + place).sort();
  const order = Int32Array.from(keys, (key) => key % ids.length);
  const [starts, idOf, firstRun, distinct]: number[][] = [[], [], [], []];
  order.forEach((place, i) => {
    const isNew = i === 0 || ids[place] !== ids[order[i - 1]];
    if (isNew) {
      firstRun.push(starts.length);
      distinct.push(ids[place]);
    }
    if (isNew || i - starts[starts.length - 1] === RUN) {
      starts.push(i);
      idOf.push(ids[place]);
    }
  });
  const runs = starts.length;
  return {
    places: { order, starts: [...starts, ids.length], targets: idOf },
    ids: { order: range(runs), starts: [...firstRun, runs], targets: distinct },
  };
}

function sumRuns(x: Tensor, { order, starts, targets }: Runs, y: Tensor | readonly number[]): Tensor {
  const width = x.shape[1] as number;
  const plan = tf.tensor1d(Int32Array.from([...Array.from(order), ...starts, ...Array.from(targets)]), "int32");
  const sums = runProgram(program, {
    inputs: { x, plan },
    outputs: { y },
    uniforms: { runs: targets.length, width, starts: order.length, targets: order.length + starts.length },
    workgroups: Math.ceil((targets.length * width) / 64),
  }).y;
  plan.dispose();
  return sums;
}

export function tableGradient(dy: Tensor, ids: ArrayLike<number>, rows: number): Tensor {
  const width = dy.shape[1] as number;
  const plan = planRuns(ids);
  const table = zeros([rows, width]);
  if (ids.length === 0) return table;
  if (plan.places.targets.length === plan.ids.targets.length) return sumRuns(dy, plan.places, table);
  const parts = plan.places.targets.length;
  const sums = sumRuns(dy, { ...plan.places, targets: range(parts) }, [parts, width]);
  const summed = sumRuns(sums, plan.ids, table);
  sums.dispose();
  return summed;
}
