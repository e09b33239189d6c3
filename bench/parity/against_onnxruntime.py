"""The served model against Python's onnxruntime on the same artefact, text by text.

    python bench/parity/against_onnxruntime.py r2-assets/models/sst2-teacher DATA/glue/sst2/dev.jsonl.gz [--url http://localhost:8787]

Tokenises with Hugging Face's `tokenizers`, runs `model.onnx` one text at a time, asks the API for the same texts' logits,
and prints how many labels differ and by how much the logits do. Needs: numpy, onnxruntime, tokenizers.
"""

import argparse
import gzip
import json
import pathlib
import urllib.request

import numpy as np
import onnxruntime
import tokenizers

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("model", type=pathlib.Path, help="folder of the artefact that is served")
parser.add_argument("data", help="JSON lines, gzipped: {text_a, label}")
parser.add_argument("--url", default="http://localhost:8787")
arguments = parser.parse_args()

card = json.loads((arguments.model / "card.json").read_text())
with gzip.open(arguments.data, "rt", encoding="utf-8") as lines:
    rows = [json.loads(line) for line in lines]

tokenizer = tokenizers.Tokenizer.from_file(str(arguments.model / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.enable_truncation(card["max_length"])
session = onnxruntime.InferenceSession(str(arguments.model / "model.onnx"), providers=["CPUExecutionProvider"])


def local(text):
    encoding = tokenizer.encode(text)
    feeds = {"input_ids": encoding.ids, "attention_mask": encoding.attention_mask, "token_type_ids": encoding.type_ids}
    return session.run(["logits"], {name: np.array([ids], dtype=np.int64) for name, ids in feeds.items()})[0][0]


def served(texts):
    body = json.dumps({"inputs": texts, "parameters": {"function_to_apply": "none"}}).encode()
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(f"{arguments.url}/models/{card['id']}", data=body, headers=headers)
    with urllib.request.urlopen(request) as response:
        answers = json.load(response)
    return [[{a["label"]: a["score"] for a in answer}[label] for label in card["labels"]] for answer in answers]


texts = [row["text_a"] for row in rows]
expected = np.array([local(text) for text in texts])
actual = np.array([logits for start in range(0, len(texts), 200) for logits in served(texts[start : start + 200])])
gold = np.array([row["label"] for row in rows])
difference = np.abs(expected - actual).max(axis=1)
print(
    json.dumps(
        {
            "model": card["id"],
            "storage": card["storage"],
            "rows": len(rows),
            "labels_differ": int((expected.argmax(1) != actual.argmax(1)).sum()),
            "largest_difference": float(difference.max()),
            "mean_difference": float(difference.mean()),
            "accuracy": {"onnxruntime": float((expected.argmax(1) == gold).mean()), "api": float((actual.argmax(1) == gold).mean())},
            "onnxruntime": onnxruntime.__version__,
        }
    )
)
