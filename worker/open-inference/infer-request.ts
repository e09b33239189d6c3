/** The JSON of an inference request, as the Open Inference Protocol has it. What it does not name is let be, as it says. */
import { z } from "@hono/zod-openapi";
import { LIMITS } from "../pipelines/limits.ts";

/** `sequence_id`, `priority`, `timeout` and whatever else clients send. */
const others = { description: "Others are accepted and not read" };

const InferInput = z
  .looseObject({
    name: z.string().openapi({ example: "text" }),
    shape: z.array(z.int().nonnegative()).openapi({ example: [1] }),
    datatype: z.string().openapi({ example: "BYTES" }),
    parameters: z
      .looseObject({
        binary_data_size: z.int().nonnegative().optional().openapi({
          description: "Bytes of this input behind the JSON, in the order of the inputs, in place of `data`",
        }),
      })
      .nullish()
      .openapi(others),
    data: z
      .array(z.unknown())
      .optional()
      .openapi({
        description: "Numbers or strings, row after row, flat or nested as the shape says",
        example: ["a warm, funny film"],
      }),
  })
  .openapi("InferInput");
export type InferInput = z.infer<typeof InferInput>;

const RequestedOutput = z
  .looseObject({
    name: z.string().openapi({ example: "logits" }),
    parameters: z
      .looseObject({
        binary_data: z.boolean().optional(),
        classification: z.int().nonnegative().optional().openapi({
          description:
            "So many of the best labels as `value:index:label` in place of the logits; 0 is as good as nothing. Only classifiers have it",
        }),
      })
      .nullish()
      .openapi(others),
  })
  .openapi("RequestedOutput");
export type RequestedOutput = z.infer<typeof RequestedOutput>;

export const InferRequest = z
  .looseObject({
    id: z.string().nullish().openapi({ description: "Comes back with the answer" }),
    parameters: z
      .looseObject({
        binary_data_output: z
          .boolean()
          .optional()
          .openapi({ description: "Whether outputs are bytes behind the JSON, unless one says otherwise" }),
      })
      .nullish()
      .openapi(others),
    inputs: z.array(InferInput).min(1, "inputs is empty").max(LIMITS.inputs),
    outputs: z.array(RequestedOutput).nullish().openapi({ description: "All unless given" }),
  })
  .openapi("OpenInferenceRequest", {
    example: { inputs: [{ name: "text", shape: [1], datatype: "BYTES", data: ["a warm, funny film"] }] },
  });
export type InferRequest = z.infer<typeof InferRequest>;
