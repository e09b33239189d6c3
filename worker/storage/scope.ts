import * as z from "zod";

/** What a key may do: start evaluations and post measurements, write suites, manage keys and delete. None implies another. */
export const SCOPES = ["evaluate", "write", "admin"] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;
