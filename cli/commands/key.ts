import type { Command } from "commander";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { collect, duration } from "../options.ts";
import { table } from "../ui/table.ts";

interface Key {
  id: string;
  name: string;
  scopes: string[];
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}

type KeyOptions = ServerOptions & { json?: boolean };
/** `expires` in milliseconds from now. */
type NewKeyOptions = KeyOptions & { name: string; scope: string[]; expires?: number };

export default function keyCommand(program: Command): void {
  const key = program.command("key").description("API keys. Needs a key with the scope admin.");

  withServer(key.command("create").description("Make a key. It is shown this once and stored nowhere."))
    .requiredOption("--name <name>", "what it is for")
    .requiredOption("--scope <scope...>", "read, evaluate, write, metrics, admin: what it may do", collect<string>)
    .option(
      "--expires <time>",
      "for how long it is good, as 90d, 12h or 30m; until it is revoked unless given",
      duration,
    )
    .option("--json", "print it as JSON")
    .action(async ({ name, scope, expires, json, ...server }: NewKeyOptions) => {
      const api = await apiClient(server);
      const created = await api.post<Key & { key: string }>("/v1/keys", {
        name,
        scopes: scope,
        ...(expires !== undefined && { expires_at: new Date(Date.now() + expires).toISOString() }),
      });
      console.log(json ? JSON.stringify(created, null, 2) : created.key);
    });

  withServer(
    key.command("list").description("List the keys: id, name, scopes, and when each was made, was last used and ends."),
  )
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
      { title: "last used", cell: ({ last_used_at }) => last_used_at },
      { title: "expires", cell: ({ expires_at }) => expires_at },
    ],
    keys,
  );
