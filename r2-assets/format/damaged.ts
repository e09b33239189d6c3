/** Bytes that are not what they should be. `reason`: one sentence without its stop, which names the file. */
export type Damaged = { kind: "damaged"; reason: string };

export const damaged = (reason: string): Damaged => ({ kind: "damaged", reason });
