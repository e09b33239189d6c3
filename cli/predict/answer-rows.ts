/** Answers for rows of texts, one by one or not at all. */
import { setTimeout as sleep } from "node:timers/promises";
import { thresholdOf } from "../../eval/answers/held-labels.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { CliError } from "../cli-error.ts";
import { type ApiClient, HttpError } from "../http/client.ts";
import type { TextInput } from "./input-rows.ts";

type Scores = Record<string, number>;

/**
 * A label with its score, of a regression its number; of several labels a text those that hold; null where the model was not sure enough to
 * answer; or why there is none.
 */
export type Answer =
  | { label: string; score: number; scores: Scores }
  | { label: null }
  | { labels: string[]; scores: Scores }
  | { error: string };

/** What is asked of the model besides, as `POST /models/{id}` takes it. */
export interface Parameters {
  calibrated?: true;
  min_score?: number;
  window?: string;
  stride?: number;
}

/** What of a model's card tells what its scores say. */
export type Answering = Pick<Card, "task" | "labels" | "thresholds">;

/** Statuses that are about what was sent; all others are about the server, the key or the model. */
const ABOUT_THE_ROWS = [400, 413, 422];
/** The server is busy or restarting: worth another try. */
const PASSING = [429, 500, 502, 503, 504];
const TRIES = 5;
/** What the server refuses of the request whatever its rows are. */
const ABOUT_THE_PARAMETERS = /^parameters\./;
/** Where in the request the row to blame stands: alone, and nowhere in its own file. */
const PLACE = /^inputs\.0(\.text)?: /;

/**
 * As many answers as inputs, in their order, and the model that gave them as `id@version`. A request that the server
 * refuses because of its rows is halved until the row to blame stands alone. Throws CliError when the server fails, or refuses the parameters.
 */
export async function answerRows(
  api: ApiClient,
  model: string,
  card: Answering,
  inputs: TextInput[],
  parameters: Parameters = {},
): Promise<{ answers: Answer[]; by: string }> {
  try {
    const json = { inputs, ...(Object.keys(parameters).length > 0 && { parameters }) };
    const response = await persistently(() => api.send("POST", `/models/${model}`, { json }));
    const ranked = (await response.json()) as ({ label: string; score: number }[] | null)[];
    return {
      answers: ranked.map((scores) => toAnswer(scores, card)),
      by: response.headers.get("x-retort-model") ?? model,
    };
  } catch (error) {
    if (!(error instanceof HttpError) || !ABOUT_THE_ROWS.includes(error.status)) throw error;
    if (ABOUT_THE_PARAMETERS.test(error.message)) throw error;
    if (inputs.length === 1) return { answers: [{ error: error.message.replace(PLACE, "") }], by: model };
    const half = inputs.length >> 1;
    const first = await answerRows(api, model, card, inputs.slice(0, half), parameters);
    const second = await answerRows(api, model, card, inputs.slice(half), parameters);
    const by = first.by.includes("@") ? first.by : second.by;
    return { answers: [...first.answers, ...second.answers], by };
  }
}

function toAnswer(ranked: { label: string; score: number }[] | null, { task, labels, thresholds }: Answering): Answer {
  if (ranked === null) return { label: null };
  const [best] = ranked;
  if (best === undefined) throw new CliError("the server sent an answer without labels");
  const scores = Object.fromEntries(ranked.map(({ label, score }) => [label, score]));
  if (task !== "multi-label-classification") return { ...best, scores };
  return { labels: labels.filter((label, i) => scores[label]! >= thresholdOf(thresholds, i)), scores };
}

/** Tries again, with growing pauses, while the failure may pass. */
async function persistently<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      const passing = !(error instanceof HttpError) || PASSING.includes(error.status);
      if (!(error instanceof CliError) || !passing || tries === TRIES) throw error;
      await sleep(250 * 2 ** tries);
    }
  }
}
