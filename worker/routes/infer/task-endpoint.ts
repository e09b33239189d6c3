import type { z } from "@hono/zod-openapi";
import { invalidRequest } from "../../http/invalid-request.ts";
import { refuseParameter } from "../../http/refuse-parameter.ts";
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
  /** Parameters of other tasks, each with why it is none of this one and what is meant instead, if anything: clauses without their stops. */
  refuses?: Readonly<Record<string, string>>;
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
  { request, refuses = {}, answer }: TaskEndpoint<Request, Response>,
  model: LoadedModel,
  body: unknown,
  call: Call,
): Promise<Answered<z.infer<Response>>> {
  const given = withoutNulls(body) as { parameters?: object } | undefined;
  for (const [name, reason] of Object.entries(refuses))
    if (Object.hasOwn(Object(given?.parameters), name)) throw refuseParameter(name, reason);
  const parsed = request.safeParse(given);
  if (!parsed.success) throw invalidRequest(parsed.error, "json");
  return answer(model, parsed.data, call);
}
