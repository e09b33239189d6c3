/** A model is asked, on the server or here, and how long that took. */
import type { Answer, EntityGroup, LabelScore, Question, Task } from "../../packages/engine/src/index.ts";
import { ask } from "../api/client.ts";
import { modelHere, type Named } from "./in-browser.ts";

export type Where = "server" | "browser";

/** Answers to one text or question. */
export type Said =
  | { task: "text-classification" | "text-regression"; scores: LabelScore[] }
  | { task: "multi-label-classification"; scores: LabelScore[]; held: string[] }
  | { task: "token-classification"; spans: EntityGroup[] }
  | { task: "question-answering"; answer: Answer };

export type Input = string | { text: string; text_pair?: string } | Question;

export interface Asked {
  /** What was asked, and what was said to each. */
  inputs: readonly Input[];
  said: Said[];
  /** Of one input, as this browser saw it: the median of `times` questions, on the server with the way there and back. */
  ms: number;
  times: number;
  /** Whether the server says that it read a beginning alone. What runs here does not say. */
  isCut: boolean;
  where: Where;
}

interface Options {
  task: Task;
  where: Where;
  signal: AbortSignal;
  onProgress?: (share: number) => void;
}

/** Told where an input was longer than the model reads. */
type OnCut = () => void;

/** So many times at most, for so long at most: the first question may wait for the model, which is not counted. */
const [MOST_TIMES, MOST_MS] = [7, 400];

/** Asks for each input, then the first again for the time. Rejects with one sentence, or the signal's reason. */
export async function askModel(model: Named, inputs: readonly Input[], options: Options): Promise<Asked> {
  let isCut = false;
  const question = await askerFor(model, options, () => {
    isCut = true;
  });
  const said: Said[] = [];
  for (const input of inputs) said.push(await question(input));
  const times: number[] = [];
  const since = performance.now();
  while (times.length < MOST_TIMES && performance.now() - since < MOST_MS) {
    const start = performance.now();
    await question(inputs[0]!);
    times.push(performance.now() - start);
  }
  return { inputs, said, ms: median(times), times: times.length, where: options.where, isCut };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function askerFor(
  model: Named,
  { task, where, signal, onProgress }: Options,
  onCut: OnCut,
): Promise<(input: Input) => Promise<Said>> {
  if (where === "server") {
    const path = `/models/${model.id}@${model.version}${task === "token-classification" ? "?task=token-classification" : ""}`;
    return async (inputs) => {
      const answer = await ask(path, { method: "POST", body: { inputs }, signal });
      if (answer.headers.has("x-retort-truncated")) onCut();
      return saidBy(model, task, await answer.json());
    };
  }
  const loaded = await modelHere(model, ({ loadedBytes, totalBytes }) => onProgress?.(loadedBytes / totalBytes));
  signal.throwIfAborted();
  return async (input) => saidBy(model, task, await loaded(input as never, { task, signal } as never));
}

function saidBy({ labels, thresholds }: Named, task: Task, answer: unknown): Said {
  switch (task) {
    case "text-classification":
    case "text-regression":
      return { task, scores: (answer as LabelScore[][])[0]! };
    case "multi-label-classification": {
      const [scores] = answer as [LabelScore[]];
      const held = scores.filter(({ label, score }) => score >= (thresholds?.[labels.indexOf(label)] ?? 0.5));
      return { task, scores, held: held.map(({ label }) => label) };
    }
    case "token-classification":
      return { task, spans: answer as EntityGroup[] };
    case "question-answering":
      return { task, answer: answer as Answer };
  }
}
