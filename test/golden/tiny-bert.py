"""Makes tiny-bert/ (a seeded BertModel folder in Hugging Face's layout) and tiny-bert.json (what PyTorch computes with it).

    python3 tiny-bert.py          needs: torch 2.13, transformers 5.23, tokenizers, safetensors

The model is 2 layers, 32 wide, and its weights are far larger than a trained model's, with random LayerNorms and
biases, so that a wrong axis, a missing bias or the tanh GELU shows in the first digits.
"""

import json
import os
import shutil

import tokenizers
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "tiny-bert")

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = """the a and but not this that is was it of in film story cast plot scene end score joke good bad warm funny dull
slow fresh quick old new sad long short never always quite too very sharp kind hope heart night rain light door table
salt glass un re ##s ##ed ##ing ##ly ##er ##est ##y ##less ##ful ##t ##n ##able . , ! ? ' - ##ness ##or ##al cook
taste bread oven smoke copper""".split()
VOCABULARY = SPECIAL + WORDS

TEXTS = [  # a single text, a pair, one with pieces and an unknown word, a very short one
    ["The story was warm, funny and never too long."],
    ["Is the bread good?", "The oven is slow, but it tastes fresh!"],
    ["A heartless, tasteless zebra scene ends in the smoky night rain"],
    ["Sharp."],
]
LABELS = [1, 1, 0, 0]
LR, BETAS, EPS, DECAY, MAX_NORM = 1e-3, (0.9, 0.999), 1e-8, 0.01, 1.0


def make_tokenizer() -> Tokenizer:
    """The pipeline of BertTokenizerFast, lower-casing."""
    assert len(set(VOCABULARY)) == len(VOCABULARY)
    ids = {token: i for i, token in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", continuing_subword_prefix="##", max_input_chars_per_word=100))
    tokenizer.add_special_tokens(SPECIAL)
    tokenizer.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    tokenizer.decoder = decoders.WordPiece(prefix="##", cleanup=True)
    return tokenizer


def make_model(random: torch.Generator) -> BertModel:
    config = BertConfig(
        vocab_size=len(VOCABULARY), hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
        max_position_embeddings=24, type_vocab_size=2, hidden_act="gelu", layer_norm_eps=1e-12, pad_token_id=0,
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, attn_implementation="eager",
    )
    model = BertModel(config, add_pooling_layer=True).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            centre = 1.0 if name.endswith("LayerNorm.weight") else 0.0
            parameter.copy_(centre + 0.2 * torch.randn(parameter.shape, generator=random))
    return model


def masked_mean(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    m = mask.unsqueeze(-1).to(states.dtype)
    return (states * m).sum(1) / m.sum(1).clamp(min=1e-9)


def forward(model: BertModel, head: torch.nn.Linear, batch: dict) -> dict:
    output = model(
        input_ids=batch["ids"], attention_mask=batch["mask"], token_type_ids=batch["types"], output_hidden_states=True
    )
    pooled = masked_mean(output.last_hidden_state, batch["mask"])
    logits = head(pooled)
    return {
        "hidden": output.hidden_states, "bert_pooler": output.pooler_output, "pooled": pooled, "logits": logits,
        "loss": torch.nn.functional.cross_entropy(logits, torch.tensor(LABELS)),
    }


def named_parameters(model: BertModel, head: torch.nn.Linear) -> dict[str, torch.nn.Parameter]:
    """Everything the loss can reach: BertModel's tensors without its pooler, and the head."""
    encoder = {n: p for n, p in model.named_parameters() if not n.startswith("pooler.")}
    return encoder | {f"classifier.{n}": p for n, p in head.named_parameters()}


def decayed(name: str) -> bool:
    return not (name.endswith("bias") or "LayerNorm" in name)


def train(model: BertModel, head: torch.nn.Linear, batch: dict, steps: int) -> list[dict]:
    """Steps of AdamW on one batch; each entry holds the loss and gradients before its step and the values after it."""
    parameters = named_parameters(model, head)
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for n, p in parameters.items() if decayed(n)], "weight_decay": DECAY},
            {"params": [p for n, p in parameters.items() if not decayed(n)], "weight_decay": 0.0},
        ],
        lr=LR, betas=BETAS, eps=EPS,
    )
    history = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = forward(model, head, batch)["loss"]
        loss.backward()
        gradients = {n: p.grad.clone() for n, p in parameters.items()}
        norm = torch.nn.utils.clip_grad_norm_(parameters.values(), MAX_NORM)
        optimizer.step()
        history.append({
            "loss": loss.item(), "norm": norm.item(), "gradients": gradients,
            "after": {n: p.detach().clone() for n, p in parameters.items()},
        })
    return history


