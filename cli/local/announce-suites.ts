import type { TagsRead } from "../../r2-assets/format/suite.ts";
import type { Registration } from "./register-suites.ts";

/** Says of each suite as it comes what became of it; of those that needed nothing only how many, at the end. */
export async function* announceSuites(
  registrations: AsyncIterable<Registration>,
  dataDir: string,
): AsyncGenerator<{ kind: "news" | "complaint"; line: string }> {
  const absent: string[] = [];
  let unchanged = 0;
  for await (const outcome of registrations) {
    const { suite } = outcome;
    if (outcome.kind === "registered")
      yield { kind: "news", line: `registered ${suite}, ${outcome.rows} rows${toldTags(outcome)}` };
    else if (outcome.kind === "absent") absent.push(suite);
    else if (outcome.kind === "unchanged") unchanged++;
    else yield { kind: "complaint", line: `${suite} is not registered: ${outcome.file}: ${outcome.reason}` };
  }
  if (unchanged > 0) yield { kind: "news", line: `registered already: ${unchanged} of the suites in ${dataDir}` };
  if (absent.length > 0) yield { kind: "news", line: `not in ${dataDir}: ${listed(absent)}` };
}

/** How the tags were written, where a reader would not expect it. */
function toldTags({ tag_scheme = "IOB2", repaired_spans = 0 }: TagsRead): string {
  const read = tag_scheme === "IOB2" ? "" : `, tags read from ${tag_scheme}`;
  return repaired_spans > 0 ? `${read}, ${repaired_spans} spans repaired that ${tag_scheme} would lose` : read;
}

const LISTED = 8;

const listed = (suites: readonly string[]) =>
  suites.length <= LISTED
    ? suites.join(", ")
    : `${suites.slice(0, LISTED).join(", ")} and ${suites.length - LISTED} more (\`retort data list\` has all)`;
