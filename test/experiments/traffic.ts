/** Traffic of an experiment, what was heard back of it, and whether the server knows the same. */
import type { ExperimentReport } from "../../worker/experiments/report.ts";

export interface Served {
  url: string;
  key: string;
  /** Of the experiment. */
  id: string;
}

/** What clients heard. Requests whose answer never came are only counted: they may be known there or not. */
export interface Ledger {
  /** By assignment. */
  answers: Map<string, { unit: string; variant: string }>;
  /** Feedback that was answered by 204, by assignment. */
  judged: Map<string, boolean>;
  unheard: { infer: number; feedback: number };
  /** Requests that were told to come later. */
  shed: number;
}

export const newLedger = (): Ledger => ({
  answers: new Map(),
  judged: new Map(),
  unheard: { infer: 0, feedback: 0 },
  shed: 0,
});

export interface Traffic {
  clients: number;
  /** Each client draws its units from so many. */
  units: number;
  /** Of a number in [0, 1): Math.random unless given. */
  random?: () => number;
  /** Whether to go on, asked before each question. */
  goesOn: () => boolean;
}

const REPEATED = 0.3;
const JUDGED = 0.7;

/** Asks and judges until it may not go on, or nobody answers. */
export async function drive(served: Served, ledger: Ledger, { clients, units, random = Math.random, goesOn }: Traffic) {
  const client = async () => {
    while (goesOn()) {
      const unit = `unit-${Math.floor(random() * units)}`;
      const answer = await post(served, "infer", { inputs: "a warm, funny film", unit });
      if (answer === null) return void ledger.unheard.infer++;
      if (answer.status === 429) {
        ledger.shed++;
        await new Promise((wake) => setTimeout(wake, 20));
        continue;
      }
      if (answer.status !== 200) throw new Error(`infer answered ${answer.status}: ${answer.body}`);
      const { assignment, variant } = JSON.parse(answer.body) as { assignment: string; variant: string };
      if (ledger.answers.has(assignment)) throw new Error(`${assignment} was given twice`);
      ledger.answers.set(assignment, { unit, variant });
      if (random() > JUDGED) continue;
      const correct = random() < 0.8;
      for (let times = random() < REPEATED ? 2 : 1; times > 0; times--) {
        const told = await post(served, "feedback", { assignment, correct, latency_ms: 10 + 20 * random() });
        if (told === null) return void ledger.unheard.feedback++;
        if (told.status !== 204) throw new Error(`feedback answered ${told.status}: ${told.body}`);
        ledger.judged.set(assignment, correct);
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}

/** Null where no whole answer came. */
export async function post({ url, key, id }: Served, what: string, body: object) {
  try {
    const answer = await fetch(`${url}/v1/experiments/${id}/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return null;
  }
}

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
