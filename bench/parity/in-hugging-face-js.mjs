/**
 * The ids that `@huggingface/tokenizers`, which comes with transformers.js, gives to texts, by the `tokenizer.json` at TOKENIZER:
 *
 *     node in-hugging-face-js.mjs INSTALLED TOKENIZER < TEXTS
 *
 * A list of texts on stdin, a list of lists of ids on stdout, both JSON.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const [installed, file] = process.argv.slice(2);
const { Tokenizer } = createRequire(join(installed, "package.json"))("@huggingface/tokenizers");
const tokenizer = new Tokenizer(JSON.parse(await readFile(file, "utf8")), {});
const texts = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(texts.map((each) => Array.from(tokenizer.encode(each).ids))));
