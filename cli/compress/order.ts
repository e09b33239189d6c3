import type { PerturbationName } from "../../eval/perturbations/index.ts";
import type { Workplace } from "../../trainer/training/workplace.ts";
import type { Budget } from "./budget.ts";
import type { Setting } from "./settings.ts";

/** What a compression was asked for. */
export interface CompressOrder {
  task: string;
  /** Students by name; null takes those that are tried unasked. */
  methods: readonly string[] | null;
  /** A published model in place of a teacher that is trained here. */
  teacher: string | null;
  budget: Budget;
  settings: readonly Setting[];
  perturbations: readonly PerturbationName[];
  /** Rows that are scored, the first ones, which dev is in training, too; null takes all. */
  scored: number | null;
  /** Requests a model whose time is taken. */
  requests: number;
  smoke: boolean;
  restart: boolean;
  where: Workplace;
  /** Where results and steps lie: `<out>/<task>`. */
  place: string;
  /** Bucket and database of the server that measures. */
  state: string;
  /** 0: any free one. */
  port: number;
  checkpointSeconds: number;
  /** The command line that goes on with it. */
  again: string;
}
