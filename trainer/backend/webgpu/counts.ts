/** What the webgpu backend has been asked to do since the process began: what a step costs beside arithmetic. */
export interface Counts {
  /** Compute programs started, tfjs's and ours. */
  programs: number;
  /** Command buffers handed to the GPU. */
  submits: number;
  /** Times that JavaScript waited for numbers. */
  readBacks: number;
  /** Tensors and uniforms. */
  bytesUploaded: number;
}

export const counts: Counts = { programs: 0, submits: 0, readBacks: 0, bytesUploaded: 0 };

/** `counts.programs`, by the name of the program. */
export const programsByName = new Map<string, number>();

export function countProgram(name: string): void {
  counts.programs++;
  programsByName.set(name, (programsByName.get(name) ?? 0) + 1);
}

/** What has come to `counts` while `run` ran. */
export function countsOf(run: () => void): Counts & { byName: Record<string, number> } {
  const [before, named] = [{ ...counts }, new Map(programsByName)];
  run();
  const difference = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, count - before[name as keyof Counts]]),
  ) as unknown as Counts;
  const byName = [...programsByName].map(([name, count]) => [name, count - (named.get(name) ?? 0)] as const);
  return { ...difference, byName: Object.fromEntries(byName.filter(([, count]) => count > 0)) };
}
