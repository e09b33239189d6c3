/** The places that are asked: what they run on, and how. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../cli/project-root.ts";
import { askBrowser, chromium, firefox } from "./browser.ts";
import type { Answers } from "./place.ts";
import { askWorkerd } from "./workerd.ts";

export interface Place {
  name: string;
  /** What must be there for it: a file, or a command. */
  needs?: string;
  ask(folder: string): Promise<Answers>;
}

const INSTALLED = join(projectRoot, "out/engines");
const inInstalled = (...path: string[]) => join(INSTALLED, ...path);

export const isHere = ({ needs }: Place): boolean =>
  needs === undefined ||
  (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => existsSync(needs.includes("/") ? needs : join(folder, needs)));

/** Runs the bundle for Node in the folder of what is asked. */
async function askProcess(folder: string, [command, ...args]: string[], again = Infinity): Promise<Answers> {
  const all = [...args, "node.mjs", `${again}`];
  const { stdout } = await promisify(execFile)(command!, all, { cwd: folder, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

const node = (name: string, ...flags: string[]): Place => ({
  name: `Node, ${name}`,
  ask: (folder) => askProcess(folder, [process.execPath, ...flags]),
});

const QEMU = inInstalled("qemu/usr/bin/qemu-aarch64-static");
const ARM64 = [inInstalled("arm64-node/bin/node")];

/** An emulated processor takes a hundred times as long: only short texts are asked in other batches, too. */
const SHORT = 16;

const arm64 = (name: string, cpu: string): Place => ({
  name: `Node, arm64 by qemu, ${name}`,
  needs: QEMU,
  ask: (folder) => askProcess(folder, [QEMU, "-cpu", cpu, "-L", inInstalled("arm64-libraries"), ...ARM64], SHORT),
});

/** V8 takes the best instructions that a processor has; a flag takes them away. Without AVX only SSE is left, which WebAssembly's vectors need. */
export const PLACES: Place[] = [
  node(process.arch),
  node("without AVX-VNNI", "--no-enable-avx-vnni", "--no-enable-avx-vnni-int8"),
  node("without FMA", "--no-enable-fma3"),
  node("without AVX2", "--no-enable-avx2", "--no-enable-fma3"),
  node("SSE alone", "--no-enable-avx", "--no-enable-sse4-2", "--no-enable-bmi1", "--no-enable-popcnt"),
  node("baseline compiler", "--liftoff-only"),
  node("optimising compiler", "--no-liftoff", "--no-wasm-tier-up"),
  { name: "workerd", ask: askWorkerd },
  { name: "Chromium, headless", needs: "chromium", ask: (folder) => askBrowser(chromium, folder) },
  { name: "Firefox, headless", needs: "firefox-esr", ask: (folder) => askBrowser(firefox, folder) },
  { name: "Bun", needs: inInstalled("bun/bin/bun"), ask: (folder) => askProcess(folder, [inInstalled("bun/bin/bun")]) },
  arm64("with dot products", "max"),
  arm64("without", "cortex-a53"),
];
