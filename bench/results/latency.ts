/** `latency.json`: what `retort bench` printed, run by run. A measurement is no recorded run, so it is kept by hand. */
import { readFile } from "node:fs/promises";
import * as z from "zod";

const Milliseconds = z.number().positive();

const Measurement = z.strictObject({
  id: z.string(),
  command: z.string(),
  machine: z.string(),
  tokens: z.int().positive(),
  note: z.string().optional(),
  models: z.array(
    z.strictObject({
      model: z.string(),
      p50: Milliseconds,
      p95: Milliseconds.optional(),
      p99: Milliseconds.optional(),
    }),
  ),
});
/** Models measured in one run, so that their figures can be held against each other. */
export type Measurement = z.infer<typeof Measurement>;

export const readLatency = async (): Promise<Measurement[]> =>
  z.array(Measurement).parse(JSON.parse(await readFile(new URL("latency.json", import.meta.url), "utf8")));
