/** Where things lie in the bucket. A version's files never change; `manifest.json` is the only key written twice. */

export const MANIFEST_KEY = "manifest.json";

export const CARD_FILE = "card.json";
export const GRAPH_FILE = "model.onnx";
export const WEIGHTS_FILE = "weights.safetensors";
export const TOKENIZER_FILE = "tokenizer.json";
export const TOKENIZER_CONFIG_FILE = "tokenizer_config.json";
export const CONFIG_FILE = "config.json";

/** `models/<id>/<version>/<file>` */
export const modelKey = (id: string, version: string, file: string) => `models/${id}/${version}/${file}`;

/** `suites/<a>/<b>/`: a suite's rows, of every version that is still needed. */
export const suiteRowsPrefix = (suite: string) => `suites/${suite}/`;

/** `suites/<a>/<b>/<sha256>.ndjson`: the canonical rows. */
export const suiteRowsKey = (suite: string, sha256: string) => `${suiteRowsPrefix(suite)}${sha256}.ndjson`;

/** `suites/<a>/<b>/<sha256>.`: all that lies there of the rows with this digest. */
export const suiteVersionPrefix = (suite: string, sha256: string) => `${suiteRowsPrefix(suite)}${sha256}.`;

/** `suites/<a>/<b>/<sha256>.<clusters_sha256>.ndjson`: which of these rows belong together (clusters.ts). */
export const suiteClustersKey = (suite: string, sha256: string, clusters: string) =>
  `${suiteVersionPrefix(suite, sha256)}${clusters}.ndjson`;

/** `runs/<run>/`: everything of a run. */
export const runPrefix = (run: string) => `runs/${run}/`;

/** `runs/<run>/run.json`: the record, beside the predictions it sums up. */
export const runRecordKey = (run: string) => `runs/${run}/run.json`;

/** `runs/<run>/predictions.ndjson` */
export const predictionsKey = (run: string) => `runs/${run}/predictions.ndjson`;

/** `runs/<run>/shards/`: all that an evaluation leaves lying until it is complete. */
export const shardsPrefix = (run: string) => `runs/${run}/shards/`;

/** `runs/<run>/shards/<k>.ndjson`: what one step of an evaluation wrote; gone once the run is complete. */
export const shardKey = (run: string, shard: number) => `runs/${run}/shards/${String(shard).padStart(5, "0")}.ndjson`;
