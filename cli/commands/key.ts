import type { Command } from "commander";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { collect } from "../options.ts";
import { table } from "../ui/table.ts";

interface Key {
  id: string;
  name: string;
  scopes: string[];
  created_at: string;
}

type KeyOptions = ServerOptions & { json?: boolean };

export default function keyCommand(program: Command): void {
  const key = program.command("key").description("API keys. Needs a key with the scope admin.");

  withServer(key.command("create").description("Make a key. It is shown this once and stored nowhere."))
    .requiredOption("--name <name>", "what it is for")
    .requiredOption("--scope <scope...>", "evaluate, write, metrics, admin: what it may do", collect<string>)
    .option("--json", "print it as JSON")
    .action(async ({ name, scope, json, ...server }: KeyOptions & { name: string; scope: string[] }) => {
      const api = await apiClient(server);
      const created = await api.post<Key & { key: string }>("/v1/keys", { name, scopes: scope });
      console.log(json ? JSON.stringify(created, null, 2) : created.key);
    });

  withServer(key.command("list").description("List the keys, by id, name and scopes."))
    .option("--json", "print them as JSON")
    .action(async ({ json, ...server }: KeyOptions) => {
      const { keys } = await (await apiClient(server)).get<{ keys: Key[] }>("/v1/keys");
      console.log(json ? JSON.stringify(keys, null, 2) : overview(keys));
    });

  withServer(key.command("revoke").description("Revoke a key; it stops working at once."))
    .argument("<id>", "as `key list` shows it")
    .action(async (id: string, server: ServerOptions) => {
      await (await apiClient(server)).json("DELETE", `/v1/keys/${encodeURIComponent(id)}`);
      console.log(`${id} is revoked`);
    });
}

const overview = (keys: Key[]) =>
  table<Key>(
    [
      { title: "id", cell: ({ id }) => id },
      { title: "name", cell: ({ name }) => name },
      { title: "scopes", cell: ({ scopes }) => scopes.join(", ") },
      { title: "made", cell: ({ created_at }) => created_at },
    ],
    keys,
  );
