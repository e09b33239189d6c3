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
  /**
   * Bytes beyond which it starts anew from its checkpoint, every ten minutes at most; a third of them may be what is remembered of a teacher. Most of
   * the machine's where it is absent, which leaves no room for a second training beside it.
   */
  memory?: number;
  /** Trains nothing, and writes what the recipe's teacher says to this file. */
  answers?: string;
  /** The command line that goes on with it. */
  again: string;
}
