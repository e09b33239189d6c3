/** Names of answers, which tell their time: so feedback on one that was deleted for its age can be told from feedback on one that never was. */

const DAY_MS = 86_400_000;

/** Answers from before take no feedback now. */
export const feedbackSince = (days: number, now = new Date()): Date => new Date(now.getTime() - days * DAY_MS);

/** A UUID of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then 74 random ones. */
export function newAssignmentId(now = new Date()): string {
  const ms = now.getTime().toString(16).padStart(12, "0");
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/** When it was given out; null for what is no such name. */
export function timeOfAssignment(id: string): Date | null {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) return null;
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}
