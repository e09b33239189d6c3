/** The seeded model of test/golden/tiny-bilstm.py. */
import type { BilstmConfig } from "../trainer/models/bilstm/config.ts";
import type { Weights } from "../trainer/models/weights.ts";
import golden from "./golden/tiny-bilstm.json" with { type: "json" };

export { golden };

export type Pooling = BilstmConfig["pooling"];

export const configOf = (pooling: Pooling): BilstmConfig => ({ kind: "bilstm", pooling, ...golden.sizes });

/** By our names. */
export const nameOf = (name: string): string => (name.startsWith("classifier") ? name : `bilstm.${name}`);

export const weights = new Map(
  Object.entries(golden.weights).map(([name, { shape, data }]): [string, Weights] => [
    nameOf(name),
    { shape, data: Float32Array.from(data) },
  ]),
);

export const texts = golden.ids.map((ids) => ({ ids, typeIds: ids.map(() => 0) }));
