"""What transformers' own pipeline finds in long texts with `stride`, by the weights and the tokenizer.json of the tiny tagger.

    node test/fixtures/write-tiny-artefact.ts out/tiny/tagger tagger
    python -P test/golden/stride.py out/tiny       needs: torch, safetensors, transformers 5.24

Offsets count code points, as in Python.
"""

import json
import os
import sys

import torch
from safetensors.torch import load_file
from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast, TokenClassificationPipeline

TEXTS = [
    "the film was never dull and the actors were moving " * 9,
    "😀 the unenjoyed ending was unwatchable, the charming plot unmoving! " * 7,
    "We loved the charming film, not the boring script!",
]
OPTIONS = [(strategy, stride) for strategy in ("simple", "first", "average", "max") for stride in (0, 3, 16)] + [("simple", 29)]


def main() -> None:
    torch.set_num_threads(1)
    folder = f"{sys.argv[1]}/tagger"
    card = json.load(open(f"{folder}/card.json"))
    a, e = card["architecture"], card["architecture"]["encoder"]
    config = BertConfig(
        vocab_size=a["embeddings"]["word"]["rows"], hidden_size=e["width"], num_hidden_layers=e["layers"], num_attention_heads=e["heads"],
        intermediate_size=e["ffn"], max_position_embeddings=a["embeddings"]["position"]["rows"], type_vocab_size=2, hidden_act="gelu",
        layer_norm_eps=e["layer_norm_eps"], id2label=dict(enumerate(card["labels"])), label2id={l: i for i, l in enumerate(card["labels"])},
    )
    model = BertForTokenClassification(config)
    missing, unexpected = model.load_state_dict({k: v.float() for k, v in load_file(f"{folder}/weights.safetensors").items()}, strict=False)
    assert not unexpected and all("position_ids" in k for k in missing), (missing, unexpected)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=f"{folder}/tokenizer.json", model_max_length=card["max_length"], pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]",
    )
    tag = TokenClassificationPipeline(model=model.eval(), tokenizer=tokenizer, device="cpu")
    cases = []
    for text in TEXTS:
        for strategy, stride in OPTIONS:
            found = tag(text, aggregation_strategy=strategy, stride=stride)
            entities = [{"entity_group": x["entity_group"], "score": round(float(x["score"]), 6), "start": x["start"], "end": x["end"]} for x in found]
            cases.append({"text": text, "aggregation_strategy": strategy, "stride": stride, "entities": entities})
    lines = ",\n  ".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stride.json")
    open(path, "w").write(f"[\n  {lines}\n]\n")


if __name__ == "__main__":
    main()
