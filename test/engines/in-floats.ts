/** What no published model is: a model in floats, and one in integers with a pooler. A published model read back to floats, and random ones. */
import { describedArchitecture } from "../../r2-assets/format/architecture.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { CARD_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import { readOwnSafetensors } from "../../r2-assets/format/safetensors.ts";
import { exportModel } from "../../trainer/export/export-model.ts";
import { readStored } from "../../trainer/export/read-stored.ts";
import { architectureOf } from "../../trainer/models/describe.ts";
import { tinyArtefact } from "../fixtures/tiny-artefact.ts";
import * as tinyBilstm from "../fixtures/tiny-bilstm.ts";
import type { Subject } from "./body.ts";
import { published } from "./subjects.ts";
import { fromWholeVocabulary } from "./texts.ts";

const READ_BACK = "sst2-shared-projections-down-48-kd";

export const othersThanPublished = (): Promise<Subject[]> =>
  Promise.all([readBack("f32"), readBack("f16"), pooled("f32"), pooled("i8"), bilstm("f32")]);

async function readBack(storage: Storage): Promise<Subject> {
  const { card, weights, texts } = await published(READ_BACK);
  const architecture = describedArchitecture(card.architecture);
  const tensors = readStored(architecture, readOwnSafetensors(weights).tensors);
  const model = exportModel({ architecture, tensors, storage });
  return { name: `${READ_BACK}, read back to ${storage}`, card: model, weights: model.weights, texts };
}

async function pooled(storage: Storage): Promise<Subject> {
  const files = await tinyArtefact({ storage, config: { pooling: "pooler" } });
  const card = JSON.parse(new TextDecoder().decode(files[CARD_FILE])) as Card;
  return {
    name: `random BERT with a pooler, ${storage}`,
    card,
    weights: files[WEIGHTS_FILE]!,
    texts: lengths(card, [1, 7, 32]),
  };
}

async function bilstm(storage: Storage): Promise<Subject> {
  const architecture = architectureOf(tinyBilstm.configOf("max"));
  const model = exportModel({ architecture, tensors: tinyBilstm.weights, storage });
  return { name: `random BiLSTM, ${storage}`, card: model, weights: model.weights, texts: lengths(model, [2, 7, 40]) };
}

const lengths = ({ architecture }: Pick<Card, "architecture">, each: readonly number[]) =>
  each.map((max_length) => fromWholeVocabulary({ architecture, max_length }));
