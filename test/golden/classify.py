"""Logits of the tiny artefact (test/fixtures/tiny-artefact.ts) by PyTorch and transformers, from its safetensors and
its tokenizer.json alone: neither our graph nor our tokenizer takes part.

    node test/fixtures/write-tiny-artefact.ts out/tiny
    python test/golden/classify.py out/tiny > test/golden/classify.json
"""
import json
import sys

import torch
import transformers
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

folder = sys.argv[1]
card = json.load(open(f"{folder}/card.json"))
tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
tokenizer.enable_truncation(card["max_length"])
weights = load_file(f"{folder}/weights.safetensors")
a = card["architecture"]
e = a["encoder"]
model = BertModel(
    BertConfig(
        vocab_size=a["embeddings"]["word"]["rows"],
        hidden_size=e["width"],
        num_hidden_layers=e["layers"],
        num_attention_heads=e["heads"],
        intermediate_size=e["ffn"],
        max_position_embeddings=a["embeddings"]["position"]["rows"],
        type_vocab_size=2,
        layer_norm_eps=e["layer_norm_eps"],
        hidden_act="gelu",
    ),
    add_pooling_layer=False,
).eval()
encoder = {k.removeprefix("bert."): v.float() for k, v in weights.items() if k.startswith("bert.")}
missing, unexpected = model.load_state_dict(encoder, strict=False)
assert not unexpected and all("position_ids" in k for k in missing), (missing, unexpected)

TEXTS = [
    ["a warm, funny film"],
    ["the story was dull and the acting awful"],
    ["Not bad!"],
    ["I never watched it again"],
    ["unwatchable"],
    ["Très charmant"],
    ["good " * 40],
    ["the plot", "the ending was not the plot"],
    ["a very very very long film " * 6, "short"],
    ["?"],
]
cases = []
for texts in TEXTS:
    encoding = tokenizer.encode(*texts)
    ids = torch.tensor([encoding.ids])
    with torch.no_grad():
        states = model(ids, torch.ones_like(ids), torch.tensor([encoding.type_ids])).last_hidden_state
        logits = states.mean(1) @ weights["classifier.weight"].float().T + weights["classifier.bias"].float()
    case = {"text": texts[0]}
    if len(texts) == 2:
        case["text_pair"] = texts[1]
    cases.append({**case, "truncated": len(encoding.overflowing) > 0, "logits": logits[0].tolist()})
source = f"torch {torch.__version__}, transformers {transformers.__version__}"
json.dump({"made_by": "test/golden/classify.py", "source": source, "cases": cases}, sys.stdout, indent=1)
print()
