#!/usr/bin/env bash
# workerd 1.20261117.1 and Node 24.21.0 on Linux, x64 or arm64: the same WebAssembly takes longer in workerd, where every load and store is compared with the memory's size first.
# Guess before: both compile WebAssembly with V8, which leaves a memory's bounds to the CPU's page faults on 64-bit systems. So a loop takes the same time in both.
# Seen: a loop of loads takes some 1.4 times as much CPU time in workerd, and the same in Node with --disable-wasm-trap-handler; a loop
# without loads takes the same everywhere. workerd does not install V8's trap handler, without which V8 writes the checks out.
# For us: what is timed in Node flatters what is served. bench/serving/rivals.ts has both runtimes in workerd too, and kernels are best tuned with that option.
set -euo pipefail
if [[ $(uname -s) != Linux ]]; then
  echo "CPU time of another process is read from /proc: nothing to see here"
  exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund workerd@1.20261117.1 node@24.21.0 assemblyscript@0.28.20 > /dev/null
cat > loops.ts <<'TS'
export function loads(turns: i32): i32 {
  let a = 0, b = 0, c = 0, d = 0;
  for (let i = 0; i < turns; i++) {
    const at = <usize>(i & 1023) << 2, other = at ^ 64, third = at ^ 128, fourth = at ^ 256;
    a += load<i32>(at);
    b += load<i32>(other);
    c += load<i32>(third);
    d += load<i32>(fourth);
  }
  return a + b + c + d;
}
export function sums(turns: i32): i32 {
  let a = 1, b = 2, c = 3, d = 4;
  for (let i = 0; i < turns; i++) {
    a = rotl(a ^ i, 3);
    b = rotl(b ^ i, 5);
    c = rotl(c ^ i, 7);
    d = rotl(d ^ i, 9);
  }
  return a + b + c + d;
}
TS
node_modules/.bin/asc loops.ts -O3 --runtime stub --initialMemory 1 --outFile loops.wasm
cat > worker.mjs <<'JS'
import loops from "loops.wasm";
const { exports } = new WebAssembly.Instance(loops);
export default {
  async fetch({ url }) {
    const [, name, calls] = new URL(url).pathname.split("/");
    let sum = 0;
    for (let i = 0; i < calls; i++) sum ^= exports[name](1e6);
    return new Response(`${sum}`);
  },
};
JS
cat > in-node.mjs <<'JS'
import { readFileSync } from "node:fs";
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync("loops.wasm")));
for (const name of ["loads", "sums"]) {
  for (let i = 0; i < 200; i++) exports[name](1e6);
  const before = process.cpuUsage();
  for (let i = 0; i < 1000; i++) exports[name](1e6);
  const { user, system } = process.cpuUsage(before);
  console.log(user + system);
}
JS
cat > run.mjs <<'JS'
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const node = (...flags) => execFileSync("node_modules/.bin/node", [...flags, "in-node.mjs"], { encoding: "utf8" }).trim().split("\n").map(Number);
writeFileSync("config.capnp", `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (compatibilityDate = "2026-11-01",
    modules = [(name = "worker", esModule = embed "worker.mjs"), (name = "loops.wasm", wasm = embed "loops.wasm")]))],
  sockets = [(name = "http", address = "localhost:0", http = (), service = "main")]
);`);
const binary = `node_modules/@cloudflare/workerd-linux-${process.arch === "x64" ? "64" : "arm64"}/bin/workerd`;
const workerd = spawn(binary, ["serve", "config.capnp", "--control-fd=3"], { stdio: ["ignore", 2, 2, "pipe"] });
const { value } = await createInterface(workerd.stdio[3])[Symbol.asyncIterator]().next();
const ask = (path) => fetch(`http://localhost:${JSON.parse(value).port}${path}`).then((response) => response.text());
/** Microseconds: utime and stime are hundredths of a second. */
const cpu = () => {
  const fields = readFileSync(`/proc/${workerd.pid}/stat`, "utf8").split(") ")[1].split(" ");
  return 1e4 * (Number(fields[11]) + Number(fields[12]));
};
const inWorkerd = [];
for (const name of ["loads", "sums"]) {
  await ask(`/${name}/200`);
  const before = cpu();
  await ask(`/${name}/1000`);
  inWorkerd.push(cpu() - before);
}
workerd.kill();
const [plain, checked] = [node(), node("--disable-wasm-trap-handler")];
["loads", "sums"].forEach((name, i) => {
  const [w, c] = [inWorkerd[i] / plain[i], checked[i] / plain[i]];
  console.error(`${name}: workerd ${w.toFixed(2)}, Node with checks ${c.toFixed(2)} times Node's CPU time`);
  const size = (ratio) => (ratio > 1.25 ? "longer" : "the same");
  console.log(`${name}: workerd ${size(w)}, Node with checks ${size(c)}`);
});
JS
seen=$(node run.mjs)
echo "$seen"
[[ $seen == "loads: workerd longer, Node with checks longer
sums: workerd the same, Node with checks the same" ]] || { echo "this has changed" >&2; exit 1; }
