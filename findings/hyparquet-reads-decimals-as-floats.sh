#!/usr/bin/env bash
# hyparquet 1.33.0 (npm): a whole number in a DECIMAL column of scale 0 comes back as a JavaScript number, its last digits rounded away; the same
# number in an INT64 column comes back as a BigInt, whole.
# Guess before: exact types stay exact, as INT64 does; or an error where they cannot.
# Seen: 9007199254740993 is read as 9007199254740992 from decimal128(20, 0), and as 9007199254740993n from int64.
# For us: databases write ids as DECIMAL(20, 0), and two of them would be one. cli/files/parquet-items.ts takes ids for text only where a number is
# safe, so that the row is refused by name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyarrow==26.0.1
npm install --prefix "$folder" --silent --no-audit --no-fund hyparquet@1.33.0
"$folder/venv/bin/python" - "$folder/ids.parquet" <<'PY'
import sys
from decimal import Decimal
import pyarrow as pa
import pyarrow.parquet as pq

number = 2**53 + 1
pq.write_table(pa.table({
    "decimal": pa.array([Decimal(number)], pa.decimal128(20, 0)),
    "integer": pa.array([number], pa.int64()),
}), sys.argv[1], compression="none")
PY
cat > "$folder/read.mjs" <<'JS'
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";

const [row] = await parquetReadObjects({ file: await asyncBufferFromFile(process.argv[2]) });
console.log(`decimal ${typeof row.decimal} ${row.decimal} integer ${typeof row.integer} ${row.integer}`);
JS
seen=$(node "$folder/read.mjs" "$folder/ids.parquet")
echo "$seen"
[[ $seen == "decimal number 9007199254740992 integer bigint 9007199254740993" ]] || { echo "this has changed" >&2; exit 1; }
