/**
 * Whole 6-layer, 384-wide models in I8, dense and factored, by the length of the text: milliseconds a run in
 * onnxruntime-web on one thread, and the ratio to the dense model in the same rounds. Weights are random, which does not
 * matter for speed. Runs in Node, with the session settings of the Worker.
 *
 *     node bench/factors/encoder.ts [rounds]
 */
import { openOrtSession } from "../../cli/artefact/ort-session.ts";
import { interleaved } from "./interleaved.ts";
import { ENCODERS, randomModel } from "./random-model.ts";

const rounds = Number(process.argv[2] ?? 30);

const models = [];
for (const [name, plan] of Object.entries(ENCODERS)) {
  const { graph, weights } = randomModel(plan);
  models.push({ name, bytes: weights.length, session: await openOrtSession(graph, weights) });
}

console.log("model".padEnd(14), "MB".padStart(6), ...[8, 32, 128].map((n) => `${n} tokens`.padStart(22)));
const columns: number[][] = [];
for (const length of [8, 32, 128]) {
  const ids = new Int32Array(length).fill(1000);
  const text = { inputIds: ids, attentionMask: ids.map(() => 1), tokenTypeIds: ids.map(() => 0), batch: 1, length };
  const candidates = models.map(
    ({ session }) =>
      () =>
        session.run(text),
  );
  columns.push(await interleaved(candidates, rounds));
}
for (const [i, { name, bytes }] of models.entries()) {
  const cells = columns.map((ms) => `${ms[i]!.toFixed(2)} ms  x ${(ms[i]! / ms[0]!).toFixed(3)}`.padStart(22));
  console.log(name.padEnd(14), (bytes / 1e6).toFixed(2).padStart(6), ...cells);
}
