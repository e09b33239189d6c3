import * as z from "zod";

const Share = z.number().min(0).max(1);

/** Of the scores as they are, and of logits divided by the temperature. */
const Change = z.strictObject({ before: z.number(), after: z.number() });

/**
 * What makes a classifier's probabilities as sure as it is right: `softmax(logits / temperature)`. The temperature was fitted on the rows that
 * all figures here are of, so these flatter it a little, by one parameter.
 */
export const Calibration = z.strictObject({
  temperature: z.number().positive(),
  /** What the rows are called: `dev of sst2`, a recorded run, the file that a model was imported with. */
  fitted_on: z.string(),
  /** Rows it was fitted on: those that were answered. */
  rows: z.int().positive(),
  /** Mean negative log likelihood, natural. */
  nll: Change,
  /** Expected calibration error over 15 bins. */
  ece: Change,
  /** By the least calibrated score that is answered: the share of the rows that are, and of these the share that is right. */
  selective: z.array(z.strictObject({ min_score: Share, coverage: Share, accuracy: Share.nullable() })),
});
export type Calibration = z.infer<typeof Calibration>;
