/** Experiments under a real `retort serve` that is killed amid traffic: nothing that was answered is lost, nothing counts twice. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureAdminKey } from "../../cli/dev-vars.ts";
import { ApiClient } from "../../cli/http/client.ts";
import { callScheduled } from "../../cli/local/worker.ts";
import { artefactIn } from "../fixtures/artefact-folder.ts";
import { type ServeProcess, startServe } from "../fixtures/serve-process.ts";
import { audit } from "./audit.ts";
import { drive, newLedger, type Served } from "./traffic.ts";

let folder: string;
let server: ServeProcess;
let key: string;

const serve = () =>
  startServe(["--port", "0", "--state", join(folder, "state"), "--assets", join(folder, "assets"), "--no-warm"]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-experiments-"));
  const models = join(folder, "assets", "models");
  await artefactIn(join(models, "tiny-teacher"), { id: "tiny-teacher" });
  await artefactIn(join(models, "tiny-student"), { id: "tiny-student", seed: 18, method: "pkd-skip" });
  key = (await ensureAdminKey()).key;
  server = await serve();
});
afterAll(async () => {
  await server?.stop("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

test("a kill amid traffic loses nothing that was answered, and doubles nothing", async () => {
  const variants = ["tiny-teacher", "tiny-student"].map((model) => ({ model, weight: 0.5 }));
  const api = new ApiClient(server.url, key);
  const body = { name: "killed", task: "text-classification", variants };
  const { id } = await api.post<{ id: string }>("/v1/experiments", body);
  const served = (): Served => ({ url: server.url, key, id });
  const ledger = newLedger();

  let over = false;
  const traffic = drive(served(), ledger, { clients: 8, units: 60, goesOn: () => !over });
  await expect.poll(() => ledger.judged.size).toBeGreaterThan(60);
  await callScheduled(server.url); // some of it is folded by now
  await expect.poll(() => ledger.judged.size).toBeGreaterThan(120);
  await server.stop("SIGKILL");
  await traffic;
  server = await serve();

  const atOnce = ledger.answers.size + 80;
  const again = drive(served(), ledger, { clients: 8, units: 60, goesOn: () => !over });
  await expect.poll(() => ledger.answers.size).toBeGreaterThan(atOnce);
  over = true;
  await again;
  const { faults, rows } = await audit(served(), ledger);
  expect(faults).toEqual([]);
  expect(rows).toBeGreaterThan(atOnce);

  ledger.answers.set("lost", { unit: "somebody", variant: "tiny-teacher" });
  expect((await audit(served(), ledger)).faults).toContain("the answer lost has no row"); // it would be noticed
});
