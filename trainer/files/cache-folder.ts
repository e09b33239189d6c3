import { homedir } from "node:os";
import { join } from "node:path";

/** Where things fetched once per user lie: the native backend, the pre-trained encoder. */
export const cacheFolder = (): string =>
  process.env.RETORT_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "retort");
