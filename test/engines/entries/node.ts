/** `node node.mjs [AGAIN]` in the folder of what is asked: prints what `examine` sees. Bun runs it, too. */
import { readFile } from "node:fs/promises";
import { compileBinaries, examineAll } from "../place.ts";

const [again] = process.argv.slice(2).map(Number);
const read = async (file: string) => new Uint8Array(await readFile(file));
console.log(JSON.stringify(await examineAll(read, await compileBinaries(read), again)));
