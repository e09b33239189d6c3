/** What Prometheus' own client makes of a text of ours. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

export interface ParsedFamily {
  /** Of a counter without its `_total`. */
  name: string;
  type: string;
  help: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

const ENVIRONMENT = join(import.meta.dirname, "../../out/prometheus");

/** Installs the client where it is absent. Throws with the parser's words for a text that is not in the format. */
export async function parsePrometheus(exposition: string): Promise<ParsedFamily[]> {
  await promisify(execFile)("sh", [join(import.meta.dirname, "install.sh"), ENVIRONMENT]);
  const parser = spawn(join(ENVIRONMENT, "bin/python"), [join(import.meta.dirname, "parse.py")]);
  parser.stdin.end(exposition);
  const [stdout, stderr] = await Promise.all([text(parser.stdout), text(parser.stderr), once(parser, "close")]);
  if (parser.exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as ParsedFamily[];
}
