"""Makes tiny-mpnet/ (a seeded MPNetModel folder in Hugging Face's layout) and tiny-mpnet.json (what PyTorch computes with it).

    python3 -P tiny-mpnet.py          needs: torch 2.14, transformers 5.24, tokenizers, safetensors
                                      (-P: statistics.py beside it is not the one that torch imports)

2 layers, 16 wide, 4 heads; weights are far larger than a trained model's, so that a wrong bucket, axis or missing bias shows in the
first digits. One text is so long that its distances are of all buckets. The tokenizer is MPNet's: BERT's WordPiece behind
<s>, <pad>, </s>, <unk>, with <mask> last; its ids are those of the Rust tokenizers.
"""

import json
import os
import shutil

import tokenizers
import torch
import transformers
from transformers import MPNetConfig, MPNetModel, MPNetTokenizer
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "tiny-mpnet")

BERTS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]  # words like others, but for [UNK]
WORDS = """the a and but not this that is was it of in film story cast plot scene end good bad warm funny dull slow fresh old new
long never too very heart night rain light door salt un re ##s ##ed ##ing ##ly ##er ##less ##ful ##able . , ! ? ' - bread oven smoke""".split()
VOCABULARY = ["<s>", "<pad>", "</s>", "<unk>", *BERTS, *WORDS, "<mask>"]

TEXTS = [  # a pair, one with pieces and an unknown word, one whose distances are of all buckets
    ["Is the bread good?", "The oven is slow, but it is fresh!"],
    ["A heartless, zebra scene ends in the smoke ly night rain"],
    ["the rain was long , the night was old . " * 10],
]
LABELS = [1, 0, 1]
WORDY = ["", "  ", "THE Film", "unable <mask> good", "<s> in </s> text <pad> [CLS] [MASK] <unk>", "fílm\u0301 — 中 film", "rainrain zz"]
PAIRS = [("", ""), ("the film", ""), ("the rain is old", "a night"), ("good " * 9, "bad " * 12)]


def make_model(random: torch.Generator) -> MPNetModel:
    config = MPNetConfig(
        vocab_size=len(VOCABULARY), hidden_size=16, num_hidden_layers=2, num_attention_heads=4, intermediate_size=24,
        max_position_embeddings=122, layer_norm_eps=1e-5, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )
    model = MPNetModel(config).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            centre = 1.0 if name.endswith("LayerNorm.weight") else 0.0
            spread = 1.0 if "relative" in name else 0.3 if "position" in name else 0.2
            parameter.copy_(centre + spread * torch.randn(parameter.shape, generator=random))
    return model


def forward(model: MPNetModel, head: torch.nn.Linear, batch: dict) -> dict:
    output = model(input_ids=batch["ids"], attention_mask=batch["mask"], output_hidden_states=True)
    m = batch["mask"].unsqueeze(-1).to(output.last_hidden_state.dtype)
    pooled = (output.last_hidden_state * m).sum(1) / m.sum(1)
    logits = head(pooled)
    return {"hidden": output.hidden_states, "pooled": pooled, "logits": logits,
            "loss": torch.nn.functional.cross_entropy(logits, torch.tensor(LABELS))}


def rounded(value):
    """Numbers to 8 significant digits: half a unit there lies below float32's own rounding."""
    if isinstance(value, torch.Tensor):
        value = value.detach().tolist()
    return [rounded(v) for v in value] if isinstance(value, list) else float(f"{value:.8g}")


def gradients_of(model, head, batch) -> dict:
    forward(model, head, batch)["loss"].backward()
    encoder = {n: p.grad for n, p in model.named_parameters() if not n.startswith("pooler.")}
    return encoder | {f"classifier.{n}": p.grad for n, p in head.named_parameters()}


def cases_of(tokenizer) -> list[dict]:
    cases = []
    for pair in [(text, None) for text in WORDY] + PAIRS:
        for length in (64, 12):
            tokenizer.enable_truncation(length)
            encoding = tokenizer.encode(*pair)
            case = {"text": pair[0], "max_length": length, "ids": encoding.ids, "type_ids": encoding.type_ids}
            cases.append(case if pair[1] is None else case | {"pair": pair[1]})
    return cases


