"""The served model against Python's onnxruntime on the same artefact, text by text.

    python bench/parity/against_onnxruntime.py r2-assets/models/sst2-teacher DATA/glue/sst2/dev.jsonl.gz [--url http://localhost:8787]

Takes texts, pairs, scores (JSON lines {text_a, text_b?, label}, gzipped or not) and questions (SQuAD's own JSON). Tokenises with
Hugging Face's `tokenizers`, runs `model.onnx` one input at a time, asks the API for the same inputs' logits, and prints how many
labels differ and by how much the logits do. Of questions it compares answers, decoded here as transformers' pipeline does
(places, and scores in place of logits). Needs: numpy, onnxruntime, tokenizers (`sh test/readers/install.sh` has them).
"""

import argparse
import gzip
import json
import pathlib
import urllib.request

import numpy as np
import onnxruntime
import tokenizers

# The API's defaults, in tokens.
STRIDE = 128
LONGEST_ANSWER = 30

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("model", type=pathlib.Path, help="folder of the artefact that is served")
parser.add_argument("data", help="a dev set: JSON lines, or SQuAD's JSON; gzipped or not")
parser.add_argument("--url", default="http://localhost:8787")
parser.add_argument("--limit", type=int, help="as many rows, evenly spread")
arguments = parser.parse_args()

card = json.loads((arguments.model / "card.json").read_text())
answers_questions = card["task"] == "question-answering"
tokenizer = tokenizers.Tokenizer.from_file(str(arguments.model / "tokenizer.json"))
session = onnxruntime.InferenceSession(str(arguments.model / "model.onnx"), providers=["CPUExecutionProvider"])


def inputs():
    """Tuples of one text or two."""
    opened = gzip.open if arguments.data.endswith(".gz") else open
    with opened(arguments.data, "rt", encoding="utf-8") as file:
        if answers_questions:
            paragraphs = [paragraph for article in json.load(file)["data"] for paragraph in article["paragraphs"]]
            rows = [(qa["question"], paragraph["context"]) for paragraph in paragraphs for qa in paragraph["qas"]]
        else:
            parsed = [json.loads(line) for line in file]
            rows = [(row["text_a"], row["text_b"]) if row.get("text_b") is not None else (row["text_a"],) for row in parsed]
    if arguments.limit is None or arguments.limit >= len(rows):
        return rows
    return [rows[int(at)] for at in np.linspace(0, len(rows) - 1, arguments.limit)]


def encodings(texts):
    if not answers_questions:
        tokenizer.enable_truncation(card["max_length"])
        return [tokenizer.encode(*texts)]
    tokenizer.enable_truncation(card["max_length"], stride=STRIDE, strategy="only_second")
    first = tokenizer.encode(*texts)
    return [first, *first.overflowing]


def feeds_of(encoding):
    return {"input_ids": encoding.ids, "attention_mask": encoding.attention_mask, "token_type_ids": encoding.type_ids}


def local(encoding):
    return session.run(["logits"], {name: np.array([ids], dtype=np.int64) for name, ids in feeds_of(encoding).items()})[0][0]


def post(path, body):
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(f"{arguments.url}{path}", data=json.dumps(body).encode(), headers=headers)
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def served_texts(batch):
    asked = [{"text": texts[0], "text_pair": texts[1]} if len(texts) == 2 else texts[0] for texts in batch]
    raw = {"parameters": {"function_to_apply": "none"}} if card["task"] == "text-classification" else {}  # a score is raw
    answers = post(f"/models/{card['id']}", {"inputs": asked, **raw})
    return [[{a["label"]: a["score"] for a in answer}[label] for label in card["labels"]] for answer in answers]


def softmax(numbers):
    powers = np.exp(numbers - numbers.max())
    return powers / powers.sum()


def spans(encoding, logits, context):
    """The twelve most probable of a window, in whole words: text, place in code points, probability."""
    at = [i for i, sequence in enumerate(encoding.sequence_ids) if sequence == 1]
    start, end = (softmax(logits[[0, *at], column])[1:] for column in (0, 1))
    products = start[:, None] * end[None, :]
    length = np.arange(len(at))[None, :] - np.arange(len(at))[:, None]
    products = np.where((length >= 0) & (length < LONGEST_ANSWER), products, -1)
    for best in np.argsort(-products, axis=None, kind="stable")[:12]:
        first, last = np.unravel_index(best, products.shape)
        probability = float(products[first, last])
        if probability < 0:
            return
        first, last = at[first], at[last]
        words = encoding.word_ids
        while first - 1 >= at[0] and words[first - 1] == words[first]:
            first -= 1
        while last + 1 <= at[-1] and words[last + 1] == words[last]:
            last += 1
        place = (encoding.offsets[first][0], encoding.offsets[last][1])
        yield context[place[0] : place[1]], place, probability


def local_answer(texts):
    """Spans that read alike are one, their probabilities added."""
    answers = {}
    for encoding in encodings(texts):
        for text, place, probability in spans(encoding, local(encoding), texts[1]):
            known = answers.setdefault(text.lower(), [place, 0.0])
            known[1] += probability
    return max(answers.values(), key=lambda answer: answer[1])


def served_answer(texts):
    body = {"inputs": {"question": texts[0], "context": texts[1]}}
    answer = post(f"/models/{card['id']}?offset_unit=codepoint", body)
    return (answer["start"], answer["end"]), answer["score"]


rows = inputs()
if answers_questions:
    pairs = [(local_answer(texts), served_answer(texts)) for texts in rows]
    labels = [(a[0], b[0]) for a, b in pairs]
    difference = [abs(a[1] - b[1]) for a, b in pairs]
else:
    expected = [local(encoding) for texts in rows for encoding in encodings(texts)]
    actual = [np.array(logits) for at in range(0, len(rows), 200) for logits in served_texts(rows[at : at + 200])]
    labels = [(int(a.argmax()), int(b.argmax())) for a, b in zip(expected, actual)]
    difference = [float(np.abs(a - b).max()) for a, b in zip(expected, actual)]
print(
    json.dumps(
        {
            "model": card["id"],
            "storage": card["storage"],
            "inputs": len(rows),
            "labels_differ": None if card["labels"] == ["score"] else sum(a != b for a, b in labels),
            "largest_difference": max(difference),
            "mean_difference": float(np.mean(difference)),
            "onnxruntime": onnxruntime.__version__,
        }
    )
)
