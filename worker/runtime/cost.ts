/** What texts cost, before anything is run: turns, budgets and shards are sized by it, since a deployed clock stands still while a Worker computes. */
import { type AnyArchitecture, flops } from "../../r2-assets/format/architecture.ts";

/**
 * Floating-point operations a second that a run can count on. onnxruntime-web does 38 (texts of 32 tokens) to 47 GFLOPS (128)
 * with the 6 x 384 teacher here; other machines are slower, and long texts do more besides the products counted here.
 */
export const FLOPS_PER_SECOND = 15e9;

/** What a run takes besides, as operations: tokenising, copying in and out, 2 ms. */
const FLOPS_PER_RUN = 0.002 * FLOPS_PER_SECOND;

/** Operations that a text of so many tokens is reckoned with, every matrix as if dense: a run of its own, on the high side. */
export const costOf = (tokens: number, architecture: AnyArchitecture): number =>
  FLOPS_PER_RUN + flops(tokens, architecture);

/** What one request may ask for: the 60 s of CPU that wrangler.toml allows. */
export const REQUEST_BUDGET = 60 * FLOPS_PER_SECOND;