def main() -> None:
    torch.set_num_threads(1)
    random = torch.Generator().manual_seed(20261130)
    model = make_model(random)
    head = torch.nn.Linear(16, 2)
    with torch.no_grad():
        head.weight.copy_(torch.tensor(rounded(0.4 * torch.randn(2, 16, generator=random))))
        head.bias.copy_(torch.tensor(rounded(0.2 * torch.randn(2, generator=random))))
    assert len(set(VOCABULARY)) == len(VOCABULARY)
    tokenizer = MPNetTokenizer(vocab={token: i for i, token in enumerate(VOCABULARY)}, model_max_length=120)

    shutil.rmtree(FOLDER, ignore_errors=True)
    model.save_pretrained(FOLDER)
    os.chmod(os.path.join(FOLDER, "model.safetensors"), 0o644)
    tokenizer.save_pretrained(FOLDER)

    encodings = [tokenizer(*t) for t in TEXTS]
    length = max(len(e["input_ids"]) for e in encodings)
    batch = {
        "ids": torch.tensor([e["input_ids"] + [1] * (length - len(e["input_ids"])) for e in encodings]),
        "mask": torch.tensor([e["attention_mask"] + [0] * (length - len(e["input_ids"])) for e in encodings]),
    }

    def copy(dtype):
        twin_head = torch.nn.Linear(16, 2, dtype=dtype)
        twin_head.load_state_dict(head.state_dict())
        return MPNetModel.from_pretrained(FOLDER, dtype=torch.float32).eval().to(dtype), twin_head

    result, exact = forward(*copy(torch.float32), batch), forward(*copy(torch.float64), batch)
    gradients, exact_gradients = gradients_of(*copy(torch.float32), batch), gradients_of(*copy(torch.float64), batch)
    distances = torch.arange(-300, 301)
    golden = {
        "made_by": "test/golden/tiny-mpnet.py",
        "source": f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}, tokenizers {tokenizers.__version__}; CPU, float32, eval mode",
        "notes": {
            "hidden": "[layer][example][position][width] of the first 12 positions; layer 0 is the embedding output after its LayerNorm",
            "gradients": "flat, row-major; dropout 0; mean cross-entropy; no gradient reaches row 1 (padding) of the word and position tables",
            "buckets": "of the distances -300 to 300, key less query",
            "float32_error": "largest |float32 - float64| of PyTorch itself",
        },
        "labels": LABELS,
        "texts": TEXTS,
        "inputs": {k: v.tolist() for k, v in batch.items()},
        "classifier": {"weight": rounded(head.weight), "bias": rounded(head.bias)},
        "hidden": rounded(torch.stack(result["hidden"])[:, :, :12]),
        "pooled": rounded(result["pooled"]),
        "logits": rounded(result["logits"]),
        "loss": rounded(result["loss"].item()),
        "gradients": {n: {"shape": list(g.shape), "values": rounded(g.flatten())} for n, g in gradients.items()},
        "buckets": MPNetEncoder.relative_position_bucket(distances).tolist(),
        "float32_error": {
            "logits": (result["logits"].double() - exact["logits"]).abs().max().item(),
            "gradients": max((gradients[n].double() - exact_gradients[n]).abs().max().item() for n in gradients),
        },
        "tokenizer_cases": cases_of(tokenizer.backend_tokenizer),
    }
    path = os.path.join(HERE, "tiny-mpnet.json")
    with open(path, "w") as file:
        file.write("{\n" + ",\n".join(f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in golden.items()) + "\n}\n")
    print(f"{path}: {os.path.getsize(path):,} bytes", golden["float32_error"])
    print(f"{FOLDER}: {sum(os.path.getsize(os.path.join(FOLDER, f)) for f in os.listdir(FOLDER)):,} bytes")


main()
