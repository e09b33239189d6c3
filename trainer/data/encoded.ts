/** One tokenised input. */
export interface Encoded {
  ids: ArrayLike<number>;
  typeIds: ArrayLike<number>;
}
