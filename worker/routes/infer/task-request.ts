import { z } from "@hono/zod-openapi";

/** What older clients send beside `inputs`; the Inference API of Hugging Face read it, nothing here does. */
export const Options = z.record(z.string(), z.unknown()).optional().openapi({
  description: "Accepted and not read: clients of Hugging Face's send `wait_for_model`, `use_cache` and the like",
});

/** `body` without what is null where null means "not given": `options`, `parameters` and each of the parameters. */
export function withoutNulls(body: unknown): unknown {
  if (!isObject(body)) return body;
  const { options, parameters, ...rest } = body;
  return {
    ...rest,
    ...(options !== undefined && options !== null && { options }),
    ...(parameters !== undefined &&
      parameters !== null && { parameters: isObject(parameters) ? present(parameters) : parameters }),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const present = (members: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));

/** A task's request as the document shows it: with the nulls that `withoutNulls` takes away. */
export function withNulls(request: z.ZodObject): z.ZodObject {
  const { inputs, parameters, options, ...beside } = request.shape;
  const { shape } = unwrapped(parameters) as z.ZodObject;
  return z.strictObject({
    inputs: inputs as z.ZodType,
    parameters: z
      .strictObject(Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, nullable(one as z.ZodType)])))
      .nullish(),
    options: nullable(options as z.ZodType),
    ...beside,
  });
}

const nullable = (schema: z.ZodType) => schema.nullable().optional();

/** What stands behind defaults and the like. */
function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault ? unwrapped(schema.unwrap()) : schema;
}
