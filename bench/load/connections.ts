/**
 * A server under steady load: connections that ask several models texts of mixed lengths, one request after another. Every answer is held against the one
 * that the idle server gave; memory is read from /proc every second (Linux), its mean over the first minute beside that over the last. A local workerd's memory
 * climbs for tens of thousands of requests whatever is asked (findings/workerd-memory-climbs-before-it-is-level.sh), so `--before` of them come first.
 *
 *     node bench/load/connections.ts [--url http://localhost:8787] [--connections 32] [--seconds 60] [--before 0] [--server PROCESS] [--models a,b,c]
 */
import { parseArgs } from "node:util";
import { inputOfTokens } from "../../cli/bench/texts.ts";
import { ApiClient } from "../../cli/http/client.ts";
import type { Task } from "../../r2-assets/format/names.ts";
import { type Answer, ask, figures } from "./ask.ts";
import { heldMb } from "./held.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:8787" },
    connections: { type: "string", default: "32" },
    seconds: { type: "string", default: "60" },
    before: { type: "string", default: "0" },
    server: { type: "string" },
    models: {
      type: "string",
      default: "sst2-teacher,sst2-kronecker-19x,mrpc-kronecker-19x,squad-kronecker-19x,snips-xtremedistil",
    },
  },
});
const { url, server } = values;
const seconds = Number(values.seconds);
const LENGTHS = [8, 16, 24, 32, 64, 128];

const api = new ApiClient(url);
const wanted = values.models.split(",");
const { models } = await api.get<{ models: { id: string; task: Task }[] }>("/v1/models");
const asked = models
  .filter(({ id }) => wanted.includes(id))
  .flatMap(({ id, task }) => LENGTHS.map((tokens) => ({ id, inputs: inputOfTokens(task, tokens, tokens) })));

const right = new Map<(typeof asked)[number], string>();
for (const one of asked) {
  const { status, body } = await ask(url, one.id, one.inputs);
  if (status !== 200) throw new Error(`${one.id} answers ${status} when nothing else is asked: ${body}`);
  right.set(one, body);
}
for (let i = 0; i < Number(values.before); i++) await fetch(`${url}/nothing`).then((answer) => answer.arrayBuffer());

const answers: Answer[] = [];
let wrong = 0;
const held: number[] = [];
const end = performance.now() + 1000 * seconds;
const watch = setInterval(async () => held.push(await heldMb(server)), 1000);

await Promise.all(
  Array.from({ length: Number(values.connections) }, async (_, connection) => {
    for (let i = connection; performance.now() < end; i += 7) {
      const one = asked[i % asked.length]!;
      const answer = await ask(url, one.id, one.inputs);
      answers.push(answer);
      if (answer.status === 200 && answer.body !== right.get(one)) wrong++;
    }
  }),
);
clearInterval(watch);

const { n, p50, p99, most, statuses } = figures(answers);
const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
const [first, last] = [mean(held.slice(0, 60)), mean(held.slice(-60))];
console.log(
  `${values.connections} connections, ${seconds} s: ${n} requests, ${(n / seconds).toFixed(0)} a second; ${statuses}; ${wrong} wrong`,
);
console.log(`p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, most ${most.toFixed(0)} ms`);
console.log(
  `workerd holds ${first.toFixed(0)} MB over the first minute, ${last.toFixed(0)} over the last: ${(100 * (last / first - 1)).toFixed(1)} %`,
);
