import { createApp } from "./app.ts";
import type { Env } from "./env.ts";
import { sweepEvaluations } from "./workflows/queue.ts";

export { EvaluationWorkflow } from "./workflows/evaluation.ts";

const app = createApp();

export default {
  fetch: app.fetch,
  /** Every minute (wrangler.toml): no crash, wherever it happened, holds up the queue for longer. */
  scheduled: async (_controller, env) => void (await sweepEvaluations(env)),
} satisfies ExportedHandler<Env>;
