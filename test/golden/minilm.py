"""Makes minilm.json and mpnet.json: what `transformers` computes with all-MiniLM-L6-v2 and all-mpnet-base-v2 for eight sentences.

    python3 minilm.py FOLDER                  the model's folder: `node test/encoders/check.ts [ENCODER]` prints where it lies
    python3 -P minilm.py FOLDER mpnet.json    needs: torch 2.13, transformers 5.23
"""

import hashlib
import json
import os
import sys

import torch
import transformers
from transformers import AutoModel, AutoTokenizer

SENTENCES = [
    "Yes.",
    "The soup was hot, the waiter was not.",
    "I wouldn't say it's unwatchable; I'd just rather watch the rain fill a bucket!",
    "Caf\u00e9 M\u00fcller's cr\u00e8me br\u00fbl\u00e9e costs \u20ac7.50, na\u00efvely assuming you can stop at one.",
    "\u6771\u4eac and S\u00e3o Paulo \U0001f680 share 23 sister-city programmes (2019\u20132024), or so the ANTIDISESTABLISHMENTARIANISTS claim.",
    "Supercalifragilistic words, mid-sentence ALL CAPS, tabs\tand  double  spaces should all end as ordinary pieces.",
    "When the lights went down nobody expected much, yet two hours later half the row was still sitting there, coats on "
    "their knees, arguing about whether the last shot was a joke, a threat, or the kindest thing in the whole picture.",
    "Step one: read the manual. " * 20,  # long: 120 tokens and more
]
SAMPLES = 256  # entries kept of every layer's hidden states, at real tokens


def main(folder: str, made: str = "minilm.json") -> None:
    torch.set_num_threads(1)
    with open(os.path.join(folder, "model.safetensors"), "rb") as file:
        sha256 = hashlib.sha256(file.read()).hexdigest()
    tokenizer = AutoTokenizer.from_pretrained(folder, model_max_length=512)
    tokenizer.backend_tokenizer.no_truncation()
    model = AutoModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
    batch = tokenizer(SENTENCES, padding=True, truncation=False, return_tensors="pt")
    with torch.no_grad():
        output = model(**batch, output_hidden_states=True)
        mask = batch["attention_mask"].unsqueeze(-1).float()
        pooled = (output.last_hidden_state * mask).sum(1) / mask.sum(1).clamp(min=1e-9)

    random = torch.Generator().manual_seed(8)
    real = batch["attention_mask"].nonzero()  # [tokens, (sentence, position)]
    layers = []
    for hidden in output.hidden_states:
        tokens = real[torch.randint(len(real), (SAMPLES,), generator=random)]
        units = torch.randint(hidden.shape[-1], (SAMPLES,), generator=random)
        layers.append({
            "at": torch.cat([tokens, units.unsqueeze(1)], 1).tolist(),
            "values": rounded(hidden[tokens[:, 0], tokens[:, 1], units]),
        })
    reference = {
        "made_by": "test/golden/minilm.py",
        "source": f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}, CPU, float32, eager attention",
        "sha256": sha256,
        "sentences": SENTENCES,
        "ids": [ids[: int(n)] for ids, n in zip(batch["input_ids"].tolist(), batch["attention_mask"].sum(1))],
        "pooled": rounded(pooled),
        "layers": layers,  # embedding output first; `at`: [sentence, position, unit]
    }
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), made), "w") as file:
        lines = [f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in reference.items()]
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


def rounded(tensor: torch.Tensor) -> list:
    """8 significant digits: below float32's own rounding."""
    return [rounded(t) for t in tensor] if tensor.dim() > 1 else [float(f"{x:.8g}") for x in tensor.tolist()]


if len(sys.argv) not in (2, 3):
    sys.exit(__doc__)
main(*sys.argv[1:])
