import type { Command } from "commander";
import { openPlace, type PlaceOptions } from "../backup/open-place.ts";
import { withPlace } from "../backup/place-options.ts";
import { refuseOther, writeBackup } from "../backup/write-backup.ts";
import { codeVersion } from "../local/code-version.ts";
import { createProgress, type Progress } from "../ui/progress.ts";

export default function backupCommand(program: Command): void {
  const command = program
    .command("backup")
    .argument("<folder>", "where it is written: a new or empty folder, or an unfinished backup, which goes on")
    .description(
      "Back up what a state holds: runs, predictions, suites with their rows, measurements, keys (as digests), all of the database, " +
        "and all of the bucket but published models. `retort restore` puts it back.",
    );
  withPlace(command)
    .option("--models", "published models, too")
    .option("--json", "print the outcome as JSON")
    .action(backup);
}

async function backup(folder: string, options: PlaceOptions & { models?: boolean; json?: boolean }): Promise<void> {
  await refuseOther(folder); // before the state is opened, which takes a while
  const place = await openPlace(options);
  let progress: Progress | undefined;
  try {
    const { manifest, kept } = await writeBackup(place, {
      folder,
      models: options.models ?? false,
      code: await codeVersion(),
      onProgress(done, total, what) {
        progress ??= createProgress({ label: `backing up ${place.bucket.name}`, total, unit: "objects" });
        progress.update(done, what);
      },
    });
    const { tables, objects, missing } = manifest;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const bytes = [...tables, ...objects].reduce((sum, file) => sum + file.bytes, 0);
    if (options.json)
      return console.log(JSON.stringify({ folder, rows, objects: objects.length, bytes, kept, missing }, null, 2));
    console.log(`${rows} rows and ${objects.length} objects, ${(bytes / 1e6).toFixed(1)} MB, are in ${folder}`);
    for (const key of missing)
      console.error(`retort: ${key} was not in ${place.bucket.name}; what needs it won't work`);
  } finally {
    progress?.stop();
    await place.close();
  }
}
