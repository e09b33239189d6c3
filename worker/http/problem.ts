/** Errors as RFC 9457 problems, or as a path's clients need them: one shape, one content type, one sentence each. */
import { z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { errorMessageHeader, isHuggingFace } from "./error-message.ts";
import { isOpenInference, sendOpenInferenceError } from "./open-inference-error.ts";

export const Problem = z
  .strictObject({
    type: z.string().openapi({ description: "Stable name of the kind of problem", example: "model-missing" }),
    title: z.string().openapi({ example: "Model missing" }),
    status: z.int().openapi({ example: 404 }),
    detail: z.string().openapi({ description: "One sentence about this occurrence" }),
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: "What is wrong, by place in the body or the query" }),
  })
  .openapi("Problem");
export type Problem = z.infer<typeof Problem>;

export type ProblemErrors = NonNullable<Problem["errors"]>;

const MEDIA_TYPE = "application/problem+json";

/** Words of slugs that have a spelling of their own. */
const SPELLINGS: Readonly<Record<string, string>> = { json: "JSON", utf8: "UTF-8" };

/** `model-missing` -> `Model missing`, `malformed-utf8` -> `Malformed UTF-8` */
function titleOf(slug: string): string {
  const title = slug
    .split("-")
    .map((word) => SPELLINGS[word] ?? word)
    .join(" ");
  return title[0]!.toUpperCase() + title.slice(1);
}

/** The response entry of a route for one of its error statuses. */
export const problem = (description: string) => ({ description, content: { [MEDIA_TYPE]: { schema: Problem } } });

/**
 * Answers with a problem. `slug` names its kind and never changes; `detail` is one clear sentence for people. Under `/v2` only
 * that sentence is left, and under `/models` a header repeats it.
 */
export function sendProblem<S extends ContentfulStatusCode>(
  c: Context,
  status: S,
  slug: string,
  detail: string,
  errors?: ProblemErrors,
): Response & TypedResponse<Problem, S, "json"> {
  type Sent = Response & TypedResponse<Problem, S, "json">;
  if (isOpenInference(c.req.path)) return sendOpenInferenceError(c, status, detail) as unknown as Sent;
  if (isHuggingFace(c.req.path)) c.header(...errorMessageHeader(detail));
  const body: Problem = { type: slug, title: titleOf(slug), status, detail, ...(errors && { errors }) };
  return c.json(body, status, { "content-type": MEDIA_TYPE }) as unknown as Sent;
}

/** A problem thrown from where no response can be returned (reading a body, checking a limit); `onError` sends it. */
export class ProblemError extends Error {
  readonly status: ContentfulStatusCode;
  readonly slug: string;
  readonly errors: ProblemErrors | undefined;
  /** Of the answer, beside its own. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ContentfulStatusCode,
    slug: string,
    detail: string,
    errors?: ProblemErrors,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.headers = headers;
    this.status = status;
    this.slug = slug;
    this.errors = errors;
  }
}
