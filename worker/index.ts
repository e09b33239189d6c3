import { createApp } from "./app.ts";
import type { Env } from "./env.ts";
import { steadyEnv } from "./storage/steady-env.ts";
import { sweepEvaluations } from "./workflows/queue.ts";

export { EvaluationWorkflow } from "./workflows/evaluation.ts";

const app = createApp();

export default {
  fetch: (request, env, context) => app.fetch(request, steadyEnv(env), context),
  /** Every minute (wrangler.toml): no crash, wherever it happened, holds up the queue for longer. */
  scheduled: async (_controller, env) => void (await sweepEvaluations(steadyEnv(env))),
} satisfies ExportedHandler<Env>;
