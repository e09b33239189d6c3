/** Every route's live answers, good and bad, against `/openapi.json`: what the document promises is what comes. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureAdminKey } from "../../cli/dev-vars.ts";
import { serveTiny, type TinyServer } from "../clients/server.ts";
import { askForEvaluations } from "./ask-evaluations.ts";
import { askForExperiments } from "./ask-experiments.ts";
import { askForKeysAndMeasurements } from "./ask-keys.ts";
import { askForAnswers, askModels } from "./ask-models.ts";
import { askForRefusals } from "./ask-refusals.ts";
import { createAsker } from "./asker.ts";

let server: TinyServer;
beforeAll(async () => {
  server = await serveTiny("teacher", "student", "moods", "tagger", "reader", "scorer", "intents", "topics");
});
afterAll(() => server?.stop());

/** Bodies past limits of 50 and 20 MiB, which the Worker's own tests send. */
const LARGE = ["PUT /v1/suites/{a}/{b} 413", "POST /v1/submissions 413"];

/** Errors that nothing here brings about: the storage is whole, all models load, suites have their rows, and nobody waits (worker/routes/fairness.test.ts). */
const isOfOtherTests = (answer: string) => /(409|429|500|503)$/.test(answer) || LARGE.includes(answer);

test("answers are as the document says, and no operation of it is left out", async () => {
  const asker = await createAsker(server.url, (await ensureAdminKey()).key);
  const all = [
    askModels,
    askForAnswers,
    askForEvaluations,
    askForExperiments,
    askForKeysAndMeasurements,
    askForRefusals,
  ];
  for (const some of all) await some(asker);
  const { document, flaws, seen } = asker;
  expect([...flaws]).toEqual([]);
  const unseen = document.operations.flatMap((operation) =>
    document
      .statusesOf(operation)
      .filter((status) => !seen.get(operation)?.has(status))
      .map((status) => `${operation} ${status}`),
  );
  expect(unseen.filter((answer) => !isOfOtherTests(answer))).toEqual([]);
});
