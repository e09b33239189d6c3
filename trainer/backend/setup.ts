/**
 * Sets up the native backend: PyPI's TensorFlow libraries and, compiled against them, the binding that
 * @tensorflow/tfjs-node-gpu brings as source. That package's own install script would fetch a TensorFlow of 2022.
 *
 *     <cache>/tensorflow-2.21.0/tfjs_binding.node                     rpath: $ORIGIN/tensorflow
 *                              /tensorflow/libtensorflow_{cc,framework}.so.2
 *                              /nvidia/…                              CUDA's libraries, with --cuda
 *
 * All of it is made in a folder beside, which gets its name last: what has the name is complete.
 */
import { existsSync } from "node:fs";
import { readFile, rename, rm, statfs } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { findPip, type Pip, pipDownload } from "../fetch/pip-download.ts";
import { run } from "../fetch/run.ts";
import { SetupError, writingTo } from "../fetch/setup-error.ts";
import { unzip } from "../fetch/unzip.ts";
import { makeFolder } from "../files/make-folder.ts";
import { bindingPath, TENSORFLOW_VERSION } from "./tf.ts";

const require = createRequire(import.meta.url);

export type SetupState =
  | { kind: "ready"; folder: string; version: string; cuda: boolean }
  | { kind: "absent"; folder: string }
  | { kind: "broken"; folder: string; reason: string };

export interface SetupOptions {
  /** Take the TensorFlow that computes on NVIDIA cards, with the CUDA libraries it names. */
  cuda?: boolean;
  /** Gets one line a step. */
  log?: (line: string) => void;
}

const LIBRARIES = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"] as const;

/** What lies on this machine: loads the binding in a process of its own (0.3 s) and changes nothing. */
export async function checkNativeBackend(): Promise<SetupState> {
  const folder = dirname(bindingPath());
  if (!existsSync(bindingPath())) return { kind: "absent", folder };
  const loaded = await loadBinding(folder);
  return "reason" in loaded
    ? { kind: "broken", folder, ...loaded }
    : { kind: "ready", folder, ...loaded, cuda: hasCuda(folder) };
}

/**
 * Makes the native backend ready; returns at once when it is. What an interrupted call has downloaded is used again.
 * Throws SetupError: what this machine lacks and how to install it, in one sentence.
 */
export async function setUpNativeBackend({ cuda = false, log = () => {} }: SetupOptions = {}): Promise<SetupState> {
  const state = await checkNativeBackend();
  if (state.kind === "ready" && (state.cuda || !cuda)) return state;
  if (state.kind === "broken") log(`the native backend is there but does not load (${state.reason}): making it again`);

  const { folder } = state;
  const wanted = wheelFor(cuda);
  const compiler = await findCompiler();
  const partial = `${folder}.partial`;
  return writingTo(folder, async () => {
    await makeFolder(partial);
    await checkRoom(partial, wanted.gigabytes);
    const started = performance.now();
    const pip = await findPip(join(partial, "wheels"));
    log(`downloading ${wanted.requirement} (${wanted.download})`);
    const wheel = await pipDownload(pip, wanted.requirement, join(partial, "wheels"));
    log("unpacking TensorFlow's libraries");
    await unpackTensorFlow(wheel, partial);
    if (cuda) await fetchCuda(pip, wheel, partial, log);
    log(`compiling the binding with ${compiler}`);
    await compile(compiler, partial);
    await Promise.all(["wheels", "include"].map((part) => rm(join(partial, part), { recursive: true, force: true })));

    const loaded = await loadBinding(partial);
    if ("reason" in loaded) throw new SetupError(`the compiled binding does not load: ${loaded.reason}`);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    log(`done in ${Math.round((performance.now() - started) / 1000)} s`);
    return { kind: "ready", folder, version: loaded.version, cuda };
  });
}

const hasCuda = (folder: string): boolean => existsSync(join(folder, "nvidia"));

interface Wanted {
  requirement: string;
  /** Size of the download, for people. */
  download: string;
  /** Free disk space needed on the way. */
  gigabytes: number;
}

/** The wheel for this machine. Throws SetupError on systems that TensorFlow has no Linux wheel for. */
function wheelFor(cuda: boolean): Wanted {
  const system = `${process.platform} ${process.arch}`;
  if (system !== "linux x64" && system !== "linux arm64")
    throw new SetupError(
      `the native backend needs Linux on x64 or arm64, this is ${system}: train with --backend webgpu or wasm`,
    );
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  if (header.glibcVersionRuntime === undefined)
    throw new SetupError("the native backend needs glibc, which this Linux lacks: train with --backend webgpu or wasm");
  if (cuda && process.arch !== "x64") throw new SetupError("TensorFlow's CUDA wheels exist for Linux on x64 only");
  if (cuda) return { requirement: `tensorflow==${TENSORFLOW_VERSION}`, download: "573 MB", gigabytes: 10 };
  if (process.arch === "x64")
    return { requirement: `tensorflow-cpu==${TENSORFLOW_VERSION}`, download: "274 MB", gigabytes: 1.3 };
  return { requirement: `tensorflow==${TENSORFLOW_VERSION}`, download: "270 MB", gigabytes: 1.3 }; // no -cpu wheel for arm64
}

