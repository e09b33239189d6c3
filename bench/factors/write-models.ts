/**
 * Writes I8 models of random weights, dense and factored, as folders that the Worker serves, for latency as a client sees
 * it: weights do not matter for speed.
 *
 *     node bench/factors/write-models.ts DIR
 *     npx retort serve --assets DIR --state DIR/state --port 8799      # and, beside it:
 *     npx retort bench --url http://localhost:8799 --no-post
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../cli/project-root.ts";
import { TOKENIZER_FILE } from "../../r2-assets/format/keys.ts";
import { writeArtefact } from "../../trainer/export/write-artefact.ts";
import { ENCODERS, randomModel } from "./random-model.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: node bench/factors/write-models.ts DIR");
const tokenizer = await readFile(join(projectRoot, "r2-assets/models/sst2-teacher", TOKENIZER_FILE), "utf8");
for (const [name, plan] of Object.entries(ENCODERS)) {
  const id = `bench-${name.toLowerCase()}`;
  await writeArtefact(join(folder, "models", id), {
    model: randomModel(plan),
    tokenizer,
    card: {
      ...{ id, task: "text-classification", trained_on: "glue/sst2", description: "random weights", teacher: null },
      ...{ labels: ["negative", "positive"], max_length: 128, licence: "Apache-2.0" },
      method: plan === undefined ? "teacher" : plan.attention.kind === "low_rank" ? "svd" : "kronecker",
      base_model: { name: "none", source: "seeded", licence: "Apache-2.0" },
      training: {
        ...{ recipe: "none", seed: 17, backend: "none", epochs: 0, steps: 0, wall_seconds: 0, examples_per_second: 0 },
        ...{ data_sha256: "0".repeat(64), dev: {}, code: "unknown" },
      },
    },
  });
}
