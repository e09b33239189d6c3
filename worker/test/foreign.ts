/** Tiny artefacts as if somebody else had made their graphs: the same bytes, of which the card knows no more than how they are asked. */

import type { Card } from "../../r2-assets/format/card.ts";
import { CARD_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import type { OnnxArchitecture } from "../../r2-assets/format/onnx-architecture.ts";
import type { TinyName } from "../../test/fixtures/provided.ts";
import { publishAs, tinyFiles } from "./artefacts.ts";

interface Foreign extends Partial<Pick<Card, "task" | "labels">> {
  architecture?: Partial<OnnxArchitecture>;
}

/** Published as `foreign-<name>`; returns its version. */
export async function publishForeign(name: TinyName, { architecture, ...fields }: Foreign = {}): Promise<string> {
  const { [CARD_FILE]: written, ...files } = tinyFiles(name);
  const card = JSON.parse(new TextDecoder().decode(written)) as Card;
  const { pooling } = card.architecture;
  const described: OnnxArchitecture = {
    kind: "onnx",
    inputs: (["input_ids", "attention_mask", "token_type_ids"] as const).map((name) => ({ name, type: "int64" })),
    outputs: ["logits"],
    length: null,
    embeddings: { word: { rows: 87 }, position: { rows: 64 }, token_type: { rows: 2 } },
    pooling: pooling === "none" ? "none" : "graph",
    head: { kind: "graph", out: card.labels.length },
    ...{ layers: null, width: null, opset: 17, ir_version: 8, producer: null },
    ...{ elements: { FLOAT: card.parameters }, multiplied: card.parameters, heap_bytes: 2 ** 20 },
    external: [{ location: WEIGHTS_FILE, file: WEIGHTS_FILE }],
    ...architecture,
  };
  const imported = { from: "onnx", model_class: null, sha256: card.files[WEIGHTS_FILE]!.sha256, code: "none" } as const;
  const foreign: Card = {
    ...card,
    ...{ id: `foreign-${name}`, method: "imported", trained_on: null, training: null, imported },
    architecture: described,
    ...fields,
  };
  return publishAs(foreign.id, { ...files, [CARD_FILE]: new TextEncoder().encode(JSON.stringify(foreign)) });
}
