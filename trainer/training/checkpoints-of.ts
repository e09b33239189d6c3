import { join } from "node:path";

/** Where the checkpoints of a recipe's stage lie: of several stages each has a folder of its own, numbered from 1. */
export const checkpointsOf = (artefact: string, stages: number, index: number): string =>
  stages === 1 ? join(artefact, "checkpoint") : join(artefact, "checkpoint", String(index + 1));
