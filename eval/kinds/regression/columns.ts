import { type PredictionColumns, plain } from "../shown-prediction.ts";

export const regressionColumns: PredictionColumns = plain("id", "prediction", "gold", "error");
