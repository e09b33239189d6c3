/**
 * A real S3-compatible server for the tests: OpenStack Swift with its S3 middleware, one replica on a temporary folder.
 *
 * Like R2 it verifies Signature V4 in region `auto`, path-style, the signed payload hash and Content-MD5 (400 and nothing
 * stored on a mismatch), and knows `If-None-Match: *`. Unlike R2 it answers `If-Match` on a PUT with 501.
 * Needs a file system with user xattrs (ext4, xfs, btrfs, overlay; tmpfs since Linux 6.6).
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const SWIFT = fileURLToPath(new URL("../../out/s3-server", import.meta.url));
const INSTALL = fileURLToPath(new URL("./install.sh", import.meta.url));
const STORES = ["account", "container", "object"];
const SERVERS = [...STORES, "proxy"];
/** Python starts four servers; a busy machine needs its time. */
const READY_MS = 120_000;

export interface S3Server {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  stop(): Promise<void>;
}

/** Installs Swift if it is not there yet, starts it on free ports with empty storage. It dies with this process. */
export async function startS3Server(): Promise<S3Server> {
  await run("sh", [INSTALL, SWIFT]);
  const folder = await mkdtemp(join(tmpdir(), "retort-s3-"));
  const [proxy, ...ports] = await freePorts(4);
  const children: ChildProcess[] = [];
  let stop = () => rm(folder, { recursive: true });
  try {
    await configure(folder, proxy!, ports);
    const start = (part: string) => {
      const log = openSync(join(folder, `${part}.log`), "w");
      const program = join(SWIFT, "bin", `swift-${part}-server`);
      children.push(spawn(program, [join(folder, `${part}.conf`)], { stdio: ["ignore", log, log] }));
      closeSync(log);
    };
    for (const part of SERVERS) start(part);
    stop = undertaker(folder, children);
    const endpoint = `http://127.0.0.1:${proxy}`;
    await ready([proxy!, ...ports], children, folder);
    return { endpoint, accessKeyId: "test:retort", secretAccessKey: "correct-horse", stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One ring file a kind of data, each with one device on this machine; one configuration file a server. */
async function configure(folder: string, proxy: number, ports: number[]): Promise<void> {
  await mkdir(join(folder, "disks", "d1"), { recursive: true });
  await mkdir(join(folder, "cache"));
  await writeFile(
    join(folder, "swift.conf"),
    "[swift-hash]\nswift_hash_path_suffix = retort\n[storage-policy:0]\nname = one\ndefault = yes\n",
  );
  for (const [i, part] of STORES.entries()) {
    const builder = join(folder, `${part}.builder`);
    await ringBuilder(builder, "create", "2", "1", "0");
    await ringBuilder(builder, "add", `r1z1-127.0.0.1:${ports[i]}/d1`, "1");
    await ringBuilder(builder, "rebalance");
    await writeFile(join(folder, `${part}.conf`), storageConf(folder, part, ports[i]!));
  }
  await writeFile(join(folder, "proxy.conf"), proxyConf(folder, proxy));
}

const common = (folder: string, port: number) => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
swift_dir = ${folder}
devices = ${folder}/disks
mount_check = false
fallocate_reserve = 0
recon_cache_path = ${folder}/cache
`;

const storageConf = (folder: string, part: string, port: number) => `${common(folder, port)}
[pipeline:main]
pipeline = healthcheck ${part}-server
[app:${part}-server]
use = egg:swift#${part}
[filter:healthcheck]
use = egg:swift#healthcheck
`;

const proxyConf = (folder: string, port: number) => `${common(folder, port)}
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck listing_formats s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
# patience for a busy machine, where Swift would take a slow disk for a broken one
conn_timeout = 10
node_timeout = 60
error_suppression_limit = 1000000
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = auto
s3_acl = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_retort = correct-horse .admin
[filter:slo]
use = egg:swift#slo
`;

async function ringBuilder(...args: string[]): Promise<void> {
  try {
    await run(join(SWIFT, "bin", "swift-ring-builder"), args);
  } catch (error) {
    // 1 is "done, with a warning" (one replica is not many), 2 an error
    if ((error as { code?: number }).code !== 1) throw error;
  }
}

/** Waits until all four servers answer. */
async function ready(ports: number[], children: ChildProcess[], folder: string): Promise<void> {
  const until = Date.now() + READY_MS;
  const healthy = async (port: number) => (await fetch(`http://127.0.0.1:${port}/healthcheck`)).ok;
  while (Date.now() < until) {
    const dead = children.findIndex((child) => child.exitCode !== null);
    if (dead >= 0) {
      const part = SERVERS[dead]!;
      throw new Error(
        `swift-${part}-server ended: ${(await readFile(join(folder, `${part}.log`), "utf8")).slice(-600)}`,
      );
    }
    const answers = await Promise.all(ports.map((port) => healthy(port).catch(() => false)));
    if (answers.every(Boolean)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the S3 test server did not answer within ${READY_MS / 1000} s`);
}

/**
 * A shell that waits for the end of its input, which the kernel closes however this process ends, then kills the servers
 * and takes their storage away. Returns what brings that about.
 */
function undertaker(folder: string, children: readonly ChildProcess[]): () => Promise<void> {
  const script = 'read -r _; kill -9 "$@"; rm -rf "$0"';
  const pids = children.flatMap(({ pid }) => (pid === undefined ? [] : [String(pid)]));
  const shell = spawn("sh", ["-c", script, folder, ...pids], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  const gone = once(shell, "exit");
  return async () => {
    shell.stdin.end();
    await gone;
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
