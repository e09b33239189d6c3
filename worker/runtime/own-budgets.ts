/** This isolate's budgets, known once for all of its requests. */
import { env } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { memoryBudgets } from "./memory-budgets.ts";

export const BUDGETS = memoryBudgets((env as Env).RETORT_MODEL_MEMORY);
