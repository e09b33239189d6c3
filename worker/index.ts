import { createApp } from "./app.ts";
import type { Env } from "./env.ts";
import { tendExperiments } from "./experiments/tend.ts";
import { steadyEnv } from "./storage/steady-env.ts";
import { sweepEvaluations } from "./workflows/queue.ts";

export { EvaluationWorkflow } from "./workflows/evaluation.ts";

const app = createApp();

export default {
  fetch: (request, env, context) => app.fetch(request, steadyEnv(env), context),
  /** Every minute (wrangler.toml): no crash, wherever it happened, holds up the queue for longer, and experiments are looked after. */
  async scheduled(_controller, env) {
    const steady = steadyEnv(env);
    const done = await Promise.allSettled([sweepEvaluations(steady), tendExperiments(steady)]);
    for (const one of done) if (one.status === "rejected") throw one.reason;
  },
} satisfies ExportedHandler<Env>;
