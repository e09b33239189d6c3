/** Whether the parts of an architecture fit one another. Layers hold their tensors against the card one by one, and kernels do not look at all. */
import type { Architecture } from "../../../r2-assets/format/architecture.ts";
import type { BertArchitecture } from "../../../r2-assets/format/bert-architecture.ts";
import type { BilstmArchitecture } from "../../../r2-assets/format/bilstm-architecture.ts";
import type { Embedding, Linear } from "../../../r2-assets/format/layers.ts";

/** A part of the card, the size that it says, and the one that its neighbours need. */
type Size = readonly [part: string, size: number | undefined, needed: number];

/** One sentence without its stop; undefined where they do. */
export function architectureMisfit(architecture: Architecture): string | undefined {
  if (architecture.kind === "bert") {
    const { width, heads } = architecture.encoder;
    if (!(width % heads === 0))
      return `the card's architecture has ${heads} heads, which do not divide its width of ${width}`;
  }
  const sizes = architecture.kind === "bert" ? bertSizes(architecture) : bilstmSizes(architecture);
  const wrong = sizes.find(([, size, needed]) => size !== undefined && size !== needed);
  return wrong && `the card's architecture says ${wrong[1]} for ${wrong[0]}, where its other parts need ${wrong[2]}`;
}

const bertSizes = ({ embeddings, encoder, head, slot_head }: BertArchitecture): readonly Size[] => {
  const { width, ffn, attention, intermediate, output } = encoder;
  const { projection, token_type } = embeddings;
  const tables = projection?.in ?? width;
  return [
    ...tableSizes("embeddings.word", embeddings.word),
    ...tableSizes("embeddings.position", embeddings.position),
    ...(token_type ? tableSizes("embeddings.token_type", token_type) : []),
    ...linearSizes("encoder.attention", attention),
    ...linearSizes("encoder.intermediate", intermediate),
    ...linearSizes("encoder.output", output),
    ...(projection ? linearSizes("embeddings.projection", projection) : []),
    ["embeddings.word.width", embeddings.word.width, tables],
    ["embeddings.position.width", embeddings.position.width, tables],
    ["embeddings.token_type.width", token_type?.width, tables],
    ["embeddings.projection.out", projection?.out, width],
    ["encoder.attention.in", attention.in, width],
    ["encoder.attention.out", attention.out, width],
    ["encoder.intermediate.in", intermediate.in, width],
    ["encoder.intermediate.out", intermediate.out, ffn],
    ["encoder.output.in", output.in, ffn],
    ["encoder.output.out", output.out, width],
    ["head.in", head.in, width],
    ["slot_head.in", slot_head?.in, width],
  ];
};

const bilstmSizes = ({ embeddings, lstm, projection, head, slot_head }: BilstmArchitecture): readonly Size[] => [
  ...tableSizes("embeddings.word", embeddings.word),
  ["embeddings.word.width", embeddings.word.width, lstm.in],
  ["projection.in", projection.in, 2 * lstm.units],
  ["head.in", head.in, projection.out],
  ["slot_head.in", slot_head?.in, projection.out],
];

/** `A ⊗ B` is `[a1 b1, a2 b2]`. */
const linearSizes = (part: string, card: Linear): readonly Size[] =>
  card.kind === "kronecker"
    ? [
        [`${part}.out`, card.out, card.a[0] * card.b[0]],
        [`${part}.in`, card.in, card.a[1] * card.b[1]],
      ]
    : [];
const tableSizes = (part: string, card: Embedding): readonly Size[] =>
  card.kind === "kronecker" ? [[`${part}.width`, card.width, card.a[1] * card.b[1]]] : [];
