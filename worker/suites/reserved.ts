/** Whose suites are whose: names that come with the project stand for known rows, other names belong to who came first. */
import { SUITES } from "../../eval/suites/index.ts";
import { ProblemError } from "../http/problem.ts";
import type { KnownSuite } from "../storage/suite-store.ts";
import type { Asked } from "./describe-upload.ts";

/** Who uploads. */
export interface Uploader {
  key: string;
  isAdmin: boolean;
}

const isReserved = (id: string, before: KnownSuite | null): boolean =>
  Object.hasOwn(SUITES, id) || before?.bundled != null;

/** What can be said before the rows are read. Throws the 403 problem. */
export function refuseStrangers(id: string, before: KnownSuite | null, asked: Asked, by: Uploader): void {
  if (by.isAdmin) return;
  if (isReserved(id, before)) {
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
  if (!isReserved(id, before) || before?.bundled?.sha256 === sha256 || (by.isAdmin && other_rows)) return;
  throw new ProblemError(
    409,
    "suite-reserved",
    `${id} comes with Retort, and these are not the rows it is known by: take another name; with a key of the scope admin other_rows=true takes them.`,
  );
}
