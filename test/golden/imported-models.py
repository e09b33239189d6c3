"""Makes imported-models/ (thirteen tiny folders as transformers saves them) and imported-models.json (what it answers with them).

    python3 -P imported-models.py                    needs: torch 2.14, transformers 5.24, tokenizers, safetensors
                                                     (-P: statistics.py beside it is not the one that torch imports)
    python3 -P imported-models.py --real VOCAB FOLDER   the same in sizes that people have, with a BERT's vocabulary, answers aside

Weights are random and far larger than a trained model's, biases and LayerNorms too, so that a wrong axis, a missing bias or another
activation shows in the first digits. Each folder has something of its own: shards, halves, vocab.txt alone, cased, narrow tables.
"""

import argparse
import json
import os
import shutil
import sys

import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers import BertTokenizer, MPNetTokenizer
from transformers import (
    BertConfig, BertForQuestionAnswering, BertForSequenceClassification, BertForTokenClassification,
    DistilBertConfig, DistilBertForQuestionAnswering, DistilBertForSequenceClassification,
    ElectraConfig, ElectraForQuestionAnswering, ElectraForSequenceClassification, ElectraForTokenClassification,
    MPNetConfig, MPNetForQuestionAnswering, MPNetForSequenceClassification, MPNetForTokenClassification,
)

HERE = os.path.dirname(os.path.abspath(__file__))
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = """the a is it was not very good bad story Story bread warm Warm cold who what when bakes opens door at six noon nine
##s ##ed ##ing ##er . , ? ! mill old river road é Ö t o""".split()

TEXTS = [["The story was warm, not very good!"], ["WARM bread?", "It opens at six, the door is old."], ["Öl é bakers"], ["."],
         ["the old road at the river was cold , the mill was old . " * 4, "who ?"]]
SPANS = [["When opens the mill?", "The old mill opens at nine, the door at six."], ["What?", "bread"]]

INTENTS = {0: "ask", 1: "tell", 2: "order"}
FEELINGS = {0: "negative", 1: "positive"}
TAGS = {0: "O", 1: "B-PER", 2: "I-PER", 3: "B-LOC", 4: "I-LOC"}
TOPICS = {0: "food", 1: "place", 2: "time", 3: "weather"}
labels = lambda names: {"id2label": names, "label2id": {name: i for i, name in names.items()}}


def sizes(real: bool, layers: int, width: int, heads: int) -> tuple[int, int, int, int]:
    return (layers, width, heads, 4 * width) if real else (2, 16, 2, 24)


def bert(cls, real, words, size=(4, 256, 4), **more):
    layers, width, heads, ffn = sizes(real, *size)
    return cls(BertConfig(vocab_size=words, hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads,
                          intermediate_size=ffn, max_position_embeddings=512 if real else 40, **more))


def distilbert(cls, real, words, size=(3, 256, 4), **more):
    layers, width, heads, ffn = sizes(real, *size)
    return cls(DistilBertConfig(vocab_size=words, dim=width, n_layers=layers, n_heads=heads, hidden_dim=ffn,
                                max_position_embeddings=512 if real else 40, **more))


def electra(cls, real, words, narrow=True, size=(12, 256, 4), **more):
    layers, width, heads, ffn = sizes(real, *size)
    table = (128 if real else 8) if narrow else width
    return cls(ElectraConfig(vocab_size=words, embedding_size=table, hidden_size=width, num_hidden_layers=layers,
                             num_attention_heads=heads, intermediate_size=ffn, max_position_embeddings=512 if real else 40, **more))


def mpnet(cls, real, words, size=(4, 256, 4), **more):
    layers, width, heads, ffn = sizes(real, *size)
    return cls(MPNetConfig(vocab_size=words, hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads, layer_norm_eps=1e-5,
                           intermediate_size=ffn, max_position_embeddings=514 if real else 42, **more))  # positions begin at 2


# name: class, its family, and what is particular about the folder
MODELS = {
    "bert-intents": (lambda r, w: bert(BertForSequenceClassification, r, w, **labels(INTENTS)), {"cased": True}),
    "bert-topics": (lambda r, w: bert(BertForSequenceClassification, r, w, problem_type="multi_label_classification",
                                      **labels(TOPICS)), {"dtype": torch.bfloat16}),
    "bert-tags": (lambda r, w: bert(BertForTokenClassification, r, w, **labels(TAGS)), {"cased": True, "old_names": True}),
    "bert-spans": (lambda r, w: bert(BertForQuestionAnswering, r, w), {"vocabulary_alone": True, "dtype": torch.float16}),
    "distilbert-intents": (lambda r, w: distilbert(DistilBertForSequenceClassification, r, w, **labels(FEELINGS if r else INTENTS)),
                           {"shards": True}),
    "distilbert-score": (lambda r, w: distilbert(DistilBertForSequenceClassification, r, w, num_labels=1),
                         {"dtype": torch.float16, "vocabulary_alone": True, "cased": True}),
    "distilbert-spans": (lambda r, w: distilbert(DistilBertForQuestionAnswering, r, w), {"max_length": 32, "dtype": torch.bfloat16}),
    "electra-intents": (lambda r, w: electra(ElectraForSequenceClassification, r, w, **labels(FEELINGS if r else INTENTS)),
                        {"dtype": torch.bfloat16}),
    "electra-tags": (lambda r, w: electra(ElectraForTokenClassification, r, w, narrow=False, size=(4, 256, 4),
                                          **labels(TAGS)), {"shards": True}),
    "electra-spans": (lambda r, w: electra(ElectraForQuestionAnswering, r, w), {}),
    "mpnet-intents": (lambda r, w: mpnet(MPNetForSequenceClassification, r, w, **labels(INTENTS)), {"dtype": torch.bfloat16}),
    "mpnet-tags": (lambda r, w: mpnet(MPNetForTokenClassification, r, w, **labels(TAGS)), {"dtype": torch.float16, "cased": True}),
    "mpnet-spans": (lambda r, w: mpnet(MPNetForQuestionAnswering, r, w), {"shards": True}),
}


