import * as z from "zod";

/** What a key may do: start evaluations and post measurements, write suites, read metrics, manage keys and delete. None implies another. */
export const SCOPES = ["evaluate", "write", "metrics", "admin"] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;
