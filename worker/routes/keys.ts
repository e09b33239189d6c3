/** `/v1/keys`: API keys. A key is shown once, when it is made; only its digest is stored. */

import { createRoute, z } from "@hono/zod-openapi";
import { requireScope } from "../auth/require-scope.ts";
import { newApi } from "../http/api.ts";
import { authProblems } from "../http/auth-problems.ts";
import { bodyProblems, jsonBody } from "../http/body.ts";
import { json } from "../http/json.ts";
import { problem } from "../http/problem.ts";
import { missingKey } from "../lookups/missing.ts";
import { keyStore } from "../storage/key-store.ts";
import { Scope } from "../storage/scope.ts";

const ApiKey = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    scopes: z.array(Scope),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable().openapi({ description: "From when on it is refused; null for never" }),
    last_used_at: z.iso.datetime().nullable().openapi({ description: "To a minute; null for a key not used yet" }),
  })
  .openapi("ApiKey");

const NewKey = z
  .strictObject({
    name: z.string().trim().min(1, "name is blank").max(100).openapi({ example: "ci" }),
    scopes: z
      .array(Scope)
      .min(1, "scopes is empty")
      .openapi({ example: ["evaluate"] }),
    expires_at: z.iso
      .datetime({ offset: true })
      .refine((text) => Date.parse(text) > Date.now(), "expires_at is not in the future")
      .optional()
      .openapi({ description: "From when on it is refused; never unless given", example: "2099-12-31T23:59:59Z" }),
  })
  .openapi("NewKey");

// Spread: an extension of a named schema is documented as both at once, and that one has no `key`.
const CreatedKey = z
  .strictObject({ ...ApiKey.shape, key: z.string().openapi({ description: "Shown here and never again" }) })
  .openapi("CreatedKey");

const security = [{ key: [] }];

const createKey = createRoute({
  method: "post",
  path: "/v1/keys",
  summary: "Make an API key",
  tags: ["keys"],
  security,
  middleware: [requireScope("admin"), jsonBody()] as const,
  request: { body: { required: true, content: json(NewKey) } },
  responses: { 201: { description: "The key", content: json(CreatedKey) }, ...authProblems, ...bodyProblems },
});

const listKeys = createRoute({
  method: "get",
  path: "/v1/keys",
  summary: "List API keys",
  tags: ["keys"],
  security,
  middleware: [requireScope("admin")] as const,
  responses: {
    200: { description: "Oldest first", content: json(z.strictObject({ keys: z.array(ApiKey) })) },
    ...authProblems,
  },
});

const revokeKey = createRoute({
  method: "delete",
  path: "/v1/keys/{id}",
  summary: "Revoke an API key",
  tags: ["keys"],
  security,
  middleware: [requireScope("admin")] as const,
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: "It works no longer" }, ...authProblems, 404: problem("No such key") },
});

export const keysApi = newApi()
  .openapi(createKey, async (c) => {
    const { name, scopes, expires_at } = c.req.valid("json");
    const key = await keyStore(c.env.DB).create(
      name,
      scopes,
      expires_at === undefined ? undefined : new Date(expires_at),
    );
    return c.json(key, 201, { "cache-control": "no-store" });
  })
  .openapi(listKeys, async (c) => c.json({ keys: await keyStore(c.env.DB).list() }, 200))
  .openapi(revokeKey, async (c) => {
    const { id } = c.req.valid("param");
    if (await keyStore(c.env.DB).revoke(id)) return c.body(null, 204);
    throw missingKey(id);
  });
