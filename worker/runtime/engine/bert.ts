/**
 * A BERT with a linear head (Devlin et al., arXiv 1810.04805), post-norm as its graph has it (`trainer/models/bert/graph.ts`).
 *
 * Rows of all texts of a group lie one behind the other, without padding: linear layers meet them all at once, attention one text at a time.
 * No row's numbers depend on its neighbours, so a text's answer has the same bits in every group.
 */
import type { BertArchitecture, PoolerActivation } from "../../../r2-assets/format/bert-architecture.ts";
import type { Linear as LinearCard } from "../../../r2-assets/format/layers.ts";
import type { Building } from "./building.ts";
import { attentionBytes, attentionI16Bytes } from "./kernels/layout.ts";
import { floatLinear, type Linear, linear } from "./layers/linear.ts";
import { type Table, table } from "./layers/table.ts";
import { answersOf, Carver, type Headed, type Network, offsetsOf, type Text, within } from "./network.ts";
import { floatsOf } from "./stored.ts";
import { tanh } from "./tanh.ts";

/** The largest scratch of layers that run one after the other. */
const most = (layers: readonly { scratch(rows: number): number }[], rows: number) =>
  Math.max(0, ...layers.map((layer) => layer.scratch(rows)));

/** Of a BERT that `engineLacks` has nothing to say of. */
export function bertNetwork(building: Building, architecture: BertArchitecture): Network {
  const { kernels, memory, exact } = building;
  const [attention, roomForAttention] = exact
    ? [kernels.attentionI16, attentionI16Bytes]
    : [kernels.attention, attentionBytes];
  const gelu = exact ? kernels.geluErfRough : kernels.geluErf;
  const { encoder, pooling, head, slot_head } = architecture;
  const { width, heads, ffn, layer_norm_eps: epsilon } = encoder;
  const words = table(building, "bert.embeddings.word_embeddings", architecture.embeddings.word);
  const positions = table(building, "bert.embeddings.position_embeddings", architecture.embeddings.position);
  const types = table(building, "bert.embeddings.token_type_embeddings", architecture.embeddings.token_type!);
  const norm = layerNormOf(building, epsilon);
  const normalise = norm("bert.embeddings.LayerNorm", words.width);
  const { projection: projected } = architecture.embeddings;
  const projection = projected ? linear(building, "bert.embeddings_project", projected) : null;
  const layers = Array.from({ length: encoder.layers }, (_, i) => {
    const from = `bert.encoder.layer.${i}`;
    const [query, key, value, mixed] = ["self.query", "self.key", "self.value", "output.dense"].map((part) =>
      linear(building, `${from}.attention.${part}`, encoder.attention),
    ) as [Linear, Linear, Linear, Linear];
    const wide = linear(building, `${from}.intermediate.dense`, encoder.intermediate);
    const narrow = linear(building, `${from}.output.dense`, encoder.output);
    return {
      ...{ query, key, value, mixed, wide, narrow },
      linears: [query, key, value, mixed, wide, narrow],
      afterAttention: norm(`${from}.attention.output.LayerNorm`, width),
      afterFeedForward: norm(`${from}.output.LayerNorm`, width),
    };
  });
  const pooler = pooling === "pooler" ? linear(building, "bert.pooler.dense", poolerOf(building, width)) : null;
  const classifier = floatLinear(building, "classifier", head);
  const slots = slot_head ? floatLinear(building, "slot_classifier", slot_head) : null;

  const buffers = (rows: number, longest: number, at: number) => {
    const carve = new Carver(at);
    const states = () => carve.take(4 * rows * width);
    const every: (Table | Linear)[] = [words, positions, types, ...layers.flatMap(({ linears }) => linears)];
    if (pooler !== null) every.push(pooler);
    if (projection !== null) every.push(projection);
    return {
      ids: carve.take(12 * rows),
      embedded: projection === null ? 0 : carve.take(4 * rows * words.width),
      x: states(),
      query: states(),
      key: states(),
      value: states(),
      context: states(),
      wide: carve.take(4 * rows * ffn),
      scratch: carve.take(Math.max(most(every, rows), roomForAttention(longest, width / heads))),
      pooled: states(),
      logits: carve.take(4 * rows * Math.max(head.out, slot_head?.out ?? 0)),
      end: carve.end,
    };
  };

  return {
    positions: positions.rows,
    activations: (rows, longest) => buffers(rows, longest, 0).end,
    *run(texts, at) {
      const offsets = offsetsOf(texts);
      const rows = offsets.at(-1)!;
      const b = buffers(rows, Math.max(...texts.map(({ ids }) => ids.length)), at);
      const third = 1 / (3 * layers.length);
      embed(texts, rows, b);
      for (const layer of layers) {
        layer.query.run(b.x, rows, b.query, b.scratch);
        layer.key.run(b.x, rows, b.key, b.scratch, true);
        layer.value.run(b.x, rows, b.value, b.scratch, true);
        texts.forEach(({ ids: { length } }, i) => {
          const row = 4 * offsets[i]! * width;
          const [q, k, v] = [b.query + row, b.key + row, b.value + row];
          attention(q, k, v, 4 * width, length, length, heads, width / heads, b.context + row, b.scratch);
        });
        layer.mixed.run(b.context, rows, b.query, b.scratch);
        layer.afterAttention(b.query, b.x, rows, b.x);
        yield third;
        layer.wide.run(b.x, rows, b.wide, b.scratch);
        gelu(b.wide, rows * ffn);
        yield third;
        layer.narrow.run(b.wide, rows, b.query, b.scratch);
        layer.afterFeedForward(b.query, b.x, rows, b.x);
        yield third;
      }
      return answers(texts, offsets, b);
    },
  };

  function embed(texts: readonly Text[], rows: number, b: ReturnType<typeof buffers>): void {
    const ids = new Int32Array(memory.wasm.buffer, b.ids, 3 * rows);
    let row = 0;
    for (const text of texts)
      for (let i = 0; i < text.ids.length; i++, row++) {
        ids[row] = within(text.ids[i]!, words.rows, "token");
        ids[rows + row] = within(text.typeIds[i]!, types.rows, "token type");
        ids[2 * rows + row] = i;
      }
    const sum = projection === null ? b.x : b.embedded;
    words.run(b.ids, rows, sum, b.scratch, 0);
    types.run(b.ids + 4 * rows, rows, sum, b.scratch, 1);
    positions.run(b.ids + 8 * rows, rows, sum, b.scratch, 1);
    normalise(sum, 0, rows, sum);
    projection?.run(sum, rows, b.x, b.scratch);
  }

  function answers(texts: readonly Text[], offsets: readonly number[], b: ReturnType<typeof buffers>): Float32Array[] {
    const rows = offsets.at(-1)!;
    const read = (layer: Linear, x: number, count: number, each: Headed["each"]): Headed => {
      layer.run(x, count, b.logits, b.scratch);
      return { numbers: memory.floats(b.logits, count * layer.out).slice(), width: layer.out, each };
    };
    const heads: Headed[] = [
      pooling === "none"
        ? read(classifier, b.x, rows, "token")
        : read(classifier, pool(texts, offsets, b), texts.length, "text"),
    ];
    if (slots !== null) heads.push(read(slots, b.x, rows, "token"));
    return answersOf(offsets, heads);
  }

  /** A vector a text, and where they lie. */
  function pool(texts: readonly Text[], offsets: readonly number[], b: ReturnType<typeof buffers>): number {
    const bytes = 4 * width;
    texts.forEach(({ ids: { length } }, i) => {
      const [from, to] = [b.x + offsets[i]! * bytes, b.pooled + i * bytes];
      if (pooling === "mean") kernels.meanRows(from, length, width, to);
      else memory.bytes(to, bytes).set(memory.bytes(from, bytes));
    });
    if (pooler === null) return b.pooled;
    pooler.run(b.pooled, texts.length, b.query, b.scratch);
    activate(b.query, texts.length * width, architecture.pooler_activation);
    return b.query;
  }

  /** In place. */
  function activate(at: number, count: number, by: PoolerActivation = "tanh"): void {
    if (by === "gelu") gelu(at, count);
    else {
      const values = memory.floats(at, count);
      const f = by === "tanh" ? tanh : (value: number) => Math.max(0, value);
      for (let i = 0; i < count; i++) values[i] = f(values[i]!);
    }
  }
}

/** Cards do not describe the pooler: it lies as dense layers do in that storage (`trainer/onnx/stored-layers.ts`). */
function poolerOf({ exact }: Building, width: number): LinearCard {
  const matrix = { kind: "dense", in: width, out: width } as const;
  return exact ? { ...matrix, layout: "in_out", zero_point: 128 } : { ...matrix, layout: "out_in" };
}

type Normalise = (x: number, residual: number, rows: number, y: number) => void;

function layerNormOf(building: Building, epsilon: number): (from: string, width: number) => Normalise {
  const { kernels, tensors } = building;
  return (from, width) => {
    const gamma = building.constant(floatsOf(tensors, `${from}.weight`, [width]));
    const beta = building.constant(floatsOf(tensors, `${from}.bias`, [width]));
    return (x, residual, rows, y) => kernels.layerNorm(x, residual, gamma.at, beta.at, epsilon, rows, width, y);
  };
}
