/** `node node.mjs [LONGEST]` in the folder of what is asked: prints the answers, to texts of at most LONGEST tokens. Bun runs it, too. */
import { readFile } from "node:fs/promises";
import { compileBinaries, examineAll } from "../place.ts";

const [longest] = process.argv.slice(2).map(Number);
const read = async (file: string) => new Uint8Array(await readFile(file));
console.log(JSON.stringify(await examineAll(read, await compileBinaries(read), longest)));
