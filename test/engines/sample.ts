/** Of the published models a small one of each kind: dense integers, Kronecker factors, low rank, a BiLSTM. What `npm test` asks; `npm run test:engines` asks all. */
export const SAMPLE = [
  "sst2-shared-projections-down-48-kd",
  "sst2-kronecker-30x",
  "sst2-svd-19x",
  "snips-xtremedistil",
];
