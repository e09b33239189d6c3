/**
 * Whether a server's memory is level: requests to all its models in turn, of mixed lengths, and how much its workerd processes hold on the way. Linux.
 *
 * A local workerd climbs with every request, whatever it does, and is level after some tens of thousands
 * (findings/workerd-memory-climbs-before-it-is-level.sh). So requests that do nothing come before those that are counted.
 *
 *     node bench/memory/requests.ts [--url http://localhost:8787] [--before 40000] [--requests 10000] [--runtime engine] [--server PROCESS]
 */
import { parseArgs } from "node:util";
import { inputOfTokens } from "../../cli/bench/texts.ts";
import { ApiClient } from "../../cli/http/client.ts";
import type { Task } from "../../r2-assets/format/names.ts";
import { heldMb } from "../load/held.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:8787" },
    before: { type: "string", default: "40000" },
    requests: { type: "string", default: "10000" },
    runtime: { type: "string" },
    server: { type: "string" },
  },
});
const api = new ApiClient(values.url);
const { models } = await api.get<{ models: { id: string; task: Task; max_length: number }[] }>("/v1/models");
const total = Number(values.requests);
const REPORTS = 10;

console.log(
  `${models.length} models in turn\n\n| requests | workerd holds, MB |\n|---:|---:|\n| before | ${await heldMb(values.server)} |`,
);
for (let i = 0; i < Number(values.before); i++)
  await fetch(`${values.url}/nothing`).then((answer) => answer.arrayBuffer());
console.log(`| 0 | ${await heldMb(values.server)} |`);
for (let i = 0; i < total; i++) {
  const { id, task, max_length } = models[i % models.length]!;
  const tokens = 8 + ((i * 37) % (Math.min(max_length, 128) - 8));
  await api.post(`/models/${id}${values.runtime ? `?runtime=${values.runtime}` : ""}`, {
    inputs: [inputOfTokens(task, tokens, i)],
  });
  if ((i + 1) % Math.ceil(total / REPORTS) === 0) console.log(`| ${i + 1} | ${await heldMb(values.server)} |`);
}
