/** A request's body: JSON, and behind it the bytes of the inputs that came binary. */
import { decodeUtf8 } from "../http/body.ts";
import { invalidRequest } from "../http/invalid-request.ts";
import { ProblemError } from "../http/problem.ts";
import { InferRequest } from "./infer-request.ts";

/** How long the JSON is, in bytes, once the body is unpacked; all of the body is JSON without it. Answers bear it, too. */
export const JSON_LENGTH_HEADER = "inference-header-content-length";

export interface SplitBody {
  request: InferRequest;
  binary: Uint8Array;
}

/** Throws the 400 problem for what is not JSON or not as long as the header says, 422 for JSON that is no request. */
export function splitBody(body: Uint8Array, jsonLength: string | undefined): SplitBody {
  const length = jsonLength === undefined ? body.length : readLength(jsonLength, body.length);
  const parsed = InferRequest.safeParse(parseJson(decodeUtf8(body.subarray(0, length))));
  if (!parsed.success) throw invalidRequest(parsed.error, "json");
  return { request: parsed.data, binary: body.subarray(length) };
}

function readLength(header: string, bytes: number): number {
  if (!/^\d{1,15}$/.test(header)) {
    throw malformed(
      `The header ${JSON_LENGTH_HEADER} must be a number of bytes, not ${JSON.stringify(header.slice(0, 100))}.`,
    );
  }
  const length = Number(header);
  if (length === 0) throw malformed(`The header ${JSON_LENGTH_HEADER} is 0, but inputs have to be named in JSON.`);
  if (length > bytes)
    throw malformed(`The header ${JSON_LENGTH_HEADER} is ${length}, but the body has ${bytes} bytes.`);
  return length;
}

const malformed = (detail: string) => new ProblemError(400, "malformed-length", detail);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(400, "malformed-json", "The body is not valid JSON.");
  }
}
