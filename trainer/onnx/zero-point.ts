/** What stands for 0 in the integers of dense linear layers, which are stored unsigned. */
export const ZERO_POINT = 128 as const;
