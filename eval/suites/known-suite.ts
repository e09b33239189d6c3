/** The built-in suites as they are known where their rows are not: description, counts, digest. */
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { KINDS } from "../kinds/index.ts";
import { SUITES } from "./index.ts";
import knownRows from "./known-rows.json" with { type: "json" };

/** What the rows of a suite tell of it. */
export type KnownRows = Pick<
  SuiteInfo,
  | "rows"
  | "sha256"
  | "labels"
  | "tests"
  | "unanswerable"
  | "tag_scheme"
  | "repaired_spans"
  | "group"
  | "clusters"
  | "clusters_sha256"
>;

/** Written by cli/data/write-checksums.ts. */
const KNOWN = knownRows as Readonly<Record<string, KnownRows>>;

/** All that is known of a built-in suite without its rows; null for any other. */
export function knownSuite(id: string): SuiteInfo | null {
  if (!Object.hasOwn(SUITES, id) || !Object.hasOwn(KNOWN, id)) return null;
  const { task, behavioural, labels, label_map, script, metrics, licence, source } = SUITES[id]!;
  const { labels: found, ...rows } = KNOWN[id]!;
  const named = labels ?? (KINDS[kindOf({ task, behavioural })].upload.labelsFromRows ? found : undefined);
  return {
    ...{ id, task, metrics: [...metrics], licence, source, visibility: "public" },
    ...(behavioural && { behavioural }),
    ...(named && { labels: [...named] }),
    ...(label_map && { label_map }),
    ...(script && { script }),
    ...rows,
  };
}

/** Ids of the built-in suites. */
export const KNOWN_IDS: readonly string[] = Object.keys(KNOWN);