def rounded(value):
    """Numbers to 8 significant digits: half a unit there lies below float32's own rounding."""
    if isinstance(value, torch.Tensor):
        value = value.detach().tolist()
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return float(f"{value:.8g}")


def digest(tensor: torch.Tensor, used: torch.Tensor, random: torch.Generator, full_up_to: int) -> dict:
    """A small tensor whole; of a larger one its sum, L2 norm and 64 entries, 48 of them where the gradient is not 0."""
    flat = tensor.flatten()
    if flat.numel() <= full_up_to:
        return {"shape": list(tensor.shape), "values": rounded(flat)}
    alive = used.flatten().nonzero().flatten()
    picked = alive[torch.randperm(alive.numel(), generator=random)[:48]]
    rest = torch.randperm(flat.numel(), generator=random)
    rest = rest[~torch.isin(rest, picked)][: 64 - picked.numel()]
    indices = torch.cat([picked, rest]).sort().values
    return {
        "shape": list(tensor.shape), "sum": rounded(flat.double().sum().item()), "l2": rounded(flat.double().norm().item()),
        "indices": indices.tolist(), "values": rounded(flat[indices]),
    }


def largest_difference(a: dict, b: dict) -> float:
    return max((a[k].double() - b[k].double()).abs().max().item() for k in a)


