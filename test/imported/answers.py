"""What transformers answers to rows, read from stdin as {"models": [{"folder", "task", "max_length", "rows"}]}: a line of
logits a model, `[[...], ...]`, a row's windows one behind the other."""

import json
import sys

import torch
from transformers import (
    AutoModelForQuestionAnswering, AutoModelForSequenceClassification, AutoModelForTokenClassification, AutoTokenizer,
)

CLASSES = {"token-classification": AutoModelForTokenClassification, "question-answering": AutoModelForQuestionAnswering}


def encode(tokenizer, task: str, row: dict, length: int):
    if task == "token-classification":
        return tokenizer(row["tokens"], is_split_into_words=True, truncation=True, max_length=length)
    if task == "question-answering":
        return tokenizer(row["question"], row["context"], truncation="only_second", max_length=length, stride=128,
                         return_overflowing_tokens=True)
    texts = [row["text_a"]] + ([row["text_b"]] if "text_b" in row else [])
    return tokenizer(*texts, truncation=True, max_length=length)


def answer(model, encoding) -> list[float]:
    several = isinstance(encoding["input_ids"][0], list)
    logits = []
    for i in range(len(encoding["input_ids"]) if several else 1):
        names = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in encoding]
        if model.config.model_type == "distilbert" and "token_type_ids" in names:
            names.remove("token_type_ids")
        with torch.no_grad():
            output = model(**{name: torch.tensor([encoding[name][i] if several else encoding[name]]) for name in names})
        each = output.logits if "logits" in output else torch.stack([output.start_logits, output.end_logits], -1)
        logits += each.flatten().tolist()
    return logits


for each in json.load(sys.stdin)["models"]:
    tokenizer = AutoTokenizer.from_pretrained(each["folder"])
    cls = CLASSES.get(each["task"], AutoModelForSequenceClassification)
    model = cls.from_pretrained(each["folder"], dtype=torch.float32).eval()
    print(json.dumps([answer(model, encode(tokenizer, each["task"], row, each["max_length"])) for row in each["rows"]]), flush=True)
