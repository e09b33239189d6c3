"""Layer-to-layer losses of a factored tiny-bert and their gradients, in float64 PyTorch; the matrices through torch.kron.

    python3 kronecker-loss.py     needs: torch 2.13, transformers 5.23; reads tiny-bert/ and tiny-bert.json

The teacher is tiny-bert. The student is tiny-bert with every large matrix replaced by random Kronecker products. BERT is
written out here, because transformers gives no scores before the softmax, and checked against transformers' hidden states
and BertForMaskedLM.
"""

import json
import math
import os

import torch
import transformers
from torch.nn.functional import cross_entropy, gelu, kl_div, layer_norm, log_softmax, mse_loss, softmax
from transformers import BertForMaskedLM, BertModel

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "tiny-bert")
with open(os.path.join(HERE, "tiny-bert.json")) as file:
    TINY = json.load(file)
IDS, MASK, TYPES = (torch.tensor(TINY["inputs"][k]) for k in ("ids", "mask", "types"))
REAL = MASK.bool()
HEADS, WIDTH, FFN, WORDS, LAYERS = 4, 32, 64, 83, 2
PLAN = {  # rows and columns of A, of B, terms
    "word": ((WORDS, 8), (1, 4), 1), "attention": ((8, 4), (4, 8), 2),
    "intermediate": ((32, 16), (2, 2), 1), "output": ((4, 8), (8, 8), 2),
}
MATRICES = {"bert.embeddings.word_embeddings.weight": "word"} | {
    f"bert.encoder.layer.{l}.{part}.weight": kind
    for l in range(LAYERS)
    for part, kind in [
        *[(f"attention.self.{p}", "attention") for p in ("query", "key", "value")],
        ("attention.output.dense", "attention"), ("intermediate.dense", "intermediate"), ("output.dense", "output"),
    ]
}
random = torch.Generator().manual_seed(20261120)


def draw(shape: tuple, scale: float) -> torch.Tensor:
    """Four decimals, so that float32 readers start from the same numbers but for their rounding."""
    return (scale * torch.randn(shape, generator=random)).mul(1e4).round().div(1e4)


def linear(p: dict, name: str, x: torch.Tensor) -> torch.Tensor:
    return x @ p[f"{name}.weight"].T + p[f"{name}.bias"]


def norm(p: dict, name: str, x: torch.Tensor) -> torch.Tensor:
    return layer_norm(x, (WIDTH,), p[f"{name}.weight"], p[f"{name}.bias"], 1e-12)


def bert(p: dict, ids: torch.Tensor) -> tuple[list, list]:
    e = "bert.embeddings"
    words, types = p[f"{e}.word_embeddings.weight"][ids], p[f"{e}.token_type_embeddings.weight"][TYPES]
    h = norm(p, f"{e}.LayerNorm", words + types + p[f"{e}.position_embeddings.weight"][: ids.shape[1]])
    states, scores = [h], []
    split = lambda t: t.reshape(*t.shape[:2], HEADS, WIDTH // HEADS).transpose(1, 2)
    for l in range(LAYERS):
        at = f"bert.encoder.layer.{l}"
        q, k, v = (split(linear(p, f"{at}.attention.self.{part}", h)) for part in ("query", "key", "value"))
        scores.append(q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS))
        weights = softmax(scores[-1].masked_fill(~REAL[:, None, None, :], -1e30), -1)
        context = (weights @ v).transpose(1, 2).reshape(h.shape)
        y = norm(p, f"{at}.attention.output.LayerNorm", linear(p, f"{at}.attention.output.dense", context) + h)
        h = norm(p, f"{at}.output.LayerNorm", linear(p, f"{at}.output.dense", gelu(linear(p, f"{at}.intermediate.dense", y))) + y)
        states.append(h)
    return states, scores


def expanded(dense: dict, factors: dict) -> dict:
    products = {}
    for name, kind in MATRICES.items():
        terms = range(PLAN[kind][2])
        products[name] = sum(torch.kron(factors[f"{name}.kronecker.{i}.a"], factors[f"{name}.kronecker.{i}.b"]) for i in terms)
    return dense | products


