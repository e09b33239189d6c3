/** The example page on this machine: `npm run example:engine [-- --port 8788]`. The folder that it prints can be put on any static host. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildEngine } from "../build.ts";
import { assembleExample } from "./assemble.ts";
import { serveFolders } from "./static-server.ts";

const { port } = parseArgs({ options: { port: { type: "string", default: "8788" } } }).values;
const folder = fileURLToPath(new URL("../../../out/engine-example", import.meta.url));
await buildEngine();
await assembleExample(folder, join(import.meta.dirname, "../dist"));
const { url } = await serveFolders({ "": folder }, Number(port));
console.log(`${url} serves ${folder}`);
