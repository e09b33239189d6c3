/** What a deployment needs, and whether it is there. */
export type Check =
  | { kind: "ok"; what: string }
  | { kind: "missing"; what: string; mend: string } // a deployment would fail, or serve nothing
  | { kind: "unknown"; what: string; mend: string }; // can't be seen from here; the command looks, or makes it so

export const ok = (what: string): Check => ({ kind: "ok", what });
export const missing = (what: string, mend: string): Check => ({ kind: "missing", what, mend });
export const unknown = (what: string, mend: string): Check => ({ kind: "unknown", what, mend });
