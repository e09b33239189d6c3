#!/usr/bin/env node
// Starts cli/main.ts on a Node that reads TypeScript by itself. Plain JavaScript, because it must run on Node 20,
// where it hands over to the Node 24 that the `node` package put under node_modules.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const main = new URL("./main.ts", import.meta.url);

if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import(main.href);
} else {
  const child = spawn(bundledNode(), [fileURLToPath(main), ...process.argv.slice(2)], {
    // The channel closes when this process is killed outright: `serve` takes that as its sign to stop.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`Node 24 could not be started: ${error.message}. Run \`npm ci\` again.`));
  // A shell reports death by a signal as 128 + its number; so do we.
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function bundledNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve("node/package.json");
    return join(dirname(manifest), "bin", process.platform === "win32" ? "node.exe" : "node");
  } catch {
    return fail(`Node ${process.versions.node} is too old and node_modules has no newer one: run \`npm ci\` first.`);
  }
}

function fail(message) {
  console.error(`retort: ${message}`);
  process.exit(1);
}
