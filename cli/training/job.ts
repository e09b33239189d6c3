import type { Order } from "../../trainer/training/run-recipe.ts";
import type { Workplace } from "../../trainer/training/workplace.ts";

/** What `retort train` hands to the training process, as JSON. */
export interface Job {
  order: Order;
  where: Workplace;
  /** Seconds between checkpoints. */
  checkpointSeconds: number;
  /** Cores to compute with; TensorFlow's choice, all of them, where it is absent. */
  threads?: number;
  /** The command line that goes on with it. */
  again: string;
}
