/** Traffic of an experiment, and what was heard back of it. */

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