def randomise(model, random: torch.Generator) -> None:
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            norm = "norm" in name.lower()
            spread = 0.2 if norm or parameter.dim() == 1 else min(0.3, 1.2 / parameter.shape[1] ** 0.5)
            centre = 1.0 if norm and name.endswith("weight") else 0.0
            parameter.copy_(centre + spread * torch.randn(parameter.shape, generator=random))


def save(folder, model, tokenizer, vocabulary, dtype=None, shards=False, vocabulary_alone=False, old_names=False, **_):
    shutil.rmtree(folder, ignore_errors=True)
    size = sum(p.numel() for p in model.parameters()) * 4
    (model.to(dtype) if dtype else model).save_pretrained(folder, **({"max_shard_size": size // 3} if shards else {}))
    model.to(torch.float32)
    tokenizer.save_pretrained(folder)
    if old_names:  # as bert-base-uncased has them
        path = os.path.join(folder, "model.safetensors")
        tensors = {name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): tensor
                   for name, tensor in load_file(path).items()}
        save_file(tensors, path, {"format": "pt"})
    if vocabulary_alone:
        os.remove(os.path.join(folder, "tokenizer.json"))
        with open(os.path.join(folder, "vocab.txt"), "w") as file:
            file.write("".join(f"{token}\n" for token in vocabulary))


def rows_of(name: str, tokenizer, model) -> list[dict]:
    rows = []
    length = min(tokenizer.model_max_length, model.config.max_position_embeddings)
    for texts in SPANS if name.endswith("spans") else TEXTS:
        if name.endswith("tags"):
            words = texts[0].split()
            encoding = tokenizer(words, is_split_into_words=True, truncation=True, max_length=length, return_tensors="pt")
            row = {"tokens": words}
        else:
            encoding = tokenizer(*texts, truncation=True, max_length=length, return_tensors="pt")
            row = dict(zip(("question", "context") if name.endswith("spans") else ("text_a", "text_b"), texts))
        with torch.no_grad():
            output = model(**{k: v for k, v in encoding.items() if not (k == "token_type_ids" and "distil" in name)})
        logits = torch.stack([output.start_logits, output.end_logits], -1) if name.endswith("spans") else output.logits
        rows.append({**row, "ids": encoding["input_ids"][0].tolist(),
                     "logits": [round(x, 6) for x in logits.flatten().tolist()]})
    return rows


def make(folder: str, real: bool, vocabulary: list[str]) -> dict:
    golden = {}
    for seed, (name, (build, special)) in enumerate(MODELS.items()):
        random = torch.Generator().manual_seed(seed)
        is_mpnet = name.startswith("mpnet")
        words = ["<s>", "<pad>", "</s>", "<unk>", *vocabulary, "<mask>"] if is_mpnet else vocabulary
        model = build(real, len(words)).eval()
        randomise(model, random)
        if "dtype" in special:
            model.to(special["dtype"]).to(torch.float32)  # what its file will hold
        more = {"model_max_length": 384 if real else special["max_length"]} if "max_length" in special else {}
        if is_mpnet:
            more = {"model_max_length": 512 if real else 40}
        tokenizer = (MPNetTokenizer if is_mpnet else BertTokenizer)(
            vocab={token: i for i, token in enumerate(words)}, do_lower_case=not special.get("cased", False), **more)
        save(os.path.join(folder, name), model, tokenizer, words, **special)
        if not real:
            golden[name] = {"class": type(model).__name__, "rows": rows_of(name, tokenizer, model)}
        print(name, type(model).__name__, sum(p.numel() for p in model.parameters()), file=sys.stderr)
    return golden


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--real", nargs=2, metavar=("VOCAB", "FOLDER"))
    real = parser.parse_args().real
    if real:
        vocabulary, folder = real
        with open(vocabulary, encoding="utf-8") as file:
            make(folder, True, file.read().splitlines())
        return
    golden = make(os.path.join(HERE, "imported-models"), False, SPECIAL + WORDS)
    with open(os.path.join(HERE, "imported-models.json"), "w") as file:
        source = f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}; CPU, float32, eval mode"
        models = ",\n".join(f"{json.dumps(name)}:{json.dumps(value, ensure_ascii=False)}" for name, value in golden.items())
        file.write('{\n"made_by":"test/golden/imported-models.py",\n"source":%s,\n"models":{\n%s\n}}\n' % (json.dumps(source), models))


main()
