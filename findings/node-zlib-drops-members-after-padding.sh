#!/usr/bin/env bash
# Node 24.21.0 (npm: node@24.21.0), zlib: of a gzip file with zeros between two members only what stands before the zeros is
# read. createGunzip ends, and gunzipSync returns, without an error: the rows after it are lost in silence. Members that follow
# each other directly are all read.
# Guess before: as Python's gzip module, which passes over the zeros and goes on ("a\nb\n"), or an error as gzip(1) gives
# (its warning "trailing garbage ignored", exit code 2). Seen: "a\n", no error, bytesWritten 22 of 556.
# For us: files from tapes, and logs joined in blocks. trainer/files/gzip-text.ts and cli/files/text-pieces.ts look behind the zeros.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --foreground-scripts node@24.21.0 > /dev/null
cat > read.mjs <<'JS'
import { Readable } from "node:stream";
import { createGunzip, gunzipSync, gzipSync } from "node:zlib";
const [one, two] = [gzipSync("a\n"), gzipSync("b\n")];
const padded = Buffer.concat([one, Buffer.alloc(512), two]);
let streamed = "";
for await (const piece of Readable.from([padded]).pipe(createGunzip())) streamed += piece;
const { buffer, engine } = gunzipSync(padded, { info: true });
console.log(process.version, JSON.stringify([gunzipSync(Buffer.concat([one, two])).toString(), streamed, buffer.toString()]), engine.bytesWritten, padded.length);
JS
seen=$(node_modules/.bin/node read.mjs)
echo "node:   $seen"
python=$(python3 -c 'import gzip; print(gzip.decompress(gzip.compress(b"a\n") + bytes(512) + gzip.compress(b"b\n")))')
echo "python: $python"
[[ $seen == 'v24.21.0 ["a\nb\n","a\n","a\n"] 22 556' && $python == "b'a\\nb\\n'" ]] || { echo "this has changed" >&2; exit 1; }
