/** What goes wrong on a device, in sentences that say what to do. */
import { inspect } from "node:util";

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

/** A tensor that no buffer of the device can hold. */
export class TensorTooLarge extends Error {
  readonly bytes: number;
  readonly limit: number;

  constructor(bytes: number, limit: number, advice = "") {
    super(
      `a tensor of ${inMegabytes(bytes)} does not fit into a buffer of this GPU, which holds ${inMegabytes(limit)}${advice}`,
    );
    this.bytes = bytes;
    this.limit = limit;
  }
}

/** The same of examples taken at once: what depends on their number is proportional to it, so it is known which would fit. */
export function tooLargeFor(examples: number, { bytes, limit }: TensorTooLarge): TensorTooLarge {
  const fitting = Math.floor((examples * limit) / bytes);
  const advice =
    fitting > 0
      ? `: of the ${examples} examples taken at once ${fitting} would fit (train.micro_batch)`
      : ": not even one of these examples would fit";
  return new TensorTooLarge(bytes, limit, advice);
}

export const DEVICE_LOST =
  "the GPU was lost, and with it all it held: a training run goes on from its checkpoint when started with --resume";

/** What a device reports of a command, whose results are wrong then: nobody may go on with them. */
export function reported(error: GPUError, allocated: number): Error {
  const cause = { cause: error };
  if (error instanceof GPUOutOfMemoryError)
    return new Error(
      `the GPU has no memory left beside the ${inMegabytes(allocated)} in use: a smaller train.micro_batch takes less`,
      cause,
    );
  return new Error(`the GPU refuses a command: ${error.message.split("\n")[0] || inspect(error)}`, cause);
}

/** Throws where a device takes fewer arrays or invocations than a program has. */
export function checkLimits(name: string, arrays: number, invocations: number, limits: GPUSupportedLimits): void {
  const needs = { maxStorageBuffersPerShaderStage: arrays, maxComputeInvocationsPerWorkgroup: invocations };
  for (const [limit, needed] of Object.entries(needs)) {
    const has = limits[limit as keyof typeof needs];
    if (has < needed)
      throw new Error(`this GPU cannot run "${name}": its ${limit} is ${has}, and ${needed} are needed`);
  }
}
