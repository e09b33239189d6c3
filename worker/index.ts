import { createApp } from "./app.ts";

export { EvaluationWorkflow } from "./workflows/evaluation.ts";

export default createApp();
