/** `/v2`: the Open Inference Protocol, which Triton's and KServe's clients speak. */
import { newApi } from "../../http/api.ts";
import { inferApi } from "./infer.ts";
import { modelsApi } from "./models.ts";
import { serverApi } from "./server.ts";

export const v2Api = newApi().route("/", serverApi).route("/", modelsApi).route("/", inferApi);
