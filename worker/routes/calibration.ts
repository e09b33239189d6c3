/** `GET /v1/models/{id}/calibration`: how sure a classifier is, how sure it should be, and what abstaining buys. */
import { createRoute, z } from "@hono/zod-openapi";
import { Calibration } from "../../r2-assets/format/calibration.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { newApi } from "../http/api.ts";
import { etagHeaders, etagOfBody, etagResponses, IMMUTABLE, REVALIDATED } from "../http/etag.ts";
import { json } from "../http/json.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { findCard } from "../lookups/find-card.ts";

const getCalibration = createRoute({
  method: "get",
  path: "/v1/models/{id}/calibration",
  summary: "A classifier's temperature, and what its scores are worth",
  description:
    "The temperature was fitted on the rows named by `fitted_on`, which all figures are of: they flatter it a little, by one parameter. `parameters.calibrated` of `POST /models/{id}` applies it; `selective` says which share of these rows `min_score` leaves answered then, and how accurate that share is.",
  tags: ["models"],
  middleware: etagOfBody((c) => (c.req.param("id")?.includes("@") ? IMMUTABLE : REVALIDATED)),
  request: {
    params: z.object({ id: z.string().openapi({ description: "`id` or `id@version`" }) }),
    headers: etagHeaders,
  },
  responses: {
    ...etagResponses,
    200: { description: "As on the model's card", content: json(Calibration.openapi("Calibration")) },
    404: problem("No such model or version, or it has no calibration"),
    500: problem("The stored card is damaged, or bucket or database do not answer"),
  },
});

export const calibrationApi = newApi().openapi(getCalibration, async (c) => {
  const { version, card } = await findCard(c.env, c.req.valid("param").id);
  if (card.calibration === undefined) throw new ProblemError(404, "calibration-missing", absence(card));
  c.header("x-retort-model", `${card.id}@${version}`);
  return c.json(card.calibration, 200);
});

function absence({ id, task, imported }: Card): string {
  if (task !== "text-classification") return `${id} does ${task}, and only models that classify texts are calibrated.`;
  const fitted = imported ? "rows that a model is imported with" : "dev where a model is exported";
  return `${id} has no calibration on its card: it is fitted on ${fitted}, and was not here.`;
}
