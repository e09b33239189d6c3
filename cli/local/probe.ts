/** Whether the models behind a server answer. */
import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../cli-error.ts";
import { type ApiClient, HttpError } from "../http/client.ts";
import { formatDuration } from "../ui/progress.ts";

/** An input for each task that any model of it can answer. */
const INPUTS: Record<string, unknown> = {
  "text-classification": "ready",
  "multi-label-classification": "ready",
  "text-regression": { text: "ready", text_pair: "ready" },
  "token-classification": "ready",
  "question-answering": { question: "ready?", context: "ready" },
  "feature-extraction": "ready",
};

interface Model {
  id: string;
  task: string;
}

interface Patience {
  /** How long it is waited for in all: a busy machine takes a minute to start workerd. */
  most: number;
  /** How often it is said that it is waited for. */
  sayEvery: number;
}
const PATIENCE: Patience = { most: 180_000, sayEvery: 20_000 };

/** The models of a server that is only just starting. Throws CliError when it has not answered after three minutes. */
export async function listModels(
  api: ApiClient,
  say: (line: string) => void,
  { most, sayEvery }: Patience = PATIENCE,
): Promise<Model[]> {
  const deadline = AbortSignal.timeout(most);
  const waiting = setInterval(() => say("the worker does not answer yet"), sayEvery);
  try {
    for (;;) {
      try {
        return (await api.get<{ models: Model[] }>("/v1/models", { signal: deadline })).models;
      } catch (error) {
        if (deadline.aborted) throw new CliError(`the worker has not answered for ${formatDuration(most)}`);
        if (error instanceof HttpError) throw error;
        await sleep(100);
      }
    }
  } finally {
    clearInterval(waiting);
  }
}

/** Asks one model after the other until one answers; those that do not are complained of. */
export async function firstAnswer(api: ApiClient, models: readonly Model[], complain: (line: string) => void) {
  for (const { id, task } of models) {
    try {
      await api.post(`/models/${id}`, { inputs: INPUTS[task] });
      return;
    } catch (error) {
      complain(`${id} does not answer: ${(error as Error).message}`);
    }
  }
}
