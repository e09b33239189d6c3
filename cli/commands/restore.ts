import { join } from "node:path";
import type { Command } from "commander";
import { openPlace, type PlaceOptions } from "../backup/open-place.ts";
import { withPlace } from "../backup/place-options.ts";
import { type CheckedBackup, checkBackup, restoreBackup } from "../backup/restore-backup.ts";
import { projectRoot } from "../project-root.ts";
import { createProgress, type Progress } from "../ui/progress.ts";

interface RestoreOptions extends PlaceOptions {
  replace?: boolean;
  check?: boolean;
  json?: boolean;
}

export default function restoreCommand(program: Command): void {
  const command = program
    .command("restore")
    .argument("<folder>", "what `retort backup` wrote")
    .description(
      "Put a backup back into an empty state. Every file is compared with its digest before anything is written. " +
        "A restore that was interrupted goes on when called again.",
    );
  withPlace(command)
    .option("--replace", "into a state that is not empty: delete what it holds")
    .option("--check", "compare the files with their digests, and restore nothing")
    .option("--json", "print the outcome as JSON")
    .action(restore);
}

async function restore(folder: string, options: RestoreOptions): Promise<void> {
  const backup = await checked(folder);
  const { tables, objects, created_at } = backup.manifest;
  if (options.check) {
    const files = tables.length + objects.length;
    if (options.json) console.log(JSON.stringify({ folder, sound: true, files, created_at }, null, 2));
    else console.log(`${folder}, of ${created_at}: all ${files} files are as they were written`);
    return;
  }
  const place = await openPlace(options);
  let progress: Progress | undefined;
  try {
    const outcome = await restoreBackup(place, backup, {
      migrationsDir: join(projectRoot, "worker", "storage", "migrations"),
      replace: options.replace ?? false,
      onProgress(done, total, what) {
        progress ??= createProgress({ label: `restoring ${place.name}`, total: inKiB(total), unit: "KiB" });
        progress.update(inKiB(done), what);
      },
    });
    if (options.json) return console.log(JSON.stringify(outcome, null, 2));
    const { rows, sent, kept, deleted } = outcome;
    console.log(`${rows} rows restored, ${sent} objects sent, ${kept} were there, ${deleted} others deleted`);
  } finally {
    progress?.stop();
    await place.close();
  }
}

async function checked(folder: string): Promise<CheckedBackup> {
  let progress: Progress | undefined;
  try {
    return await checkBackup(folder, (bytes, total) => {
      progress ??= createProgress({ label: "checking the backup", total: inKiB(total), unit: "KiB" });
      progress.update(inKiB(bytes));
    });
  } finally {
    progress?.stop();
  }
}

const inKiB = (bytes: number) => Math.round(bytes / 1024);
