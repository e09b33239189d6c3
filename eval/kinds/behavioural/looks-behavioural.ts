/** Whether a line that may be anything has what rows of no other kind have: no task says that a suite is one of tests. */
export function looksBehavioural(line: string): boolean {
  try {
    const row: unknown = JSON.parse(line);
    return typeof row === "object" && row !== null && "texts" in row && "capability" in row;
  } catch {
    return false;
  }
}
