import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { ApiClient } from "../http/client.ts";
import { listModels } from "./probe.ts";

const server = createServer((_, response) => {
  response
    .setHeader("content-type", "application/json")
    .end('{"models": [{"id": "a", "task": "text-classification"}]}');
});
const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
const close = () => new Promise((resolve) => server.close(resolve));

test("a server that is slow to come is waited for, which is said; one that does not come is given up", async () => {
  await listen(0);
  const { port } = server.address() as AddressInfo;
  await close();
  const api = new ApiClient(`http://127.0.0.1:${port}`, "key");
  const said: string[] = [];
  const waiting = listModels(api, (line) => said.push(line), { most: 60_000, sayEvery: 50 });
  while (said.length < 2) await sleep(10);
  await listen(port);
  expect(await waiting).toEqual([{ id: "a", task: "text-classification" }]);
  expect(new Set(said)).toEqual(new Set(["the worker does not answer yet"]));
  await close();
  const given = listModels(api, () => {}, { most: 1000, sayEvery: 60_000 });
  await expect(given).rejects.toThrow("the worker has not answered for 1 s");
});