async function findCompiler(): Promise<string> {
  const candidates = [process.env.CXX ?? "", "g++", "c++", "clang++"].filter((name) => name !== "");
  for (const name of candidates) if ((await run(name, ["--version"])).status === 0) return name;
  throw new SetupError(
    "no C++ compiler was found: install one (Debian, Ubuntu: apt-get install g++), or name it in CXX",
  );
}

async function checkRoom(folder: string, gigabytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / 1e9;
  if (free < gigabytes)
    throw new SetupError(
      `${folder} has ${free.toFixed(1)} GB free and ${gigabytes} GB are needed; RETORT_CACHE names another folder to use`,
    );
}

/** The headers that the binding includes, directly or not; the wheel has 287 MB of them. */
const HEADERS =
  /^tensorflow\/include\/(tensorflow\/c\/.*|(?:tensorflow\/core|tsl)\/platform\/ctstring.*|xla\/tsl\/c\/.*)\.h$/;
const KEPT = new Set([
  ...LIBRARIES.map((name) => `tensorflow/${name}`),
  "tensorflow/THIRD_PARTY_NOTICES.txt",
  "tensorflow/include/LICENSE",
]);

async function unpackTensorFlow(wheel: string, folder: string): Promise<void> {
  const taken = await unzip(wheel, (name) => {
    if (KEPT.has(name)) return join(folder, "tensorflow", basename(name));
    return HEADERS.test(name) ? join(folder, name.slice("tensorflow/".length)) : undefined;
  });
  const absent = LIBRARIES.find((name) => !taken.includes(`tensorflow/${name}`));
  if (absent) throw new SetupError(`${basename(wheel)} does not hold ${absent}`);
}

/** CUDA's libraries go to nvidia/ beside tensorflow/, where TensorFlow's own rpath ($ORIGIN/../nvidia/…/lib) looks. */
async function fetchCuda(
  pip: Pip,
  tensorflowWheel: string,
  folder: string,
  log: (line: string) => void,
): Promise<void> {
  for (const requirement of await cudaRequirements(tensorflowWheel, folder)) {
    log(`downloading ${requirement}`);
    const wheel = await pipDownload(pip, requirement, join(folder, "wheels"));
    await unzip(wheel, (name) => (/^nvidia\/(?!.*\/include\/)/.test(name) ? join(folder, name) : undefined));
    await rm(wheel);
  }
}

/** What the wheel's metadata lists under its extra "and-cuda": `nvidia-cudnn-cu12<10.0,>=9.3.0.75` and the like. */
async function cudaRequirements(wheel: string, folder: string): Promise<string[]> {
  const path = join(folder, "wheels", "METADATA");
  await unzip(wheel, (name) => (name.endsWith(".dist-info/METADATA") ? path : undefined));
  const lines = (await readFile(path, "utf8")).matchAll(/^Requires-Dist: (nvidia-[^;]+?) *; *extra == .and-cuda./gm);
  return Array.from(lines, (line) => line[1]!);
}

async function compile(compiler: string, folder: string): Promise<void> {
  const sources = join(dirname(require.resolve("@tensorflow/tfjs-node-gpu/package.json")), "binding");
  const { include_dir: nodeHeaders }: { include_dir: string } = require("node-api-headers");
  const { status, stderr } = await run(compiler, [
    ...["-O2", "-std=c++17", "-shared", "-fPIC", "-DNAPI_VERSION=8", "-DNODE_GYP_MODULE_NAME=tfjs_binding"],
    ...[`-I${nodeHeaders}`, `-I${join(folder, "include")}`],
    ...["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => join(sources, name)),
    ...["-o", join(folder, "tfjs_binding.node"), `-L${join(folder, "tensorflow")}`],
    ...[...LIBRARIES.map((name) => `-l:${name}`), "-Wl,-rpath,$ORIGIN/tensorflow"],
  ]);
  if (status === 0) return;
  const reason = stderr.split("\n").find((line) => line.includes("error")) ?? stderr.trim().split("\n").at(-1);
  throw new SetupError(`${compiler} could not compile the binding: ${reason}`);
}

/** In another process, because a library of the wrong kind can take the process that loads it down. */
async function loadBinding(folder: string): Promise<{ version: string } | { reason: string }> {
  const program = "process.stdout.write(require(process.argv[1]).TF_Version)";
  const { status, stdout, stderr } = await run(process.execPath, ["-e", program, join(folder, "tfjs_binding.node")], {
    env: { TF_CPP_MIN_LOG_LEVEL: "2" },
  });
  if (status === 0 && stdout === TENSORFLOW_VERSION) return { version: stdout };
  if (status === 0) return { reason: `it holds TensorFlow ${stdout}, not ${TENSORFLOW_VERSION}` };
  return { reason: stderr.match(/^Error: (.*)$/m)?.[1] ?? `its process ended with status ${status}` };
}
