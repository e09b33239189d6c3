#!/usr/bin/env bash
# @asteasolutions/zod-to-openapi 9.1.0 (which @hono/zod-openapi 1.6.3 uses): what extends a strict object with a name is described as
# `allOf` of the two, each with `additionalProperties: false`; nothing is both.
# Guess before: a value that zod takes by the extension is valid by its description.
# Seen: {"id": "a", "key": "b"} is what zod takes, and the description refuses `key` by the one part and `id` by the other.
# For us: clients made from the document could not read a new API key. worker/routes/keys.ts spreads the base's shape instead, and
# test/openapi holds all live answers against the document.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund zod@4.6.7 @asteasolutions/zod-to-openapi@9.1.0 ajv@8.20.0 > /dev/null
cat > describe.mjs <<'JS'
import { extendZodWithOpenApi, OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as z from "zod";

extendZodWithOpenApi(z);
const Base = z.strictObject({ id: z.string() }).openapi("Base");
const extensions = {
  extended: Base.extend({ key: z.string() }).openapi("Extended"),
  spread: z.strictObject({ ...Base.shape, key: z.string() }).openapi("Spread"),
};
const registry = new OpenAPIRegistry();
for (const [name, schema] of Object.entries({ Base, ...extensions })) registry.register(name, schema);
const { components } = new OpenApiGeneratorV31(registry.definitions).generateDocument({ openapi: "3.1.0", info: { title: "", version: "" } });
const ajv = new Ajv2020({ strict: false });
ajv.addSchema({ components }, "api");
const value = { id: "a", key: "b" };
const told = Object.entries(extensions).map(([name, schema]) => {
  const isDescribed = ajv.validate({ $ref: `api#/components/schemas/${name}` }, value);
  return `${name}: zod ${schema.safeParse(value).success}, its description ${isDescribed}`;
});
console.log(told.join("; "));
JS
seen=$(node describe.mjs)
echo "$seen"
[[ $seen == "extended: zod true, its description false; spread: zod true, its description true" ]] || {
  echo "this has changed" >&2
  exit 1
}
