/** What the backend check is made of: small computations of training, as plain numbers. */

/** Values and gradients by name. */
export type Outcome = Readonly<Record<string, Float32Array>>;

/** One thing that training relies on. Its inputs are seeded: every backend gets the same. */
export interface Check {
  name: string;
  /** Computes on the current backend. Leaves no tensors. */
  run(): Outcome;
  /** Whether the current backend is meant to give the same numbers; without it, every one is. */
  applies?(): boolean;
}
