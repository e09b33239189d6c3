import type { Command } from "commander";
import { DEFAULT_STATE_DIR } from "../state/state-dir.ts";

/** Adds the options by which `openPlace` finds a local or a deployed state. */
export const withPlace = (command: Command): Command =>
  command
    .option("--state <dir>", "the state of `retort serve`; not while it runs", DEFAULT_STATE_DIR)
    .option("--bucket <name>", "a deployed state: its bucket, with R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY")
    .option("--database <id>", "its D1 database, with CLOUDFLARE_API_TOKEN")
    .option("--endpoint <url>", "with --bucket: an S3 API other than R2's")
    .option("--d1-endpoint <url>", "with --database: an API other than Cloudflare's, up to the database's id");
