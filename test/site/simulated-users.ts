/** Simulated users of an experiment: they ask it, and find its answers right as often as they are told to. Nobody's opinion is in such figures. */
import type { ApiClient } from "../../cli/http/client.ts";
import { createRandom } from "../../eval/statistics/random.ts";

export interface Simulation {
  /** How many users, each a unit of its own. */
  users: number;
  /** Of users that come after others: their numbers go on from here. */
  from?: number;
  /** By a variant's name: the share of its answers that are found right. */
  accuracies: Readonly<Record<string, number>>;
  /** By a variant's name: the share of users that tell anything; all unless given. */
  tells?: Readonly<Record<string, number>>;
  seed: number;
  /** Asked at once. */
  atOnce?: number;
  onUser?: (done: number) => void;
}

const SUBJECTS = ["The room", "Our guide", "The second act", "This kettle", "The soup", "Their support"];
const JUDGEMENTS = ["was a delight", "was a mess", "did what it should", "fell apart within a week", "was worth it"];

/** Each user asks once and tells whether the answer was right, and how long it took as measured here. */
export async function simulateUsers(api: ApiClient, id: string, simulation: Simulation): Promise<void> {
  const { users, from = 0, accuracies, tells, seed, atOnce = 4, onUser } = simulation;
  let [next, done] = [from, 0];
  const user = async (number: number) => {
    const random = createRandom(seed * 1_000_003 + number);
    const pick = <T>(list: readonly T[]) => list[random.below(list.length)]!;
    const inputs = `${pick(SUBJECTS)} ${pick(JUDGEMENTS)}.`;
    const began = performance.now();
    const { assignment, variant } = await api.post<{ assignment: string; variant: string }>(
      `/v1/experiments/${id}/infer`,
      { inputs, unit: `simulated-user-${number}` },
    );
    const latency_ms = performance.now() - began;
    const correct = random.unit() < accuracies[variant]!;
    if (random.unit() < (tells?.[variant] ?? 1)) {
      await api.send("POST", `/v1/experiments/${id}/feedback`, { json: { assignment, correct, latency_ms } });
    }
    onUser?.(++done);
  };
  const worker = async () => {
    while (next < from + users) await user(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
