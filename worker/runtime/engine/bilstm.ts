/**
 * A BiLSTM with a projection and a linear head, as its graph has it (`trainer/models/bilstm/graph.ts`).
 *
 * Texts of a group take their steps together, the longest first, so that those that are still running stand side by side. Each direction
 * reads its words in the order of its steps: those of the first step of all texts, longest first, then those of the second.
 */
import type { BilstmArchitecture } from "../../../r2-assets/format/bilstm-architecture.ts";
import type { Building } from "./building.ts";
import { floatLinear, type Linear } from "./layers/linear.ts";
import { table } from "./layers/table.ts";
import { answersOf, Carver, type Headed, type Network, offsetsOf, type Text, within } from "./network.ts";
import { floatsOf } from "./stored.ts";

const DIRECTIONS = ["", "_reverse"] as const;

export function bilstmNetwork(building: Building, architecture: BilstmArchitecture): Network {
  const { kernels, memory, tensors, exact } = building;
  const { lstm, projection, pooling, head, slot_head } = architecture;
  const { units, in: depth } = lstm;
  const gates = 4 * units;
  const words = table(building, "bilstm.embeddings", architecture.embeddings.word);
  const directions = DIRECTIONS.map((suffix) => ({
    input: building.packed(floatsOf(tensors, `bilstm.lstm.weight_ih_l0${suffix}`, [gates, depth]), [gates, depth]),
    recurrent: building.packed(floatsOf(tensors, `bilstm.lstm.weight_hh_l0${suffix}`, [gates, units]), [gates, units]),
    bias: building.constant(floatsOf(tensors, `bilstm.lstm.bias_ih_l0${suffix}`, [gates])),
  }));
  const project = floatLinear(building, "bilstm.projection", projection);
  const classifier = floatLinear(building, "classifier", head);
  const slots = slot_head ? floatLinear(building, "slot_classifier", slot_head) : null;
  const product = exact ? kernels.linearF32 : kernels.linearF32Fused;

  const buffers = (rows: number, at: number) => {
    const carve = new Carver(at);
    const floats = (count: number) => carve.take(4 * count);
    return {
      ids: carve.take(4 * rows),
      x: floats(rows * depth),
      driven: floats(rows * gates),
      gates: floats(rows * gates),
      h: floats(rows * units),
      c: floats(rows * units),
      states: floats(rows * 2 * units),
      ends: floats(rows * 2 * units),
      scratch: carve.take(words.scratch(rows)),
      projected: floats(rows * projection.out),
      logits: floats(rows * Math.max(head.out, slot_head?.out ?? 0)),
      end: carve.end,
    };
  };
  type Buffers = ReturnType<typeof buffers>;

  return {
    positions: Number.POSITIVE_INFINITY,
    activations: (rows) => buffers(rows, 0).end,
    *run(texts, at) {
      const offsets = offsetsOf(texts);
      const rows = offsets.at(-1)!;
      const b = buffers(rows, at);
      const order = texts.map((_, i) => i).sort((i, j) => texts[j]!.ids.length - texts[i]!.ids.length || i - j);
      for (const direction of [0, 1] as const) {
        steps(texts, order, offsets, direction, b);
        yield 0.5;
      }
      const heads: Headed[] = [
        pooling === "none"
          ? headed(classifier, b.states, rows, "token", b)
          : headed(classifier, pool(texts, offsets, b), texts.length, "text", b),
      ];
      if (slots !== null) heads.push(headed(slots, b.states, rows, "token", b));
      return answersOf(offsets, heads);
    },
  };

  /** One direction over all texts: its half of `states` and of `ends`. */
  function steps(
    texts: readonly Text[],
    order: readonly number[],
    offsets: readonly number[],
    direction: 0 | 1,
    b: Buffers,
  ): void {
    const { input, recurrent, bias } = directions[direction]!;
    const rows = offsets.at(-1)!;
    const longest = texts[order[0]!]!.ids.length;
    const positionOf = (text: number, step: number) => (direction === 0 ? step : texts[text]!.ids.length - 1 - step);
    const running = Array.from({ length: longest }, (_, step) =>
      order.filter((text) => texts[text]!.ids.length > step),
    );
    const ids = new Int32Array(memory.wasm.buffer, b.ids, rows);
    let row = 0;
    running.forEach((now, step) => {
      for (const text of now) ids[row++] = within(texts[text]!.ids[positionOf(text, step)]!, words.rows, "token");
    });
    words.run(b.ids, rows, b.x, b.scratch, 0);
    product(b.x, rows, depth, input.at, gates, bias.at, b.driven);
    memory.floats(b.h, texts.length * units).fill(0);
    memory.floats(b.c, texts.length * units).fill(0);
    const [h, states] = [memory.floats(b.h, texts.length * units), memory.floats(b.states, rows * 2 * units)];
    let driven = b.driven;
    running.forEach((now, step) => {
      kernels.lstmStep(driven, now.length, units, recurrent.at, b.h, b.c, b.gates);
      driven += 4 * now.length * gates;
      now.forEach((text, j) => {
        const to = (offsets[text]! + positionOf(text, step)) * 2 * units + direction * units;
        states.set(h.subarray(j * units, (j + 1) * units), to);
      });
    });
    const ends = memory.floats(b.ends, texts.length * 2 * units);
    for (const [j, text] of order.entries())
      ends.set(h.subarray(j * units, (j + 1) * units), (2 * text + direction) * units);
  }

  /** What a head says of rows at x, once they are projected. */
  function headed(layer: Linear, x: number, rows: number, each: Headed["each"], b: Buffers): Headed {
    project.run(x, rows, b.projected, 0);
    kernels.geluTanh(b.projected, rows * projection.out);
    layer.run(b.projected, rows, b.logits, 0);
    return { numbers: memory.floats(b.logits, rows * layer.out).slice(), width: layer.out, each };
  }

  /** A vector a text, and where they lie. */
  function pool(texts: readonly Text[], offsets: readonly number[], b: Buffers): number {
    const width = 2 * units;
    const pooled = pooling === "max" ? kernels.maxRows : kernels.meanRows;
    if (pooling !== "last")
      texts.forEach(({ ids: { length } }, i) => {
        pooled(b.states + 4 * offsets[i]! * width, length, width, b.ends + 4 * i * width);
      });
    return b.ends;
  }
}
