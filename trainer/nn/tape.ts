/** Reverse-mode differentiation over the tape that tfjs records, each operation's share of which goes as soon as it is used up. */
import { type Tensor, tf } from "../backend/tf.ts";

/** An operation as tfjs records it. */
interface TapeNode {
  kernelName: string;
  inputs: Record<string, Tensor>;
  outputs: Tensor[];
  /** The gradient in each input, given those in the outputs; null stands for zeros. */
  gradient?: (dys: (Tensor | null)[]) => Record<string, () => Tensor>;
  /** Kept for `gradient`. */
  saved: Tensor[];
}

/** What `tf.grads` is made of; tfjs declares it as private. */
interface Recorder {
  startTape(): void;
  endTape(): void;
  state: { activeTape: TapeNode[] | null; gradientDepth: number };
}

/**
 * The value of `f` and the operations that led to it. What they made is disposed, but for the value and what they keep for
 * their gradients, which `backward` disposes. Throws an Error inside another `recorded`: second derivatives need its tape.
 */
export function recorded<T extends Tensor>(f: () => T): { value: T; tape: TapeNode[] } {
  const recorder = tf.engine() as unknown as Recorder;
  if (recorder.state.gradientDepth > 0) throw new Error("gradients of gradients are not computed here");
  recorder.startTape();
  try {
    const value = tf.tidy(f);
    return { value, tape: recorder.state.activeTape! };
  } catch (error) {
    for (const { saved } of recorder.state.activeTape!) tf.dispose(saved);
    throw error;
  } finally {
    recorder.endTape();
    recorder.state.activeTape = null;
  }
}

/**
 * The gradient of `value`, a scalar, in each of `of`; undefined where no path leads there. Reverse accumulation in the
 * order and with the sums of `tf.grads`, which keeps all of it until the end: here an operation's share of the tape and the
 * gradients in its outputs go once the gradients in its inputs are there. The caller disposes what is returned.
 */
export function backward(value: Tensor, tape: readonly TapeNode[], of: readonly Tensor[]): (Tensor | undefined)[] {
  const learnt = dependents(tape, of);
  const gradients = new Map<number, Tensor>();
  try {
    return tf.tidy(() => {
      gradients.set(value.id, tf.ones(value.shape));
      for (const node of tape.toReversed()) {
        const dys = node.outputs.map(({ id }) => gradients.get(id) ?? null);
        if (dys.some((dy) => dy !== null)) addGradients(node, dys, learnt, gradients);
        for (const { id } of node.outputs) gradients.delete(id);
        tf.dispose([...node.saved, ...dys.filter((dy) => dy !== null)]);
      }
      return of.map(({ id }) => gradients.get(id)) as Tensor[];
    });
  } finally {
    for (const { saved } of tape) tf.dispose(saved); // where an operation has failed, those before it have theirs still
  }
}

/** The ids of `of` and of all that was made of them. */
function dependents(tape: readonly TapeNode[], of: readonly Tensor[]): ReadonlySet<number> {
  const ids = new Set(of.map(({ id }) => id));
  for (const { inputs, outputs } of tape) {
    if (Object.values(inputs).some(({ id }) => ids.has(id))) for (const { id } of outputs) ids.add(id);
  }
  return ids;
}

function addGradients(
  { kernelName, inputs, gradient }: TapeNode,
  dys: (Tensor | null)[],
  learnt: ReadonlySet<number>,
  gradients: Map<number, Tensor>,
): void {
  const names = Object.keys(inputs).filter((name) => learnt.has(inputs[name].id));
  if (names.length === 0) return;
  if (gradient === undefined) throw new Error(`${kernelName} has no gradient`);
  const made = tf.tidy(() => {
    const ofInputs = gradient(dys);
    // A clone shares its data: a gradient may be handed on as it came, or to several inputs, and each is disposed by itself.
    return names.map((name) => tf.tidy(() => ofInputs[name]().clone()));
  });
  for (const [i, dx] of made.entries()) {
    const { id, shape } = inputs[names[i]];
    if (`${dx.shape}` !== `${shape}`) throw new Error(`a gradient of ${kernelName} is ${dx.shape}, its input ${shape}`);
    const before = gradients.get(id);
    gradients.set(id, before === undefined ? dx : tf.add(before, dx));
    if (before !== undefined) tf.dispose([before, dx]);
  }
}
