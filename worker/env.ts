import type { EvaluationParams } from "./storage/evaluation-params.ts";

/** What wrangler.toml and `.dev.vars` bind. */
export interface Env {
  BUCKET: R2Bucket;
  DB: D1Database;
  EVALUATION: Workflow<EvaluationParams>;
  /** Where every request is written down, where it is bound. */
  ANALYTICS?: AnalyticsEngineDataset;
  /** How often an address may ask, and how often a key may: without limit where they are not bound. */
  LIMIT_BY_ADDRESS?: RateLimit;
  LIMIT_BY_KEY?: RateLimit;
  /** `off` where nobody is limited, whatever is bound: on one's own machine. */
  RETORT_RATE_LIMITS?: string;
  /** A key with every scope; a secret in production, `.dev.vars` locally. */
  RETORT_ADMIN_KEY?: string;
  /** Whether reads and inference need a key: `true`. They are open unless given. */
  RETORT_CLOSED_READS?: string;
  /** MiB that models may take, on one's own machine (runtime/memory-budgets.ts). */
  RETORT_MODEL_MEMORY?: string;
  /** `off` where no line is logged a request. */
  RETORT_LOG?: string;
  /** Origins whose pages may send what changes something here, as `https://a.example https://b.example`. */
  RETORT_WRITE_ORIGINS?: string;
  /** Commit or package version of the deployed code, noted in run records. */
  RETORT_CODE?: string;
}
