"""What Python's readers make of artefacts. A list of jobs on stdin, a list of answers on stdout, both JSON.

A job: {"reader": …, "folder": …, "max_length": …, "inputs": [{"text", "pair"?}, …]}; a question is `text`, its context `pair`.

- onnxruntime: ids by `tokenizers` and tokenizer.json, logits by model.onnx, one input at a time.
- transformers: ids and token types by AutoTokenizer.
- safetensors: type, shape and sha256 of every tensor.
- load: for each class in "classes", AutoModel… .from_pretrained: its logits, or its error. Needs torch.
"""

import hashlib
import json
import sys

import numpy as np


def each(inputs):
    return [(item["text"], item["pair"]) if "pair" in item else (item["text"],) for item in inputs]


def tokenizer_of(job):
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(f"{job['folder']}/tokenizer.json")
    tokenizer.enable_truncation(job["max_length"])  # the card's; tokenizer.json has none
    return tokenizer


def onnxruntime(job):
    import onnxruntime

    tokenizer = tokenizer_of(job)
    session = onnxruntime.InferenceSession(f"{job['folder']}/model.onnx", providers=["CPUExecutionProvider"])
    answers = []
    for texts in each(job["inputs"]):
        encoding = tokenizer.encode(*texts)
        feeds = {"input_ids": encoding.ids, "attention_mask": encoding.attention_mask, "token_type_ids": encoding.type_ids}
        logits = session.run(["logits"], {name: np.array([ids], dtype=np.int64) for name, ids in feeds.items()})[0]
        answers.append({"ids": encoding.ids, "types": encoding.type_ids, "logits": logits.ravel().tolist()})
    return answers


def transformers(job):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(job["folder"])
    encodings = [tokenizer(*texts, truncation=True) for texts in each(job["inputs"])]
    return [{"ids": encoding["input_ids"], "types": encoding["token_type_ids"]} for encoding in encodings]


def safetensors(job):
    from safetensors import safe_open

    with safe_open(f"{job['folder']}/weights.safetensors", framework="numpy") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    return {
        name: {"dtype": str(tensor.dtype), "shape": list(tensor.shape), "sha256": hashlib.sha256(tensor.tobytes()).hexdigest()}
        for name, tensor in tensors.items()
    }


def load(job):
    import transformers

    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    answers = {}
    for name in job["classes"]:
        try:
            model = getattr(transformers, name).from_pretrained(job["folder"]).eval()
        except OSError as error:
            answers[name] = {"error": str(error)}
            continue
        tokenizer = transformers.AutoTokenizer.from_pretrained(job["folder"])
        outputs = [model(**tokenizer(*texts, truncation=True, return_tensors="pt")) for texts in each(job["inputs"])]
        answers[name] = {"logits": [output.logits.detach().float().numpy().ravel().tolist() for output in outputs]}
    return answers


READERS = {"onnxruntime": onnxruntime, "transformers": transformers, "safetensors": safetensors, "load": load}
answers = [READERS[job["reader"]](job) for job in json.load(sys.stdin)]
json.dump(answers, sys.stdout)
