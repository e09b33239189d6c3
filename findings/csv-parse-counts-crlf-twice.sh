#!/usr/bin/env bash
# csv-parse 7.0.3: line numbers (info.lines, and those in its errors) count a CRLF inside a quoted field as two lines, and a lone
# CR as one; a CRLF between records counts once. So every quoted line break of a file written on Windows or by Excel moves the
# numbers of all later lines by one.
# Guess before: a line is what editors, grep and the same parser between records call one.
# Seen: the same three records end on lines 1, 3, 4 with LF and are said to end on 1, 4, 5 with CRLF.
# For us: "line 4: 3 fields under 2 titles" would send people to the wrong line. cli/files/csv-records.ts takes the CRs off again.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund csv-parse@7.0.3 > /dev/null
cat > read.mjs <<'JS'
import { parse } from "csv-parse/sync";
const text = 'id,text\n1,"a\nb"\n2,c\n';
const lines = (csv) => parse(csv, { record_delimiter: ["\r\n", "\n"], info: true }).map(({ info }) => info.lines);
console.log(JSON.stringify([lines(text), lines(text.replaceAll("\n", "\r\n"))]));
JS
seen=$(node read.mjs)
echo "$seen"
[[ $seen == '[[1,3,4],[1,4,5]]' ]] || { echo "this has changed" >&2; exit 1; }
