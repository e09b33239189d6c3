/** Whether a server knows of an experiment what its clients heard. */
import type { ExperimentReport } from "../../eval/reports/experiment.ts";
import type { Ledger, Served } from "./traffic.ts";

interface Line {
  unit: number;
  assignment: string;
  variant: string;
  correct: boolean | null;
  counts: boolean | null;
}

export interface Audit {
  /** Rows that the server has, and those of them of which no answer was heard. */
  rows: number;
  judged: number;
  units: number;
  unheard: number;
  /** A sentence on each thing that was lost, doubled or changed. */
  faults: string[];
}

/** Holds what the server exports and reports against what was heard. */
export async function audit({ url, key, id }: Served, ledger: Ledger): Promise<Audit> {
  const headers = { authorization: `Bearer ${key}` };
  const get = async (path: string) => (await fetch(`${url}/v1/experiments/${id}${path}`, { headers })).text();
  const report = JSON.parse(await get("")) as ExperimentReport;
  const text = await get("/assignments");
  const lines =
    text === ""
      ? []
      : text
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as Line);
  const rows = new Map(lines.map((line) => [line.assignment, line]));
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => void (holds || faults.push(fault));

  expect(rows.size === lines.length, "an assignment has two rows");
  const variantOf = new Map<string, string>();
  const numberOf = new Map<string, number>();
  for (const [assignment, { unit, variant }] of ledger.answers) {
    const row = rows.get(assignment);
    expect(row !== undefined, `the answer ${assignment} has no row`);
    expect(row?.variant === variant, `${assignment} came of ${variant}, its row says ${row?.variant}`);
    expect((variantOf.get(unit) ?? variant) === variant, `${unit} had ${variantOf.get(unit)}, then ${variant}`);
    variantOf.set(unit, variant);
    if (row === undefined) continue;
    expect((numberOf.get(unit) ?? row.unit) === row.unit, `${unit} is two units`);
    numberOf.set(unit, row.unit);
  }
  for (const [assignment, correct] of ledger.judged) {
    expect(rows.get(assignment)?.correct === correct, `feedback on ${assignment} was noted, and is not there`);
  }
  const judged = lines.filter((line) => line.correct !== null);
  const counting = judged.filter((line) => line.counts);
  const judgedUnits = new Set(judged.map(({ unit }) => unit));
  expect(counting.length === judgedUnits.size, `${judgedUnits.size} units were judged, ${counting.length} count`);
  const unheard = lines.length - ledger.answers.size;
  expect(unheard <= ledger.unheard.infer, `${unheard} rows nobody heard of, of ${ledger.unheard.infer} requests`);
  const untold = judged.length - ledger.judged.size;
  expect(untold <= ledger.unheard.feedback, `${untold} more were judged than was told`);

  for (const variant of report.variants) {
    const own = <T extends Line>(all: T[]) => all.filter((line) => line.variant === variant.name);
    const wanted = {
      units: new Set(own(lines).map(({ unit }) => unit)).size,
      answers: own(lines).length,
      judged: own(judged).length,
      n: own(counting).length,
    };
    for (const [what, value] of Object.entries(wanted)) {
      const told = variant[what as keyof typeof wanted];
      expect(told === value, `${variant.name} has ${value} ${what} by its rows, the report says ${told}`);
    }
    const right = own(counting).filter(({ correct }) => correct).length;
    const accuracy = wanted.n === 0 ? undefined : right / wanted.n;
    expect(variant.accuracy?.value === accuracy, `${variant.name}: the report's accuracy is not that of its rows`);
  }
  return { rows: lines.length, judged: judged.length, units: judgedUnits.size, unheard, faults };
}
