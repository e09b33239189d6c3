#!/usr/bin/env bash
# @asteasolutions/zod-to-openapi 9.1.0 (which @hono/zod-openapi 1.6.3 uses): a tuple is described by `prefixItems` alone, which in JSON
# Schema 2020-12 bounds neither end.
# Guess before: what zod refuses for its length is invalid by the description, too.
# Seen: of [], [1], [1, 2] and [1, 2, 3] zod takes one as a pair of numbers, the description all.
# For us: a client made from the document could not rely on an interval's two ends. worker/http/pairs.ts adds the bounds.
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
const Pair = z.tuple([z.number(), z.number()]).openapi("Pair");
const registry = new OpenAPIRegistry();
registry.register("Pair", Pair);
const { components } = new OpenApiGeneratorV31(registry.definitions).generateDocument({ openapi: "3.1.0", info: { title: "", version: "" } });
const ajv = new Ajv2020({ strict: false });
const values = [[], [1], [1, 2], [1, 2, 3]];
const byZod = values.filter((value) => Pair.safeParse(value).success);
const byDescription = values.filter((value) => ajv.validate(components.schemas.Pair, value));
console.log(`zod takes ${JSON.stringify(byZod)}, the description ${JSON.stringify(byDescription)}`);
JS
seen=$(node describe.mjs)
echo "$seen"
[[ $seen == "zod takes [[1,2]], the description [[],[1],[1,2],[1,2,3]]" ]] || {
  echo "this has changed" >&2
  exit 1
}
