/** How often stores fail: shares of 1 of their reads, and of their writes. */
export interface Rates {
  readsFail: number;
  readsSlow: number;
  slowMs: number;
  writesFail: number;
}
