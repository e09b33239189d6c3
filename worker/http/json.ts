import type * as z from "zod";

/** The `content` of a route's body or response that is JSON. */
export const json = <S extends z.ZodType>(schema: S) => ({ "application/json": { schema } });
