import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import golden from "../../test/golden/wheel.json" with { type: "json" };
import { unzip } from "./unzip.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-unzip-"));
});
afterAll(() => rm(folder, { recursive: true }));

const bytes = Buffer.from(golden.archive, "base64");
const inside = golden.files.filter(({ name }) => !name.startsWith(".."));

async function archive(name: string, contents: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, contents);
  return path;
}
/** Takes every entry below pkg/ into a folder of the test's own. */
const into = (name: string) => (entry: string) =>
  entry.startsWith("pkg/") ? join(folder, name, entry.slice("pkg/".length)) : undefined;

test("writes the chosen entries of an archive that Python made, byte for byte, programs executable", async () => {
  const taken = await unzip(await archive("whole.zip", bytes), into("whole"));
  expect(taken).toEqual(inside.map(({ name }) => name));
  for (const { name, contents, mode } of inside) {
    const path = join(folder, "whole", name.slice("pkg/".length));
    expect((await readFile(path)).toString("base64")).toBe(contents);
    expect(((await stat(path)).mode & 0o100) !== 0, name).toBe(mode === "755");
  }
});

test("refuses an entry that climbs out of its folder", async () => {
  const path = await archive("climb.zip", bytes);
  await expect(unzip(path, (name) => join(folder, "climb", name))).rejects.toThrow("leaves its folder");
});

test("names the entry whose bytes were damaged on the way", async () => {
  for (const name of ["pkg/model/stored.bin", "pkg/model/config.json"]) {
    const damaged = Buffer.from(bytes);
    damaged[damaged.indexOf(name) + name.length + 8]! ^= 0x40; // the local header comes first, its data right behind the name
    await expect(unzip(await archive("damaged.zip", damaged), into("damaged"))).rejects.toThrow(
      `entry ${name} is damaged`,
    );
  }
});

test.each([
  ["half a download", bytes.subarray(0, bytes.length / 2)],
  ["an empty file", new Uint8Array()],
  ["a page of HTML", Buffer.from("<html>404</html>")],
])("refuses %s", async (name, contents) => {
  await expect(unzip(await archive(`${name}.zip`, contents), into("none"))).rejects.toThrow("not a zip archive");
});
