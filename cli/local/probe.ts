/** Whether the models behind a server answer. */
import { setTimeout as sleep } from "node:timers/promises";
import { type ApiClient, HttpError } from "../http/client.ts";

/** An input for each task that any model of it can answer. */
const INPUTS: Record<string, unknown> = {
  "text-classification": "ready",
  "text-regression": { text: "ready", text_pair: "ready" },
  "token-classification": "ready",
  "question-answering": { question: "ready?", context: "ready" },
};

/**
 * Asks each model for an answer until one gives it: returns its id, null when there are no models at all.
 * A model that fails is reported through `warn` and passed over. Throws the last failure when none answers.
 */
export async function probeModels(api: ApiClient, warn: (line: string) => void): Promise<string | null> {
  const { models } = await whenUp(() => api.get<{ models: { id: string; task: string }[] }>("/v1/models"));
  let failure: unknown;
  for (const { id, task } of models) {
    try {
      await api.post(`/models/${id}`, { inputs: INPUTS[task] });
      return id;
    } catch (error) {
      failure = error;
      warn(`${id} does not answer: ${(error as Error).message}`);
    }
  }
  if (failure !== undefined) throw failure;
  return null;
}

/** Tries again for 10 s while nothing answers at all. */
async function whenUp<T>(ask: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + 10_000; ; await sleep(100)) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof HttpError || Date.now() > deadline) throw error;
    }
  }
}
