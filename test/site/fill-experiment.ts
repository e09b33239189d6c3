/**
 * Fills an experiment of a running server with simulated users, so that a decided one can be looked at:
 *
 *     node test/site/fill-experiment.ts http://localhost:8787
 *     node test/site/fill-experiment.ts URL --models sst2-teacher,sst2-svd-19x --accuracies 0.9,0.7 --users 800
 *     node test/site/fill-experiment.ts URL --experiment exp-0123456789abcdef --accuracies 0.8,0.8 --users 200
 *
 * Answers are the models' own; whether they are found right is drawn by the accuracies, so figures say nothing of the
 * models. The experiment is named so. In shadow mode only the control's accuracy is drawn: a candidate is right where it
 * agrees with a right control, or disagrees with a wrong one. `--tells 1,0.5`: the shares of users that give feedback.
 */
import { parseArgs } from "node:util";
import { apiClient } from "../../cli/http/client.ts";
import { equalPercents, sharesOf } from "../../site/views/experiments/percents.ts";
import { simulateUsers } from "./simulated-users.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    models: { type: "string", default: "sst2-teacher,sst2-kronecker-19x" },
    accuracies: { type: "string", default: "0.80,0.92" },
    tells: { type: "string" },
    users: { type: "string", default: "800" },
    seed: { type: "string", default: "17" },
    shadow: { type: "boolean", default: false },
    experiment: { type: "string" },
    name: { type: "string" },
    key: { type: "string" },
  },
});
const [url] = positionals;
if (url === undefined) {
  console.error("Which server? node test/site/fill-experiment.ts URL");
  process.exit(2);
}

interface Report {
  id: string;
  name: string;
  variants: { name: string; units: number }[];
  differences: { words: string }[];
}

const api = await apiClient({ url, ...(options.key !== undefined && { key: options.key }) });
const accuracies = options.accuracies.split(",").map(Number);
const tells = options.tells?.split(",").map(Number) ?? accuracies.map(() => 1);
const users = Number(options.users);

const experiment =
  options.experiment === undefined ? await begin() : await api.get<Report>(`/v1/experiments/${options.experiment}`);
for (const [option, shares] of Object.entries({ accuracies, tells })) {
  if (shares.length === experiment.variants.length && shares.every((share) => share >= 0 && share <= 1)) continue;
  console.error(`--${option}: ${experiment.variants.length} shares from 0 to 1, one a variant`);
  process.exit(2);
}
const byName = (shares: readonly number[]) =>
  Object.fromEntries(experiment.variants.map(({ name }, i) => [name, shares[i]!]));
console.log(`${experiment.name}: ${url}/experiments/${experiment.id}`);
await simulateUsers(api, experiment.id, {
  users,
  from: experiment.variants.reduce((sum, { units }) => sum + units, 0),
  accuracies: byName(accuracies),
  tells: byName(tells),
  seed: Number(options.seed),
  onUser: (done) => done % 100 === 0 && console.log(`${done}/${users} users`),
});
const { differences } = await api.get<Report>(`/v1/experiments/${experiment.id}`);
for (const { words } of differences) console.log(words);

function begin(): Promise<Report> {
  const models = options.models.split(",");
  const name =
    options.name ?? `Simulated users, invented feedback: ${models.join(", ")} ${new Date().toISOString().slice(0, 19)}`;
  const weights = sharesOf(equalPercents(models.length));
  return api.post("/v1/experiments", {
    name,
    task: "text-classification",
    mode: options.shadow ? "shadow" : "split",
    variants: models.map((model, i) => ({ model, ...(!options.shadow && { weight: weights[i]! }) })),
  });
}
