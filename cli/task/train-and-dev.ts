import { CliError } from "../cli-error.ts";
import type { Brought } from "./brought.ts";
import type { OwnRows } from "./own-rows.ts";
import type { Policy, SplitRows } from "./problems.ts";
import { devShare, splitByHash } from "./split-by-hash.ts";

/** Throws CliError where two splits are one file, but for somebody who keeps leaks. */
export function refuseSameFile(
  { train, dev, test }: { train: Brought; dev?: Brought; test?: Brought },
  { keep }: Policy,
): void {
  const files = Object.entries({ "--train": train, "--dev": dev, "--test": test });
  for (const [i, [option, file]] of files.entries()) {
    const same = files.slice(0, i).find(([, other]) => file !== undefined && other?.sha256 === file.sha256);
    if (same !== undefined && !keep.has("leaks"))
      throw new CliError(
        `${same[0]} and ${option} hold the same bytes: every row would be a leak; leave ${option} out`,
      );
  }
}

/** The rows of both, dev from its file or from train. */
export function withDev(train: OwnRows, dev: OwnRows | undefined) {
  if (dev !== undefined)
    return { train: train.rows, dev: dev.rows, split: { by: "file" as const }, note: [] as string[] };
  const share = Number(devShare(train.rows.length).toFixed(4));
  const split = splitByHash(train.rows, share);
  const kept =
    split.keptForLabels > 0 ? `; ${split.keptForLabels} went back to train, where no other has their label` : "";
  return {
    train: split.train,
    dev: split.dev,
    split: { by: "hash" as const, share },
    note: [
      `there is no dev file: ${split.dev.length.toLocaleString("en")} of ${train.rows.length.toLocaleString("en")} rows are dev, those whose text has a hash in the lowest ${Number((100 * share).toFixed(2))} %${kept}`,
    ],
  };
}

/** Fewer teach or tell nothing. */
const LEAST = { train: 16, dev: 4 };

/** `train`, `dev`: what is left of the files, or of the split. Throws CliError with one sentence where either is too small. */
export function refuseFew(
  train: readonly unknown[],
  dev: readonly unknown[],
  { train: { brought }, dev: file }: SplitRows,
): void {
  const all = brought.rows.length;
  const rows = all === 1 ? "1 row" : `${all} rows`;
  const counted = train.length === all ? rows : `${rows}, ${train.length} of them`;
  if (train.length < LEAST.train)
    throw new CliError(
      `${brought.file} has ${counted} to learn from: ${LEAST.train} are needed at least, and some hundreds to learn anything`,
    );
  if (dev.length < LEAST.dev)
    throw new CliError(
      `${file ? file.brought.file : `the dev part of ${brought.file}`} has ${dev.length} rows: ${LEAST.dev} are needed at least, and some hundreds to tell models apart`,
    );
}
