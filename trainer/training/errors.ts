/** What may be expected to stop a training, as classes: whoever asked for it knows what to do next, and says so. */

/** A recipe needs what another recipe leaves, and that has not been run to its end. */
export class NotTrainedError extends Error {
  override name = "NotTrainedError";
  /** Which recipe, and whether it has begun. */
  readonly needed: { recipe: string; begun: boolean };

  constructor(message: string, needed: NotTrainedError["needed"]) {
    super(message);
    this.needed = needed;
  }
}

/** A start that learnt from another encoder than the recipe names. */
export class OtherEncoderError extends Error {
  override name = "OtherEncoderError";
  readonly needed: { start: string; encoder: string };

  constructor(message: string, needed: OtherEncoderError["needed"]) {
    super(message);
    this.needed = needed;
  }
}

/** There is a run in the place of a new one, which would lose it. */
export class PlaceTakenError extends Error {
  override name = "PlaceTakenError";
}

/** A checkpoint belongs to another experiment. */
export class OtherExperimentError extends Error {
  override name = "OtherExperimentError";
}
