/** The package as it is published: packed, and unpacked where a project would have it. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../cli/project-root.ts";

const run = promisify(execFile);

export interface Project {
  folder: string;
  remove(): Promise<void>;
}

/** A project with `node_modules/@retort/engine`. One at a time: the package is built in its own folder. */
export async function projectWithPackage(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), "retort-engine-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: join(projectRoot, "packages/engine"),
  });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf("["))) as [{ filename: string }];
  const into = join(folder, "node_modules/@retort/engine");
  await mkdir(into, { recursive: true });
  await run("tar", ["-xzf", join(folder, filename), "-C", into, "--strip-components=1"]);
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
