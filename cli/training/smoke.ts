/** Enough to see every stage work, in about two minutes. */
export const SMOKE: Readonly<Record<string, string>> = {
  "train.limit": "2048",
  "train.transfer_limit": "2048",
  "train.epochs": "1",
  "train.judged": "1",
};