def masked_mean(h: torch.Tensor) -> torch.Tensor:
    return (h * MASK[..., None]).sum(1) / MASK.sum(1, keepdim=True)


def intermediate(student: tuple, teacher: tuple) -> dict:
    """Only what is there is compared: padding is cut away by indexing, not by weights."""
    pairs = (REAL[:, None, :, None] & REAL[:, None, None, :]).expand(-1, HEADS, -1, -1)
    states = [mse_loss(s[REAL], t[REAL]) for s, t in zip(student[0], teacher[0])]
    return {
        "embedding": states[0], "attention": sum(mse_loss(s[pairs], t[pairs]) for s, t in zip(student[1], teacher[1])),
        "ffn": sum(states[1:]),
    }


def mlm_logits(p: dict, h: torch.Tensor) -> torch.Tensor:
    t = "cls.predictions.transform"
    return norm(p, f"{t}.LayerNorm", gelu(linear(p, f"{t}.dense", h))) @ p["bert.embeddings.word_embeddings.weight"].T + p["cls.predictions.bias"]


def rounded(value):
    if isinstance(value, torch.Tensor):
        value = value.detach().tolist()
    return [rounded(v) for v in value] if isinstance(value, list) else float(f"{value:.9g}")


PROBED = [
    "bert.embeddings.word_embeddings.weight.kronecker.0.a", "bert.embeddings.word_embeddings.weight.kronecker.0.b",
    "bert.encoder.layer.0.attention.self.query.weight.kronecker.0.a", "bert.encoder.layer.0.attention.self.query.weight.kronecker.1.b",
    "bert.encoder.layer.1.attention.output.dense.weight.kronecker.1.a", "bert.encoder.layer.0.intermediate.dense.weight.kronecker.0.a",
    "bert.encoder.layer.1.output.dense.weight.kronecker.0.b", "bert.embeddings.LayerNorm.weight",
]


def case(terms: dict, parameters: dict, also: list = []) -> dict:
    total = sum(terms.values())
    names = PROBED + also
    gradients = torch.autograd.grad(total, [parameters[n] for n in names], retain_graph=True)
    return {
        "terms": {k: rounded(v.item()) for k, v in terms.items()}, "total": rounded(total.item()),
        "gradients": {n: rounded(g.flatten()) for n, g in zip(names, gradients)},
    }


