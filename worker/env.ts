import type { EvaluationParams } from "./storage/evaluation-params.ts";

/** What wrangler.toml and `.dev.vars` bind. */
export interface Env {
  BUCKET: R2Bucket;
  DB: D1Database;
  EVALUATION: Workflow<EvaluationParams>;
  /** Where every request is written down, where it is bound. */
  ANALYTICS?: AnalyticsEngineDataset;
  /** A key with every scope; a secret in production, `.dev.vars` locally. */
  RETORT_ADMIN_KEY?: string;
  /** Whether reads and inference need a key: `true`. They are open unless given. */
  RETORT_CLOSED_READS?: string;
  /** Commit or package version of the deployed code, noted in run records. */
  RETORT_CODE?: string;
}
