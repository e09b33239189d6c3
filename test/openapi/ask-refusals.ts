import type { Asker } from "./asker.ts";

/** What every operation with a body, or for keys alone, must refuse. */
export async function askForRefusals({ ask, document }: Asker) {
  const { key: weak } = await ask("POST /v1/keys", { body: { name: "weak", scopes: ["write"] } });
  const { key: weaker } = await ask("POST /v1/keys", { body: { name: "weaker", scopes: ["evaluate"] } });
  const { models } = await ask("GET /v1/models");
  const { id, version } = models[0];
  const filled = { "{id}": id, "{version}": version, "{a}": "own", "{b}": "none" } as Record<string, string>;
  const long = " ".repeat(2 ** 20 + 1);
  for (const operation of document.operations) {
    const request = operation.replaceAll(/\{\w+\}/g, (name) => filled[name]!);
    const { isGuarded, bodies } = document.requirements(operation);
    const body = bodies.length > 0 ? "{}" : undefined;
    const headers: Record<string, string> = bodies.length > 0 ? { "content-type": bodies[0]! } : {};
    if (isGuarded) for (const by of [null, "unknown", weak, weaker]) await ask(request, { body, headers, by });
    for (const [sent, type] of [
      ["{", bodies[0]],
      ["{}", "text/html"],
      ["{}", bodies[0]],
      [long, bodies[0]],
    ] as const)
      if (type !== undefined && bodies.length > 0)
        await ask(request, { body: sent, headers: { "content-type": type } });
  }
}
