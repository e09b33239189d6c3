/** Questions to models, and about them. */
import type { Asker } from "./asker.ts";

const AT_HAND = { "if-none-match": "*" };
const CSV = { accept: "text/csv" };

export async function askModels({ ask }: Asker) {
  for (const query of ["", "?task=text-classification", "?task=none"]) await ask(`GET /v1/models${query}`);
  await ask("GET /v1/models", { headers: CSV });
  for (const path of ["tiny-teacher", "tiny-moods", "tiny-tagger", "tiny-intents", "nope"]) {
    await ask(`GET /v1/models/${path}`);
    await ask(`GET /models/${path}/health`);
    await ask(`GET /v2/models/${path}`);
    await ask(`GET /v2/models/${path}/ready`);
  }
  await ask("GET /v1/models/tiny-teacher", { headers: AT_HAND });
  for (const id of ["tiny-topics", "tiny-teacher", "tiny-reader", "nope"])
    await ask(`GET /v1/models/${id}/calibration`);
  await ask("GET /v1/models/tiny-topics/calibration", { headers: AT_HAND });
  for (const path of ["tiny-teacher/files/card.json", "tiny-teacher/files/weights.safetensors"]) {
    await ask(`GET /v1/models/${path}`);
    await ask(`GET /v1/models/${path}`, { headers: AT_HAND });
  }
  for (const path of ["nope/files/card.json", "tiny-teacher/files/model.onnx"]) await ask(`GET /v1/models/${path}`);
  const { version } = await ask("GET /v1/models").then(({ models }) => models[0]);
  const { name: id } = await ask("POST /v2/repository/index").then(([first]) => first);
  for (const pinned of [version, "0123456789ab"]) {
    await ask(`GET /v2/models/${id}/versions/${pinned}`);
    await ask(`GET /v2/models/${id}/versions/${pinned}/ready`);
    const body = { inputs: [{ name: "text", shape: [1], datatype: "BYTES", data: ["fine"] }] };
    await ask(`POST /v2/models/${id}/versions/${pinned}/infer`, { body });
  }
  for (const path of ["", "/health/live", "/health/ready"]) await ask(`GET /v2${path}`);
}

export async function askForAnswers({ ask }: Asker) {
  const question = { question: "was it good?", context: "The film was charming." };
  for (const [id, inputs, parameters] of [
    ["teacher", ["fine", { text: "fine", text_pair: "good" }]],
    ["moods", ["fine", { text: "fine", text_pair: "good" }]],
    ["moods", "fine", { threshold: "card", top_k: 2 }],
    ["moods", "fine", { threshold: 1 }],
    ["moods", "fine", { threshold: 2 }],
    ["tagger", "We loved it.", { aggregation_strategy: "none" }],
    ["tagger", ["We loved the charming film, not the boring script!"]],
    ["reader", question, { top_k: 3 }],
    ["reader", [question]],
    ["scorer", "fine"],
    ["topics", ["fine", "dull"], { calibrated: true, min_score: 0.99 }],
    ["topics", "never again ! ".repeat(30), { window: "max", stride: 3 }],
    ["teacher", "fine", { calibrated: true }],
    ["reader", [question, question], { min_score: 1 }],
    ["reader", question, { min_score: 1 }],
    ["tagger", "We loved it.", { min_score: 1 }],
    ["scorer", "never again ! ".repeat(30), { window: "mean" }],
    ["scorer", "fine", { min_score: 1 }],
    ["teacher", []],
    ["nope", "fine"],
  ] as const)
    await ask(`POST /models/tiny-${id}`, { body: { inputs, parameters: parameters ?? null } });
  const text = (...data: string[]) => ({ name: "text", shape: [data.length], datatype: "BYTES", data });
  for (const [id, body] of [
    ["teacher", { inputs: [text("fine", "good")], id: "1", parameters: { binary_data_output: true } }],
    ["teacher", { inputs: [text("fine")], outputs: [{ name: "logits", parameters: { classification: 1 } }] }],
    ["intents", { inputs: [text("fine")] }],
    ["reader", { inputs: [text("fine"), { ...text("good"), name: "text_pair" }] }],
    ["nope", { inputs: [text("fine")] }],
    ["teacher", { inputs: [] }],
  ] as const)
    await ask(`POST /v2/models/tiny-${id}/infer`, { body });
  for (const models of [["tiny-teacher", "tiny-student"], ["tiny-moods"], ["tiny-moods", "tiny-teacher"], ["nope"], []])
    await ask("POST /v1/compare", { body: { models, inputs: ["fine", { text: "good" }] } });
}
