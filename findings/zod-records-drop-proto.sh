#!/usr/bin/env bash
# zod 4.6.7: `z.record(…)` drops a key named "__proto__" without a word, before its value is looked at, and `z.looseObject` drops it, too.
# A record over an enum that has the name is parsed without it, though records over enums want every key.
# Guess before: the key is kept, as JSON.parse keeps it (an own property), or refused like any other value that does not fit.
# Seen: {"positive": 0.25, "__proto__": "no number"} is a record of numbers, and comes out as {"positive": 0.25}.
# For us: a model with a label of that name would lose its score on the way out, and the scores left would not sum to 1.
# eval/lines/label-book.ts refuses the name as a label.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund zod@4.6.7 > /dev/null
cat > parse.mjs <<'JS'
import * as z from "zod";
const scores = JSON.parse('{"positive": 0.25, "__proto__": "no number"}');
const schemas = {
  record: z.record(z.string(), z.number()),
  "enum's record": z.record(z.enum(["positive", "__proto__"]), z.number()),
  "loose object": z.looseObject({ positive: z.number() }),
};
const told = Object.entries(schemas).map(([name, schema]) => {
  const { success, data } = schema.safeParse(scores);
  return `${name}: ${success ? Object.keys(data) : "refused"}`;
});
console.log(`${Object.keys(scores)} -> ${told.join("; ")}`);
JS
seen=$(node parse.mjs)
echo "$seen"
[[ $seen == "positive,__proto__ -> record: positive; enum's record: positive; loose object: positive" ]] || {
  echo "this has changed" >&2
  exit 1
}
