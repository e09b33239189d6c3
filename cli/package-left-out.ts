import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./project-root.ts";

/** The package of `devDependencies`, where training's are, for whose absence an import failed; undefined for other errors. */
export function packageLeftOut(error: unknown): string | undefined {
  const { code, message = "" } = (error ?? {}) as { code?: string; message?: string };
  if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") return undefined;
  const [, module = ""] = /^Cannot find (?:package|module) '([^']+)'/.exec(message) ?? [];
  const name = module.split("/", module.startsWith("@") ? 2 : 1).join("/");
  const project = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
  return name in project.devDependencies ? name : undefined;
}