def main() -> None:
    torch.set_num_threads(1)
    random = torch.Generator().manual_seed(20260301)
    model = make_model(random)
    head = torch.nn.Linear(32, 2)
    with torch.no_grad():
        head.weight.copy_(0.2 * torch.randn(2, 32, generator=random))
        head.bias.copy_(0.2 * torch.randn(2, generator=random))
    tokenizer = make_tokenizer()

    shutil.rmtree(FOLDER, ignore_errors=True)
    model.save_pretrained(FOLDER)
    os.chmod(os.path.join(FOLDER, "model.safetensors"), 0o644)
    with open(os.path.join(FOLDER, "tokenizer.json"), "w") as file:
        json.dump(json.loads(tokenizer.to_str()), file, ensure_ascii=False, separators=(",", ":"))
    with open(os.path.join(FOLDER, "vocab.txt"), "w") as file:
        file.write("".join(f"{token}\n" for token in VOCABULARY))

    encodings = [tokenizer.encode(*text) for text in TEXTS]
    length = max(len(e.ids) for e in encodings)
    for e in encodings:
        e.pad(length, pad_id=0, pad_token="[PAD]")
    batch = {
        "ids": torch.tensor([e.ids for e in encodings]),
        "mask": torch.tensor([e.attention_mask for e in encodings]),
        "types": torch.tensor([e.type_ids for e in encodings]),
    }
    classifier = {"classifier.weight": rounded(head.weight), "classifier.bias": rounded(head.bias)}

    def copy(dtype: torch.dtype) -> tuple[BertModel, torch.nn.Linear]:
        """Head through its rounded values, so that a reader of the JSON starts from exactly the same numbers."""
        twin = BertModel.from_pretrained(FOLDER, attn_implementation="eager", dtype=torch.float32).eval().to(dtype)
        twin_head = torch.nn.Linear(32, 2, dtype=dtype)
        with torch.no_grad():
            twin_head.weight.copy_(torch.tensor(classifier["classifier.weight"], dtype=torch.float32))
            twin_head.bias.copy_(torch.tensor(classifier["classifier.bias"], dtype=torch.float32))
        return twin, twin_head

    result = forward(*copy(torch.float32), batch)
    exact = forward(*copy(torch.float64), batch)
    steps = train(*copy(torch.float32), batch, steps=4)
    exact_steps = train(*copy(torch.float64), batch, steps=4)
    first, exact_first = steps[0], exact_steps[0]

    # Softmax ignores what is added to all its inputs, so a key bias has no gradient at all; float32 leaves noise there,
    # and Adam divides noise by noise. Everything this small is named, so that nobody compares it after a step.
    clip = min(1.0, MAX_NORM / exact_first["norm"])
    no_gradient = [n for n, g in exact_first["gradients"].items() if g.abs().max().item() * clip < 1e-12]
    stable = lambda parameters: {n: p for n, p in parameters.items() if n not in no_gradient}

    def digests(tensors: dict, full_up_to: int) -> dict:
        pick = torch.Generator().manual_seed(5)
        return {n: digest(t, exact_first["gradients"][n], pick, full_up_to) for n, t in tensors.items()}

    golden = {
        "made_by": "test/golden/tiny-bert.py",
        "source": f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}, tokenizers {tokenizers.__version__}; CPU, float32, eval mode, eager attention",
        "notes": {
            "mask": "eager attention adds 0 where the key's mask is 1 and the smallest finite float32 (-3.4028235e38) where it is 0 to the scaled scores, before softmax; queries at padding positions are computed like any other",
            "hidden": "[layer][example][position][width]; layer 0 is the embedding output after its LayerNorm; padding positions included",
            "pooled": "sum(h*m)/max(sum(m), 1e-9) over the last layer; bert_pooler is tanh(W h[CLS] + b) of the folder's own pooler, which the head does not read",
            "digests": "{shape, values}: the whole tensor, flat, row-major; {shape, sum, l2, indices, values}: sums over all entries, and the entries at 64 flat indices",
            "gradients": "before clipping; dropout 0; mean cross-entropy; no gradient reaches the row of [PAD] (padding_idx 0)",
            "optimizer": "AdamW; clipping multiplies by min(1, max_norm / (norm + 1e-6)); decay on everything except names that end in bias or contain LayerNorm",
            "no_gradient": "parameters whose gradient is 0 in exact arithmetic: float32 noise decides their Adam step, so compare them after a step with lr per step as the tolerance",
            "float32_error": "largest |float32 - float64| of PyTorch itself: what another float32 implementation may be expected to differ by; after_one_step leaves no_gradient out",
        },
        "labels": LABELS,
        "texts": TEXTS,
        "inputs": {k: v.tolist() for k, v in batch.items()},
        "classifier": classifier,
        "hidden": rounded(torch.stack(result["hidden"])),
        "bert_pooler": rounded(result["bert_pooler"]),
        "pooled": rounded(result["pooled"]),
        "logits": rounded(result["logits"]),
        "loss": rounded(result["loss"].item()),
        "gradient_norm": rounded(first["norm"]),
        "no_gradient": no_gradient,
        "gradients": digests(first["gradients"], full_up_to=1024),
        "optimizer": {"lr": LR, "betas": BETAS, "eps": EPS, "weight_decay": DECAY, "max_norm": MAX_NORM},
        "after_one_step": digests(first["after"], full_up_to=64),
        "losses": [rounded(s["loss"]) for s in steps],  # before steps 1, 2, 3 and after the third
        "gradient_norms": [rounded(s["norm"]) for s in steps],
        "after_three_steps": digests(steps[2]["after"], full_up_to=64),
        "float32_error": {
            "hidden": (torch.stack(result["hidden"]).double() - torch.stack(exact["hidden"])).abs().max().item(),
            "logits": (result["logits"].double() - exact["logits"]).abs().max().item(),
            "gradients": largest_difference(first["gradients"], exact_first["gradients"]),
            "after_one_step": largest_difference(stable(first["after"]), stable(exact_first["after"])),
            "after_three_steps": largest_difference(stable(steps[2]["after"]), stable(exact_steps[2]["after"])),
            "losses": max(abs(a["loss"] - b["loss"]) for a, b in zip(steps, exact_steps)),
        },
    }
    path = os.path.join(HERE, "tiny-bert.json")
    with open(path, "w") as file:
        file.write("{\n" + ",\n".join(f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in golden.items()) + "\n}\n")
    print(f"{path}: {os.path.getsize(path):,} bytes")
    print(f"{FOLDER}: {sum(os.path.getsize(os.path.join(FOLDER, f)) for f in os.listdir(FOLDER)):,} bytes")


main()
