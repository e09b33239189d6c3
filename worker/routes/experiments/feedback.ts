/** `POST /v1/experiments/{id}/feedback`: whether an answer was right. */
import { createRoute, z } from "@hono/zod-openapi";
import { requireScope } from "../../auth/require-scope.ts";
import { feedbackSince, timeOfAssignment } from "../../experiments/assignment-id.ts";
import { knownAssigning } from "../../experiments/known-assigning.ts";
import { newApi } from "../../http/api.ts";
import { authProblems } from "../../http/auth-problems.ts";
import { bodyProblems, jsonBody } from "../../http/body.ts";
import { json } from "../../http/json.ts";
import { ProblemError, problem } from "../../http/problem.ts";
import { shown } from "../../http/shown.ts";
import { missingAssignment } from "../../lookups/missing.ts";
import { assignmentStore, type Judgement } from "../../storage/assignment-store.ts";
import type { ExperimentDesign } from "../../storage/experiment-store.ts";

const Feedback = z
  .strictObject({
    assignment: z.string().min(1),
    label: z.string().optional().openapi({ description: "The right one, of a text classification" }),
    correct: z.boolean().optional().openapi({ description: "Where no label is given" }),
    latency_ms: z
      .number()
      .min(0)
      .max(86_400_000)
      .optional()
      .openapi({ description: "From asking to having the answer, as the client measured it" }),
  })
  .refine(({ label, correct }) => (label === undefined) !== (correct === undefined), {
    message: "feedback is {assignment, label} or {assignment, correct}, and latency_ms with either",
  })
  .openapi("Feedback", { example: { assignment: "01a0f5c2-7e5b-7cc1-a5a5-54f0b9d0a1c2", label: "positive" } });

const giveFeedback = createRoute({
  method: "post",
  path: "/v1/experiments/{id}/feedback",
  summary: "Say whether an answer was right",
  description:
    "By the right label, or by whether it was right. The first word on an answer counts, and of a unit the first answer that is judged; what is repeated is answered alike. In shadow mode only a label tells whether the candidates were right, unless there are but two.",
  tags: ["experiments"],
  security: [{ key: [] }],
  middleware: [requireScope("evaluate"), jsonBody()] as const,
  request: { params: z.object({ id: z.string() }), body: { required: true, content: json(Feedback) } },
  responses: {
    204: { description: "It is noted" },
    ...authProblems,
    ...bodyProblems,
    404: problem("No such experiment, or no such assignment in it"),
    410: problem("The assignment is older than the experiment's feedback_days"),
  },
});

export const feedbackApi = newApi().openapi(giveFeedback, async (c) => {
  const { assignment, latency_ms: latencyMs = null, label, correct } = c.req.valid("json");
  const judgement = label === undefined ? { correct: correct! } : { label };
  const { id, design } = await knownAssigning(c.env, c.req.valid("param").id);
  const flaw = flawOf(judgement, design);
  if (flaw !== undefined) throw new ProblemError(422, flaw.slug, flaw.detail);
  const since = feedbackSince(design.feedback_days);
  const outcome = await assignmentStore(c.env.DB).judge({ experiment: id, assignment, judgement, latencyMs, since });
  switch (outcome) {
    case "noted":
      return c.body(null, 204);
    case "expired":
      throw expired(assignment, design);
    case "missing": {
      const given = timeOfAssignment(assignment);
      throw given !== null && given < since ? expired(assignment, design) : missingAssignment(assignment);
    }
  }
});

const expired = (assignment: string, { feedback_days: days }: ExperimentDesign) => {
  const detail = `The assignment ${shown(assignment)} is older than ${days} ${days === 1 ? "day" : "days"}, after which this experiment takes no feedback.`;
  return new ProblemError(410, "assignment-expired", detail);
};

/** Why an experiment cannot be judged so; undefined where it can. */
function flawOf(judgement: Judgement, { task, labels, mode }: ExperimentDesign) {
  if ("label" in judgement) {
    if (task !== "text-classification") {
      return {
        slug: "label-unfit",
        detail: `Answers of ${task} are judged by correct: true or false, not by a label.`,
      };
    }
    if (labels!.includes(judgement.label)) return undefined;
    const detail = `There is no label ${shown(judgement.label)} here: the labels are ${labels!.join(", ")}.`;
    return { slug: "label-unknown", detail };
  }
  if (mode === "shadow" && task === "text-classification" && labels!.length > 2) {
    const detail =
      "In shadow mode an answer of more than two labels is judged by the right label: correct says nothing of the others.";
    return { slug: "label-missing", detail };
  }
  return undefined;
}
