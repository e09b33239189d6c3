/** A published artefact in the layout that today's exporter writes, its numbers unchanged. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describedArchitecture } from "../../r2-assets/format/architecture.ts";
import type { Architecture } from "../../r2-assets/format/card.ts";
import { TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import type { Linear } from "../../r2-assets/format/layers.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import { readOwnSafetensors, writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import type { NamedTensor } from "../../trainer/export/store-tensors.ts";
import type { ArtefactParts } from "../../trainer/export/write-artefact.ts";
import { tensorSpecs } from "../../trainer/models/describe.ts";
import { architectureNamed } from "../../trainer/models/index.ts";
import { ZERO_POINT } from "../../trainer/onnx/zero-point.ts";
import type { Artefact } from "../artefact/artefact-folder.ts";

/** `versions`: of models that were issued anew, by `<id>@<version before>`. */
export async function asExportedNow(
  { folder, card }: Artefact,
  versions: ReadonlyMap<string, string>,
): Promise<ArtefactParts> {
  const [before, tokenizer] = await Promise.all([
    readFile(join(folder, WEIGHTS_FILE)),
    readFile(join(folder, TOKENIZER_FILE), "utf8"),
  ]);
  const described = describedArchitecture(card.architecture);
  const { tensors, metadata } = readOwnSafetensors(before);
  const stored = [...tensors].map(([name, tensor]) => ({ ...tensor, name }));
  const weights = writeSafetensors(withUnsignedLayers(stored, described), metadata);
  const architecture = withZeroPoint(described, card.storage);
  const graph = architectureNamed(architecture).graph(architecture, readOwnSafetensors(weights).tensors, {
    spans: card.task === "question-answering",
  });
  const { format: _, architecture: _a, storage, parameters, bytes: _b, files: _f, teacher, ...fields } = card;
  return {
    model: { weights, graph, architecture, storage, parameters },
    tokenizer,
    card: { ...fields, teacher: teacher && withNewVersion(teacher, versions) },
  };
}

export const withNewVersion = <Model extends { id: string; version: string }>(
  model: Model,
  versions: ReadonlyMap<string, string>,
): Model => ({ ...model, version: versions.get(`${model.id}@${model.version}`) ?? model.version });

/** Until November 2026 the dense I8 linear weights were signed. */
function withUnsignedLayers(tensors: NamedTensor[], architecture: Architecture): NamedTensor[] {
  const linear = new Set(tensorSpecs(architecture).flatMap(({ name, role }) => (role === "linear" ? [name] : [])));
  return tensors.map((tensor) => {
    if (tensor.dtype !== "I8" || !linear.has(tensor.name)) return tensor;
    const data = Uint8Array.from(new Int8Array(tensor.data), (value) => value + ZERO_POINT);
    return { ...tensor, dtype: "U8", data };
  });
}

function withZeroPoint(architecture: Architecture, storage: Storage): Architecture {
  if (storage !== "i8" || architecture.kind !== "bert") return architecture; // of then all are BERTs
  const marked = (linear: Linear) => (linear.kind === "dense" ? { ...linear, zero_point: ZERO_POINT } : linear);
  const { attention, intermediate, output, ...encoder } = architecture.encoder;
  return {
    ...architecture,
    encoder: {
      ...encoder,
      attention: marked(attention),
      intermediate: marked(intermediate),
      output: marked(output),
    },
  };
}
