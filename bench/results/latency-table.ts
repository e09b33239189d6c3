/** Measurements of latency, a table each. */

import { link, table, tenths } from "../markdown.ts";
import type { Measurement } from "./latency.ts";

type Timed = Measurement["models"][number];

export function latencySection({ tokens, command, machine, note, models }: Measurement): string {
  const drawn = table<Timed>(
    [
      { title: "model", of: ({ model }) => `\`${model}\`` },
      { title: "p50, ms", right: true, of: ({ p50 }) => tenths(p50) },
      { title: "p95, ms", right: true, of: ({ p95 }) => tenths(p95) },
      { title: "p99, ms", right: true, of: ({ p99 }) => tenths(p99) },
    ],
    models,
  );
  const source = link("latency.json", "bench/results/latency.json");
  const about = [`\`${command}\`, on ${machine} (${source}).`, note].filter(Boolean).join(" ");
  return [`### ${tokens} tokens${models.some(({ p99 }) => p99) ? ", with tails" : ""}`, about, drawn].join("\n\n");
}
