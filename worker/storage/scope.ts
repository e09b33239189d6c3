import * as z from "zod";

/**
 * What a key may do: read and ask models where that is closed (which any scope allows), start evaluations and post measurements, write
 * suites, read metrics, manage keys and delete. None implies another.
 */
export const SCOPES = ["read", "evaluate", "write", "metrics", "admin"] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;
