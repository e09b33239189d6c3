/** Online A/B, from its beginning to its deletion. */
import type { Asker } from "./asker.ts";

const CSV = { accept: "text/csv" };

export async function askForExperiments({ ask }: Asker) {
  const variants = [
    { model: "tiny-teacher", weight: 0.5 },
    { model: "tiny-student", weight: 0.5 },
  ];
  const body = { name: "split", task: "text-classification", variants, feedback_days: 1 };
  const { id } = await ask("POST /v1/experiments", { body });
  await ask("POST /v1/experiments", { body });
  await ask("POST /v1/experiments", { body: { ...body, variants: [variants[0], { model: "nope", weight: 0.5 }] } });
  const { id: shadow } = await ask("POST /v1/experiments", {
    body: { ...body, name: "shadow", mode: "shadow", variants: variants.map(({ model }) => ({ model })) },
  });
  const { id: tagging } = await ask("POST /v1/experiments", {
    body: {
      ...body,
      name: "tags",
      task: "token-classification",
      variants: [1, 0].map((weight, i) => ({ model: "tiny-tagger", weight, name: `${i}` })),
    },
  });
  await ask("GET /v1/experiments");

  for (const of of [id, shadow, tagging]) {
    const { assignment } = await ask(`POST /v1/experiments/${of}/infer`, { body: { inputs: "fine", unit: "a" } });
    await ask(`POST /v1/experiments/${of}/infer`, { body: { inputs: ["fine", "good"], unit: "a" } });
    await ask(`POST /v1/experiments/${of}/feedback`, { body: { assignment, correct: true, latency_ms: 12 } });
  }
  const old = "018f0000-0000-7000-8000-000000000000"; // of 2024
  for (const assignment of [old, "none"])
    await ask(`POST /v1/experiments/${id}/feedback`, { body: { assignment, correct: true } });
  await ask("POST /v1/experiments/none/infer", { body: { inputs: "fine", unit: "a" } });
  await ask("POST /v1/experiments/none/feedback", { body: { assignment: old, correct: true } });

  for (const headers of [{}, CSV]) {
    for (const of of [id, shadow, tagging]) {
      await ask(`GET /v1/experiments/${of}`, { headers });
      await ask(`GET /v1/experiments/${of}/assignments`, { headers });
    }
    await ask("GET /v1/experiments", { headers });
  }
  await ask("GET /v1/experiments?limit=0");
  for (const path of ["none", "none/assignments"]) await ask(`GET /v1/experiments/${path}`);
  await ask(`GET /v1/experiments/${id}/assignments`, { by: null });

  const weights = { "tiny-teacher": 0.25, "tiny-student": 0.75 };
  for (const change of [{ weights }, { status: "stopped" }, { weights }, {}])
    await ask(`PATCH /v1/experiments/${id}`, { body: change });
  await ask("PATCH /v1/experiments/none", { body: { status: "stopped" } });
  await ask(`POST /v1/experiments/${id}/infer`, { body: { inputs: "fine", unit: "b" } });
  for (const of of [id, "none"]) {
    await ask(`DELETE /v1/experiments/${of}`, { by: null });
    await ask(`DELETE /v1/experiments/${of}`);
  }
}
