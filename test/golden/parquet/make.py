"""Parquet as Python writes it, and the rows that Python reads from it: datasets 5.2.0, pyarrow 26.0.1.

    python test/golden/parquet/make.py
"""

from decimal import Decimal
import json
import os

import datasets
import pyarrow as pa
import pyarrow.parquet as pq
from datasets import ClassLabel, Dataset, Features, Sequence, Value

os.chdir(os.path.dirname(os.path.abspath(__file__)))
datasets.disable_progress_bars()

TEXTS = [f"row {i} of è and 😀" for i in range(6)]
EXPECTED = {}


def keep(name, rows):
    EXPECTED[name] = {"rows": rows}


def from_datasets(name, columns, features, rows):
    Dataset.from_dict(columns, features=Features(features)).to_parquet(f"{name}.parquet")
    keep(name, rows)


names = ["weather", "play", "alarm"]
labels = [0, 2, 1, 0, -1, 2]
ids = [0, 1, 2**60, 3, 4, 5]
from_datasets(
    "classes",
    {"text": TEXTS, "label": labels, "id": ids},
    {"text": Value("string"), "label": ClassLabel(names=names), "id": Value("int64")},
    [
        {"text": t, "label": names[l] if l >= 0 else None, "id": str(i)}
        for t, l, i in zip(TEXTS, labels, ids)
    ],
)
tags = ["O", "B-PER", "I-PER"]
from_datasets(
    "tags",
    {"tokens": [["Ada", "Byron", "wrote"], ["it"]], "ner_tags": [[1, 2, 0], [0]]},
    {"tokens": Sequence(Value("string")), "ner_tags": Sequence(ClassLabel(names=tags))},
    [
        {"tokens": ["Ada", "Byron", "wrote"], "ner_tags": ["B-PER", "I-PER", "O"]},
        {"tokens": ["it"], "ner_tags": ["O"]},
    ],
)
answers = [{"text": ["the cat"], "answer_start": [0]}, {"text": [], "answer_start": []}]
spans = {"id": ["a", "b"], "context": ["the cat sat", "x y"], "question": ["who sat?", "why?"], "answers": answers}
from_datasets(
    "spans",
    spans,
    {
        **{name: Value("string") for name in ["id", "context", "question"]},
        "answers": {"text": Sequence(Value("string")), "answer_start": Sequence(Value("int32"))},
    },
    [dict(zip(spans, row)) for row in zip(*spans.values())],
)

table = pa.table(
    {
        "text": pa.array(["a", "b", None] * 4),
        "label": pa.array(["x", "y", "x"] * 4).dictionary_encode(),
        "n": pa.array([1, -2, 2**40] * 4),
        "score": pa.array([0.5, 1.25, None] * 4),
        "flag": pa.array([True, False, None] * 4),
        "bytes": pa.array([b"text", b"\xff", None] * 4),
        "big": pa.array(["large"] * 12, pa.large_string()),
        "nested": pa.array([{"a": 1}] * 12),
    }
)
rows = [
    {**row, "bytes": {b"text": "text", b"\xff": [255], None: None}[row["bytes"]]} for row in table.to_pylist()
]
for codec in ["none", "snappy", "gzip", "brotli", "lz4", "zstd"]:
    pq.write_table(table, f"{codec}.parquet", compression=codec, row_group_size=5)
    keep(codec, rows)
pq.write_table(
    table,
    "pages-v2.parquet",
    compression="zstd",
    data_page_version="2.0",
    use_dictionary=False,
    column_encoding={"text": "DELTA_LENGTH_BYTE_ARRAY", "big": "DELTA_BYTE_ARRAY", "n": "DELTA_BINARY_PACKED"},
)
keep("pages-v2", rows)

# Read by hyparquet as floats: the second has more digits than one holds.
decimals = pa.table({"text": ["a", "b", "c"], "n": pa.array([Decimal(7), Decimal(2**53 + 1), None], pa.decimal128(20, 0))})
pq.write_table(decimals, "decimals.parquet", compression="none")

with open("expected.json", "w") as file:
    made_by = f"test/golden/parquet/make.py, datasets {datasets.__version__}, pyarrow {pa.__version__}"
    json.dump({"made_by": made_by, "files": EXPECTED}, file, indent=1, ensure_ascii=False)
    file.write("\n")
