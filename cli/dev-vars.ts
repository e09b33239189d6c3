/** `.dev.vars` beside wrangler.toml: the local worker's secrets, `NAME=value` lines. Never in git. */
import { randomBytes } from "node:crypto";
import { appendFile, chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { projectRoot } from "./project-root.ts";

export const ADMIN_KEY = "RETORT_ADMIN_KEY";

const devVarsPath = (root: string) => join(root, ".dev.vars");

/** The variables of `.dev.vars`; none where there is no such file. */
export async function readDevVars(root = projectRoot): Promise<Record<string, string | undefined>> {
  return parseEnv(await textOf(devVarsPath(root)));
}

/** The admin key of this checkout. Made and written, readable by the owner only, where it is absent. */
export async function ensureAdminKey(root = projectRoot): Promise<{ key: string; created: boolean }> {
  const path = devVarsPath(root);
  const before = await textOf(path);
  const existing = parseEnv(before)[ADMIN_KEY];
  if (existing) return { key: existing, created: false };
  const key = `retort_${randomBytes(24).toString("base64url")}`;
  await appendFile(path, `${before === "" || before.endsWith("\n") ? "" : "\n"}${ADMIN_KEY}=${key}\n`, { mode: 0o600 });
  await chmod(path, 0o600); // the mode above counts only for a new file
  return { key, created: true };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
