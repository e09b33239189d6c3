import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run.ts";
import { SetupError } from "./setup-error.ts";

/** Wheels are taken for one CPython whatever the user's own is: we need the C libraries and files inside, not Python. */
const PYTHON_VERSION = "3.12";

/** The command line of a pip that works: program, then its first arguments. */
export type Pip = readonly [string, ...string[]];

/**
 * Downloads one package, without what it depends on, into `folder` and returns the path of its wheel.
 * pip verifies the digest that the index gives; a wheel already there is checked and kept, a damaged one fetched again.
 * Throws SetupError with pip's own last words when there is no such wheel or no way to the index.
 */
export async function pipDownload([python, ...args]: Pip, requirement: string, folder: string): Promise<string> {
  const own = join(folder, requirement.replace(/[^\w.-]+/g, "-"));
  const scratch = join(folder, "pip-scratch"); // else a killed pip leaves hundreds of MB in the system's temporary folder
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  const onTerminal = process.stderr.isTTY === true;
  const only = ["--no-deps", "--only-binary=:all:", "--python-version", PYTHON_VERSION];
  const { status, stderr } = await run(
    python,
    [
      ...args,
      "download",
      ...(onTerminal ? [] : ["-q"]),
      "--no-cache-dir",
      "--no-input",
      ...only,
      "--dest",
      own,
      requirement,
    ],
    { env: { TMPDIR: scratch, PIP_DISABLE_PIP_VERSION_CHECK: "1" }, show: onTerminal },
  );
  await rm(scratch, { recursive: true, force: true });
  const wheels = status === 0 ? (await readdir(own)).filter((name) => name.endsWith(".whl")) : [];
  if (wheels.length === 1) return join(own, wheels[0]!);
  const lines = stderr.trim().split("\n");
  const reason = lines.findLast((line) => line.startsWith("ERROR:"))?.slice("ERROR: ".length) ?? lines.at(-1);
  throw new SetupError(`pip could not download ${requirement}: ${reason || `it ended with status ${status}`}`);
}

/**
 * The user's own pip, else that of a virtual environment which it makes in `folder`/venv.
 * Throws SetupError that names what is missing and how to install it.
 */
export async function findPip(folder: string): Promise<Pip> {
  const python = process.env.PYTHON || "python3";
  if ((await run(python, ["--version"])).status !== 0)
    throw new SetupError(
      `${python} was not found: install Python 3 with pip (Debian, Ubuntu: apt-get install python3-pip)`,
    );
  if ((await run(python, ["-m", "pip", "--version"])).status === 0) return [python, "-m", "pip"];
  const venv = join(folder, "venv");
  if ((await run(python, ["-m", "venv", venv])).status === 0) return [join(venv, "bin", "python"), "-m", "pip"];
  throw new SetupError(`${python} has no pip: install it (Debian, Ubuntu: apt-get install python3-pip)`);
}
