/** Which file imports which, read from the text: `from "…"`, `import "…"`, `import("…")` and `require("…")` of a literal. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { projectRoot } from "../../cli/project-root.ts";
import project from "../../package.json" with { type: "json" };

export interface Import {
  /** Paths from the project's root. `to` is a package's name where `isPackage`. */
  from: string;
  to: string;
  isPackage: boolean;
  /** `import("…")`: loaded when that line is reached, and not with the file. */
  isLazy: boolean;
  /** `import type`: gone before anything runs. */
  isType: boolean;
}

const STATEMENT =
  /^(?:import|export)\s+(?<type>type\s)?[^;"'`]*?\bfrom\s+"(?<named>[^"]+)"|^import\s+"(?<bare>[^"]+)"|\bimport\(\s*"(?<lazy>[^"]+)"|(?:\brequire|\brequire\.resolve|createRequire\(import\.meta\.url\)\.resolve)\("(?<required>[^"]+)"/gm;

/** The imports of one file; those of Node, Cloudflare and virtual modules are left out. */
export function importsOf(from: string, text: string): Import[] {
  return [...text.matchAll(STATEMENT)].flatMap(({ groups = {} }) => {
    const { type, named, bare, lazy, required } = groups;
    const what = named ?? bare ?? lazy ?? required!;
    if (/^\w+:/.test(what)) return [];
    const own = (project.imports as Record<string, string>)[what];
    const isPackage = own === undefined && !what.startsWith(".");
    const to = own !== undefined ? normalize(own) : isPackage ? packageOf(what) : normalize(join(dirname(from), what));
    return [{ from, to, isPackage, isLazy: lazy !== undefined, isType: type !== undefined }];
  });
}

const packageOf = (module: string) => module.split("/", module.startsWith("@") ? 2 : 1).join("/");

/** The TypeScript of a folder and all below it, by path from the project's root. */
export function sourcesIn(folder: string): Map<string, string> {
  const paths = readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => /(?<!\.d)\.tsx?$/.test(path))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(projectRoot, path), "utf8")]));
}