def main() -> None:
    model = BertModel.from_pretrained(FOLDER, attn_implementation="eager", dtype=torch.float64).eval()
    dense = {f"bert.{n}": p.detach().clone() for n, p in model.named_parameters() if not n.startswith("pooler")}
    teacher = bert(dense, IDS)
    reference = model(input_ids=IDS, attention_mask=MASK, token_type_ids=TYPES, output_hidden_states=True).hidden_states
    for ours, theirs in zip(teacher[0], reference):
        assert (ours - theirs)[REAL].abs().max() < 1e-10

    factors = {}
    for name, kind in MATRICES.items():
        (a, b, terms) = PLAN[kind]
        for i in range(terms):
            scale = math.sqrt(0.3 / math.sqrt(terms))
            factors[f"{name}.kronecker.{i}.a"], factors[f"{name}.kronecker.{i}.b"] = draw(a, scale), draw(b, scale)
    head = {
        "cls.predictions.bias": draw((WORDS,), 0.2), "cls.predictions.transform.dense.weight": draw((WIDTH, WIDTH), 0.2),
        "cls.predictions.transform.dense.bias": draw((WIDTH,), 0.2),
        "cls.predictions.transform.LayerNorm.weight": 1 + draw((WIDTH,), 0.2), "cls.predictions.transform.LayerNorm.bias": draw((WIDTH,), 0.2),
    }
    student_dense = {n: p for n, p in dense.items() if n not in MATRICES}
    parameters = {n: p.clone().requires_grad_() for n, p in (student_dense | factors | head).items()}
    whole = expanded(parameters, parameters)
    student = bert(whole, IDS)
    inner = intermediate(student, teacher)

    weight, bias = torch.tensor(TINY["classifier"]["classifier.weight"]), torch.tensor(TINY["classifier"]["classifier.bias"])
    s, t = (masked_mean(states[-1]) @ weight.T + bias for states, _ in (student, teacher))
    labels, scores = torch.tensor(TINY["labels"]), torch.tensor([1.5, 3.0, 0.25, 4.0])
    spans = [(2, 4), (7, 9), (1, 1), (1, 2)]
    tokens = [states[-1] @ weight.T + bias for states, _ in (student, teacher)]
    hard, soft = 0.0, 0.0
    for i, span in enumerate(spans):
        for j, gold in enumerate(span):
            own, taught = (of[i][REAL[i]][:, j] for of in tokens)
            hard = hard + cross_entropy(own[None], torch.tensor([gold])) / (2 * len(spans))
            soft = soft + kl_div(log_softmax(own, 0), softmax(taught, 0), reduction="sum") / (2 * len(spans))

    # MLM: what BERT reads when some words are hidden, and what was there.
    rows = torch.tensor([3, 8, 21, 30, 40, 47, 58])
    read = IDS.flatten().clone()
    words = read[rows]
    read[rows] = torch.tensor([4, 4, 4, 55, 4, 40, 4])
    masked = read.reshape(IDS.shape)
    masked_student, masked_teacher = bert(whole, masked), bert(dense, masked)
    loss = cross_entropy(mlm_logits(whole, masked_student[0][-1].reshape(-1, WIDTH)[rows]), words)
    vectors = [masked_mean(states[-1]) for states, _ in (masked_student, masked_teacher)]
    mlm_terms = intermediate(masked_student, masked_teacher) | {"pooled": mse_loss(*vectors), "mlm": loss}

    # The same loss by transformers, dense: the student's products in its place, decoder and table tied.
    config = model.config
    config.tie_word_embeddings = True
    hf = BertForMaskedLM(config).eval().double()
    known = {n: p.detach() for n, p in whole.items() if ".kronecker." not in n}
    known |= {"cls.predictions.decoder.weight": known["bert.embeddings.word_embeddings.weight"], "cls.predictions.decoder.bias": known["cls.predictions.bias"]}
    missing, unexpected = hf.load_state_dict(known, strict=False)
    assert not unexpected and all("position_ids" in n for n in missing), (missing, unexpected)
    targets = torch.full((IDS.numel(),), -100)
    targets[rows] = words
    theirs = hf(input_ids=masked, attention_mask=MASK, token_type_ids=TYPES, labels=targets.reshape(IDS.shape)).loss
    assert abs(theirs.item() - loss.item()) < 1e-10, (theirs, loss)

    golden = {
        "made_by": "test/golden/kronecker-loss.py",
        "source": f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}, float64; inputs, teacher and head of tiny-bert.json",
        "plan": {part: {"kind": "kronecker", "a": a, "b": b, "terms": terms} for part, (a, b, terms) in PLAN.items()},
        "factors": {n: {"shape": list(f.shape), "values": rounded(f.flatten())} for n, f in factors.items()},
        "mlm_head": {n: {"shape": list(f.shape), "values": rounded(f.flatten())} for n, f in head.items()},
        "text": case(inner | {"pooled": mse_loss(masked_mean(student[0][-1]), masked_mean(teacher[0][-1]))}, parameters),
        "sst2": case(inner | {"soft": kl_div(log_softmax(s, -1), softmax(t, -1), reduction="batchmean"), "hard": cross_entropy(s, labels)}, parameters) | {"targets": TINY["labels"]},
        "stsb": case(inner | {"soft": mse_loss(s[:, 0], t[:, 0]), "hard": mse_loss(s[:, 0], scores)}, parameters) | {"targets": scores.tolist()},
        "squad": case(inner | {"soft": soft, "hard": hard}, parameters) | {"targets": spans},
        "mlm": case(mlm_terms, parameters, [n for n in head]) | {"ids": masked.tolist(), "rows": rows.tolist(), "words": words.tolist(), "transformers": rounded(theirs.item())},
    }
    lines = ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in golden.items())
    with open(os.path.join(HERE, "kronecker-loss.json"), "w") as file:
        file.write("{\n" + lines + "\n}\n")


main()
