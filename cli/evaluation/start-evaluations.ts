import type { Runtime } from "../../r2-assets/format/names.ts";
import type { ApiClient } from "../http/client.ts";

/** The body of `POST /v1/evals`. */
export interface EvalRequest {
  model: string;
  suite: string;
  limit?: number | undefined;
  sample?: number | undefined;
  perturbation?: string | undefined;
  runtime?: Runtime | undefined;
}

/** Asks for all of them, one after the other so that they queue in this order, tells which runs they are, returns their ids. */
export async function startEvaluations(api: ApiClient, requests: readonly EvalRequest[]): Promise<string[]> {
  const ids: string[] = [];
  for (const request of requests) {
    const { id } = await api.post<{ id: string }>("/v1/evals", request);
    const { model, suite, perturbation } = request;
    console.error(`${model} on ${suite}${perturbation === undefined ? "" : `, ${perturbation},`} is run ${id}`);
    ids.push(id);
  }
  return ids;
}
