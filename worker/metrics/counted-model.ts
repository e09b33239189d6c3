import type { Context } from "hono";
import type { AppEnv } from "../http/api.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { countTokens } from "./counters.ts";

/** The model, whose reading is counted: in this isolate by model, and as `c.var.tokens` in the request. Padding is not read. */
export function counted(c: Context<AppEnv>, model: LoadedModel): LoadedModel {
  return {
    ...model,
    run(...args) {
      const tokens = args[0].attentionMask.reduce((sum, one) => sum + one, 0);
      c.set("tokens", (c.var.tokens ?? 0) + tokens);
      countTokens(`${model.id}@${model.version}`, model.runtime, tokens);
      return model.run(...args);
    },
  };
}
