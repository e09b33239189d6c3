import type { SplitPart } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";

export type Part = SplitPart["part"];

export const PARTS = ["choose", "report"] as const satisfies readonly Part[];

/** `own/films` -> `own/films-report` */
export const partName = (of: string, part: Part): string => `${of}-${part}`;

/** The parts that a suite was split into, as they are known here. One that bears a part's name and was uploaded by itself is none. */
export async function findParts({ DB }: Pick<Env, "DB">, of: string): Promise<Record<Part, KnownSuite | null>> {
  const find = async (part: Part) => {
    const known = await suiteStore(DB).get(partName(of, part));
    return known?.info.split?.of === of ? known : null;
  };
  return { choose: await find("choose"), report: await find("report") };
}
