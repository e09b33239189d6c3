import { readdir, readFile } from "node:fs/promises";

/** Resident memory of every workerd on this machine, or of those that the process `server` has begun. Linux. */
export async function heldMb(server?: string): Promise<number> {
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const held = await Promise.all(
    processes.map(async (id) => {
      const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
      const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1];
      const counts = status.startsWith("Name:\tworkerd\n") && (server === undefined || parent === server);
      return counts ? Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) : 0;
    }),
  );
  return Math.round(held.reduce((sum, kb) => sum + kb, 0) / 1000);
}
