/** Keys and measurements. */
import type { Asker } from "./asker.ts";

const CSV = { accept: "text/csv" };

export async function askForKeysAndMeasurements({ ask, key }: Asker) {
  const { id, key: weak } = await ask("POST /v1/keys", { body: { name: "weak", scopes: ["evaluate"] } });
  await ask("POST /v1/keys", { body: { name: "weak", scopes: ["none"] } });
  for (const by of [key, weak, null]) {
    await ask("GET /v1/keys", { by });
    await ask("GET /metrics", { by });
    await ask("POST /v1/evals/resume", { by });
  }
  const { version, method } = await ask("GET /v1/models/tiny-teacher").then(async ({ method }) => {
    const { models } = await ask("GET /v1/models?task=text-classification");
    return { method, version: models.find((one: { id: string }) => one.id === "tiny-teacher").version };
  });
  const measurement = {
    ...{ model: "tiny-teacher", version, method, machine: "a machine", runtime: "engine" },
    ...{ tokens: 16, batch: 1, p50: 1.5, p95: 2.5, p99: 3.5, n: 100 },
  };
  const { id: measured } = await ask("POST /v1/measurements", { body: measurement });
  await ask("POST /v1/measurements", { body: { ...measurement, model: "nope" } });
  await ask("POST /v1/measurements", { body: {} });
  for (const query of ["", "?model=tiny-teacher", "?limit=0"]) await ask(`GET /v1/measurements${query}`);
  await ask("GET /v1/measurements", { headers: CSV });
  for (const path of [`measurements/${measured}`, "measurements/none", `keys/${id}`, "keys/none"]) {
    await ask(`DELETE /v1/${path}`, { by: null });
    await ask(`DELETE /v1/${path}`);
  }
}
