/** An answer's body: JSON, or JSON and behind it the bytes of the outputs that are wanted binary. */

import { z } from "@hono/zod-openapi";
import { joinBytes } from "../http/join-bytes.ts";
import { fp32Bytes, stringBytes } from "./binary-data.ts";
import type { OutputTensor } from "./output-tensors.ts";
import { JSON_LENGTH_HEADER } from "./split-body.ts";

const InferOutput = z
  .strictObject({
    name: z.string(),
    shape: z.array(z.int().nonnegative()),
    datatype: z.enum(["FP32", "BYTES"]),
    parameters: z.strictObject({ binary_data_size: z.int().nonnegative() }).optional(),
    data: z
      .array(z.union([z.number(), z.string()]))
      .optional()
      .openapi({ description: "Flat, row after row; without it the bytes stand behind the JSON" }),
  })
  .openapi("InferOutput");

export const InferResponse = z
  .strictObject({
    model_name: z.string().openapi({ example: "sst2-pkd-skip" }),
    model_version: z.string(),
    id: z.string().optional().openapi({ description: "The request's, where it had one" }),
    outputs: z.array(InferOutput),
  })
  .openapi("OpenInferenceResponse");

export interface AnswerBody {
  bytes: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

/** Answers with bytes behind the JSON are of another content type, and bear the JSON's length as a header. */
export function answerBody(
  head: Omit<z.infer<typeof InferResponse>, "outputs">,
  tensors: readonly OutputTensor[],
): AnswerBody {
  const binary: Uint8Array[] = [];
  const outputs = tensors.map((tensor): z.infer<typeof InferOutput> => {
    const { name, shape, datatype } = tensor;
    if (!tensor.binary) return { name, shape, datatype, data: [...tensor.values] };
    const bytes = tensor.datatype === "FP32" ? fp32Bytes(tensor.values) : stringBytes(tensor.values);
    binary.push(bytes);
    return { name, shape, datatype, parameters: { binary_data_size: bytes.length } };
  });
  const json = utf8(JSON.stringify({ ...head, outputs }));
  if (binary.length === 0) return { bytes: json, headers: { "content-type": "application/json" } };
  return {
    bytes: joinBytes([json, ...binary]),
    headers: { "content-type": "application/octet-stream", [JSON_LENGTH_HEADER]: String(json.length) },
  };
}

const utf8 = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
