import { spawn } from "node:child_process";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { INSTALLED } from "../../test/readers/stock-readers.ts";

type Told = [ids: number[], second: (number | null)[]];

/**
 * What Hugging Face's Rust tokenizers make of each input by the `tokenizer.json` at `file`: of a text ids and the places of its tokens
 * in code points, start and end in turn; of a list of words ids and the number of each token's word. Its readers must be installed.
 */
export async function inRust(file: string, inputs: readonly (string | readonly string[])[]): Promise<Told[]> {
  const child = spawn(
    join(INSTALLED, "python/bin/python"),
    [fileURLToPath(new URL("in_rust.py", import.meta.url)), file],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const answers = readText(child.stdout);
  child.stdin.end(inputs.map((input) => JSON.stringify(input)).join("\n"));
  return (await answers)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
