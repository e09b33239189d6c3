/** `/v1/experiments`: online A/B, by traffic that says later what was right. */
import { newApi } from "../../http/api.ts";
import { assignmentsApi } from "./assignments.ts";
import { changeApi } from "./change.ts";
import { createApi } from "./create.ts";
import { feedbackApi } from "./feedback.ts";
import { experimentInferApi } from "./infer.ts";
import { readApi } from "./read.ts";

export const experimentsApi = newApi()
  .route("/", createApi)
  .route("/", readApi)
  .route("/", changeApi)
  .route("/", experimentInferApi)
  .route("/", feedbackApi)
  .route("/", assignmentsApi);
