export async function exportRun(..._: unknown[]): Promise<void> {
  throw new Error("trained; export follows with --resume");
}
