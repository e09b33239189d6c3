"""Losses of mixed-vocabulary training and shared projections with their gradients, in float64 PyTorch.

    python3 -P mixed-vocabulary.py     needs: torch 2.14, transformers 5.24; reads tiny-bert/ (-P: statistics.py is none of Python's)

The teacher is tiny-bert under a random head, run by transformers' BertModel on vectors that are looked up here. Texts are of two
vocabularies: a second one of nine pieces has a table of five units and an affine map, or one as wide as the teacher's.
The matrices of projections() are small enough to be followed by hand.
"""

import json
import os

import torch
from torch.nn.functional import cross_entropy, gelu, layer_norm
from transformers import BertModel

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
HERE = os.path.dirname(os.path.abspath(__file__))
WIDTH, WORDS, PIECES, NARROW = 32, 83, 9, 5
random = torch.Generator().manual_seed(20261129)
T, S = "teacher", "student"
MASK = 4
# Pieces as they are read and, where they are guessed, as they were; the second text is shorter.
TEXTS = [
    [(2, T), (11, T), (4, S), (MASK, T, 7, S), (8, S, 8, S), (23, T), (MASK, T, 40, T), (3, T)],
    [(2, T), (6, S), (61, T, 12, T), (0, S, 5, S), (3, T)],
]


def draw(*shape: int, scale: float = 0.3) -> torch.Tensor:
    """Four decimals, so that float32 readers start from the same numbers but for their rounding."""
    return (scale * torch.randn(shape, generator=random)).mul(1e4).round().div(1e4)


def rounded(value):
    if isinstance(value, torch.Tensor):
        value = value.detach().tolist()
    return [rounded(v) for v in value] if isinstance(value, list) else float(f"{value:.9g}")


def reader(model: BertModel, head: dict, vectors, logits) -> torch.Tensor:
    """L_I: every guessed piece by the softmax of its own vocabulary; one text at a time, so that there is no padding."""
    table = model.embeddings.word_embeddings.weight
    losses = []
    for text in TEXTS:
        rows = torch.stack([table[p[0]] if p[1] == T else vectors(p[0]) for p in text])
        h = model(inputs_embeds=rows[None]).last_hidden_state[0]
        g = layer_norm(gelu(h @ head["dense.weight"].T + head["dense.bias"]), (WIDTH,), head["norm.weight"], head["norm.bias"], 1e-12)
        for at, piece in enumerate(text):
            if len(piece) == 2:
                continue
            scores = g[at] @ table.T + head["bias"] if piece[3] == T else logits(g[at]) + head["student_bias"]
            losses.append(cross_entropy(scores, torch.tensor(piece[2])))
    return torch.stack(losses).mean()


def case(total: torch.Tensor, parameters: dict) -> dict:
    gradients = torch.autograd.grad(total, list(parameters.values()))
    return {"loss": rounded(total), "gradients": {n: rounded(g.flatten()) for n, g in zip(parameters, gradients)}}


def projections() -> dict:
    t = torch.tensor([[1.0, 0, 2], [0, 1, 0], [3, 0, 1]], requires_grad=True)
    s = torch.tensor([[1.0, 1], [0, 2]], requires_grad=True)
    u = torch.tensor([[1.0, 0, 1], [0, 1, 0]], requires_grad=True)
    v = torch.tensor([[1.0, 0], [0, 1], [0, 1]], requires_grad=True)
    ut, vt = u.detach().T.clone().requires_grad_(), v.detach().T.clone().requires_grad_()
    return {
        "down": case((u @ t @ v - s).square().sum(), {"teacher": t, "student": s, "u": u, "v": v}),
        "up": case((t - ut @ s @ vt).square().sum(), {"teacher": t, "student": s, "u": ut, "v": vt}),
    }


def main() -> None:
    model = BertModel.from_pretrained(os.path.join(HERE, "tiny-bert"), attn_implementation="eager", dtype=torch.float64).eval()
    head = {
        "dense.weight": draw(WIDTH, WIDTH), "dense.bias": draw(WIDTH), "norm.weight": 1 + draw(WIDTH), "norm.bias": draw(WIDTH),
        "bias": draw(WORDS), "student_bias": draw(PIECES),
    }
    narrow, a, b, wide = draw(PIECES, NARROW), draw(WIDTH, NARROW), draw(WIDTH), draw(PIECES, WIDTH)
    given = {**head, "narrow": narrow, "a": a, "b": b, "wide": wide}
    numbers = {name: {"shape": list(value.shape), "data": rounded(value.flatten())} for name, value in given.items()}
    for value in given.values():
        value.requires_grad_()
    table, query = model.embeddings.word_embeddings.weight, model.encoder.layer[1].attention.self.query.weight
    also = {"table": table, "query": query, "bias": head["bias"], "student_bias": head["student_bias"]}
    affine = reader(model, head, lambda i: a @ narrow[i] + b, lambda g: narrow @ (a.T @ g))
    own = reader(model, head, lambda i: wide[i], lambda g: wide @ g)
    result = {
        "made_by": "mixed-vocabulary.py", "texts": TEXTS, "given": numbers,
        "affine": case(affine, {"narrow": narrow, "a": a, "b": b, **also}), "wide": case(own, {"wide": wide, **also}),
        "projections": projections(),
    }
    assert result["projections"]["down"]["loss"] == 14 and result["projections"]["up"]["loss"] == 12
    with open(os.path.join(HERE, "mixed-vocabulary.json"), "w") as file:
        json.dump(result, file)
        file.write("\n")


main()
