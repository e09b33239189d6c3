import type { z } from "@hono/zod-openapi";
import { invalidRequest } from "../../http/invalid-request.ts";
import type { LoadedModel } from "../../runtime/loaded-model.ts";
import type { Asker } from "../../runtime/shared-queue.ts";
import type { OffsetUnit } from "./offset-unit.ts";
import { withoutNulls } from "./task-request.ts";

/** What is known of a request beside its body, whose own parameters go before what the address says. */
export interface Call extends Asker {
  offsetUnit?: OffsetUnit | undefined;
}

/** What `POST /models/{id}` does for models of one task. */
export interface TaskEndpoint<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  request: Request;
  response: Response;
  /** Throws the 413 problems of http/inputs.ts, and what `runEncodings` throws. */
  answer(model: LoadedModel, body: z.infer<Request>, call: Call): Promise<Answered<z.infer<Response>>>;
}

export interface Answered<Body> {
  body: Body;
  /** Inputs that were cut to the model's `max_length`. */
  truncated: number;
}

/** The answer to a body that nobody has checked; nulls in it are as good as nothing. Throws the 422 problem for one that is not the task's. */
export async function answerUnchecked<Request extends z.ZodType, Response extends z.ZodType>(
  { request, answer }: TaskEndpoint<Request, Response>,
  model: LoadedModel,
  body: unknown,
  call: Call,
): Promise<Answered<z.infer<Response>>> {
  const parsed = request.safeParse(withoutNulls(body));
  if (!parsed.success) throw invalidRequest(parsed.error, "json");
  return answer(model, parsed.data, call);
}
