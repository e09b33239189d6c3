/** Requests of the Open Inference Protocol as its clients build them, and their answers read. */
import { expect } from "vitest";
import { post } from "../../../test/requests.ts";

export interface BinaryInput {
  name: string;
  shape: number[];
  datatype: string;
  bytes: Uint8Array;
}

export const int64 = (values: readonly number[]) => new Uint8Array(BigInt64Array.from(values, BigInt).buffer);

export const strings = (...values: string[]) =>
  joined(...values.flatMap((value) => element(new TextEncoder().encode(value))));

/** Of the datatype BYTES. */
export const element = (bytes: Uint8Array) => [new Uint8Array(Uint32Array.of(bytes.length).buffer), bytes];

export const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** A body of JSON and bytes, with the header that says where these begin. */
export function binaryBody(inputs: readonly BinaryInput[], more: object = {}) {
  const named = inputs.map(({ bytes, ...input }) => ({ ...input, parameters: { binary_data_size: bytes.length } }));
  const json = new TextEncoder().encode(JSON.stringify({ inputs: named, ...more }));
  return {
    body: joined(json, ...inputs.map(({ bytes }) => bytes)),
    headers: { "content-type": "application/octet-stream", "inference-header-content-length": `${json.length}` },
  };
}

export interface Output {
  name: string;
  datatype: string;
  shape: number[];
  data: (number | string)[];
}

export interface Inferred {
  model_name: string;
  model_version: string;
  id?: string;
  outputs: Output[];
}

/** The answer of a request that succeeds. */
export async function infer(id: string, body: unknown, headers?: Record<string, string>): Promise<Inferred> {
  const response = await post(`/v2/models/${id}/infer`, body, headers);
  const text = await response.text();
  expect([response.status, response.headers.get("content-type")], text).toEqual([200, "application/json"]);
  return JSON.parse(text);
}

/** Status and sentence of a request that fails, in the one shape that clients can read. */
export async function refusal(answer: Response | Promise<Response>): Promise<[status: number, error: string]> {
  const response = await answer;
  expect(response.headers.get("content-type")).toBe("application/json");
  const body = (await response.json()) as { error: string };
  expect(Object.keys(body)).toEqual(["error"]);
  expect(body.error).toMatch(/^[^\n]+$/);
  return [response.status, body.error];
}
