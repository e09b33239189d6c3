/** Whose suites are whose: names that come with the project stand for known rows, other names belong to who came first. */
import { knownSuite } from "../../eval/suites/known-suite.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { ProblemError } from "../http/problem.ts";
import type { KnownSuite } from "../storage/suite-store.ts";
import type { Asked } from "./describe-upload.ts";

/** Who uploads. */
export interface Uploader {
  key: string;
  isAdmin: boolean;
}

/** What comes with the project under this name; null where nothing does. */
const reserved = (id: string, before: KnownSuite | null): SuiteInfo | null => before?.bundled ?? knownSuite(id);

/** What can be said before the rows are read. Throws the 403 problem. */
export function refuseStrangers(id: string, before: KnownSuite | null, asked: Asked, by: Uploader): void {
  if (by.isAdmin) return;
  if (reserved(id, before) !== null) {
    const { task: _, ...others } = asked;
    const said = Object.entries(others).find(([, value]) => value !== undefined)?.[0];
    if (said !== undefined)
      throw new ProblemError(
        403,
        "suite-reserved",
        `${id} comes with Retort, and is described there: its ${said} takes a key with the scope admin, or another name.`,
      );
  } else if (before?.owner != null && before.owner !== by.key) {
    throw new ProblemError(403, "suite-owned", `${id} was uploaded with another API key: take another name.`);
  }
}

/** Throws the 409 problem for rows that are not those which the suite is known by here, unless an admin wants just that. */
export function refuseOtherRows(
  id: string,
  before: KnownSuite | null,
  sha256: string,
  { other_rows }: Asked,
  by: Uploader,
): void {
  const own = reserved(id, before);
  if (own === null || own.sha256 === sha256 || (by.isAdmin && other_rows)) return;
  throw new ProblemError(
    409,
    "suite-reserved",
    `${id} comes with Retort, and these are not the rows it is known by: take another name; with a key of the scope admin other_rows=true takes them.`,
  );
}
