/** Takes workerd down with us, even when we are killed in a way that lets us do nothing. */
import { type ChildProcess, spawn } from "node:child_process";
import diagnostics from "node:diagnostics_channel";
import { basename } from "node:path";

/**
 * From now on every workerd this process starts dies with it. A shell holds the list of their ids and waits for the
 * end of its input, which the kernel closes when we die, SIGKILL included; without it an orphaned workerd would keep
 * the port and the databases. Returns what dismisses the shell after an orderly end. Does nothing on Windows.
 */
export function guardWorkerd(): () => void {
  if (process.platform === "win32") return () => {};
  const script = 'while read -r pid; do pids="$pids $pid"; done; [ -z "$pids" ] || kill -9 $pids';
  const guard = spawn("sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  guard.unref();
  guard.stdin.on("error", () => {}); // a dead guard guards nothing, but is no reason to stop serving
  const onSpawn = (message: unknown) => {
    const child = (message as { process: ChildProcess }).process;
    // The message comes before the system has named the process.
    process.nextTick(() => {
      if (child.pid !== undefined && basename(child.spawnfile ?? "").startsWith("workerd")) {
        guard.stdin.write(`${child.pid}\n`);
      }
    });
  };
  diagnostics.subscribe("child_process", onSpawn);
  return () => {
    diagnostics.unsubscribe("child_process", onSpawn);
    guard.kill("SIGKILL");
  };
}
