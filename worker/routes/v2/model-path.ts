/** A model in a path of `/v2`: `/models/{id}`, or one of its versions. */
import { z } from "@hono/zod-openapi";
import { openInferenceError } from "../../http/open-inference-error.ts";

export const tags = ["open inference protocol"];

export const Id = z.object({
  id: z.string().openapi({ example: "sst2-pkd-skip", description: "`id` or `id@version`" }),
});
export const IdVersion = Id.extend({
  version: z.string().openapi({ description: "12 hexadecimal digits, as the model's metadata lists them" }),
});

/** As it is named elsewhere. What is pinned twice is the name of nothing. */
export const refOf = ({ id, version }: { id: string; version?: string }): string =>
  version === undefined ? id : `${id}@${version}`;

export const modelErrors = {
  404: openInferenceError("No such model or version"),
  500: openInferenceError("The stored model is damaged"),
};
