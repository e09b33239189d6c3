"""PyTorch's side of the steps on plain text with two vocabularies: one JSON line a step.

    python3 pytorch_text.py --stage mixed-words --student '{"layers": 6, "width": 256, "heads": 4, "ffn": 1024}' [--batch 16 ...]

needs: torch, transformers. What a step of `text-stage.ts` computes, as transformers' users would write it: a BERT of MiniLM's size (--layers,
--width, --heads) that reads pieces of two tables and guesses each by the softmax of its own vocabulary; a student that guesses its own
pieces; projections between the two. Ids are random, 15 % of the positions are guessed, of a mixed text half in each vocabulary; drawing and
masking are not part of the step, as they are on our side.
"""

import argparse
import json

import torch
from timed_steps import timed_steps
from torch.nn.functional import cross_entropy, gelu
from transformers import BertConfig, BertModel

PIECES = {"teacher": 30522, "student": 4928}


def bert(pieces: int, layers: int, width: int, heads: int, ffn: int, dropout: float) -> BertModel:
    config = BertConfig(
        vocab_size=pieces, hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads, intermediate_size=ffn,
        hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout,
    )
    return BertModel(config, add_pooling_layer=False)


class Head(torch.nn.Module):
    """What stands between a state and a tied table."""

    def __init__(self, width: int):
        super().__init__()
        self.dense, self.norm = torch.nn.Linear(width, width), torch.nn.LayerNorm(width, eps=1e-12)

    def forward(self, states):
        return self.norm(gelu(self.dense(states)))


class Reader(torch.nn.Module):
    """The teacher: two tables, two softmaxes. The second table is narrow and raised by an affine map, or as wide as the teacher."""

    def __init__(self, options, narrow: int | None):
        super().__init__()
        self.bert = bert(PIECES["teacher"], options.layers, options.width, options.heads, 4 * options.width, options.dropout)
        self.head = Head(options.width)
        self.table = torch.nn.Parameter(0.02 * torch.randn(PIECES["student"], narrow or options.width))
        self.affine = torch.nn.Linear(narrow, options.width) if narrow else None
        self.bias = torch.nn.ParameterDict({of: torch.zeros(size) for of, size in PIECES.items()})

    def forward(self, reads, order, guesses):
        words = self.bert.embeddings.word_embeddings.weight
        second = self.table[reads["student"]]
        vectors = torch.cat([words[reads["teacher"]], self.affine(second) if self.affine else second])[order]
        states = self.bert(inputs_embeds=vectors).last_hidden_state.flatten(0, 1)
        total, count = 0.0, sum(len(rows) for rows, _ in guesses.values())
        for of, (rows, targets) in guesses.items():
            g = self.head(states[rows])
            if of == "teacher":
                scores = g @ words.T
            else:
                scores = (g @ self.affine.weight if self.affine else g) @ self.table.T
            total = total + cross_entropy(scores + self.bias[of], targets, reduction="sum")
        return total / count


class Student(torch.nn.Module):
    def __init__(self, shape: dict, dropout: float):
        super().__init__()
        self.bert = bert(PIECES["student"], **shape, dropout=dropout)
        self.head = Head(shape["width"])
        self.bias = torch.nn.Parameter(torch.zeros(PIECES["student"]))

    def forward(self, ids, guesses):
        rows, targets = guesses
        states = self.bert(input_ids=ids).last_hidden_state.flatten(0, 1)
        return cross_entropy(self.head(states[rows]) @ self.bert.embeddings.word_embeddings.weight.T + self.bias, targets)


class Dual(torch.nn.Module):
    """Both, and the teacher's matrices shrunk to the student's by three pairs of projections."""

    def __init__(self, options, shape: dict, epsilon: float = 0.1):
        super().__init__()
        self.reader, self.student, self.epsilon = Reader(options, None), Student(shape, options.dropout), epsilon
        out = {"attention": ("width", "width"), "intermediate": ("ffn", "width"), "output": ("width", "ffn")}
        large = {"width": options.width, "ffn": 4 * options.width}
        self.u = torch.nn.ParameterDict({k: 0.02 * torch.randn(shape[o], large[o]) for k, (o, _) in out.items()})
        self.v = torch.nn.ParameterDict({k: 0.02 * torch.randn(large[i], shape[i]) for k, (_, i) in out.items()})

    @staticmethod
    def matrices(layer):
        attention = layer.attention
        for part in (attention.self.query, attention.self.key, attention.self.value, attention.output.dense):
            yield "attention", part.weight
        yield "intermediate", layer.intermediate.dense.weight
        yield "output", layer.output.dense.weight

    def forward(self, mixed, own):
        error = 0.0
        for theirs, mine in zip(self.reader.bert.encoder.layer, self.student.bert.encoder.layer):
            for (pair, t), (_, s) in zip(self.matrices(theirs), self.matrices(mine)):
                error = error + (self.u[pair] @ t @ self.v[pair] - s).square().mean()
        return error + self.epsilon * (self.reader(*mixed) + self.student(*own))


def main() -> None:
    parser = argparse.ArgumentParser()
    for name, default in {"steps": 8, "warm-up": 2, "threads": 2, "layers": 6, "width": 384, "heads": 12, "batch": 16, "length": 128}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--stage", choices=["mixed-words", "words", "dual"], required=True)
    parser.add_argument("--student", type=json.loads, required=True)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--tf32", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(17)
    torch.backends.cuda.matmul.allow_tf32 = options.tf32
    torch.backends.cudnn.allow_tf32 = options.tf32
    device = torch.device(options.device)

    positions = options.batch * options.length
    order = torch.randperm(positions).view(options.batch, options.length)
    half, guessed = positions // 2, int(0.15 * positions)
    reads = {"teacher": torch.randint(PIECES["teacher"], (half,)), "student": torch.randint(PIECES["student"], (positions - half,))}
    drawn = torch.randperm(positions)[:guessed]
    rows = {"teacher": drawn[: guessed // 2], "student": drawn[guessed // 2 :]}
    guesses = {of: (rows[of], torch.randint(PIECES[of], rows[of].shape)) for of in PIECES}
    own = torch.randint(PIECES["student"], (options.batch, options.length)), (drawn, torch.randint(PIECES["student"], drawn.shape))
    mixed = reads, order, guesses
    model, inputs = {
        "mixed-words": lambda: (Reader(options, options.student["width"]), mixed),
        "words": lambda: (Student(options.student, options.dropout), own),
        "dual": lambda: (Dual(options, options.student), (mixed, own)),
    }[options.stage]()
    move = lambda value: (
        {k: move(v) for k, v in value.items()} if isinstance(value, dict)
        else tuple(map(move, value)) if isinstance(value, tuple) else value.to(device)
    )
    model, inputs = model.train().to(device), move(inputs)
    timed_steps(list(model.parameters()), lambda: model(*inputs), options.steps, options.warm_up, 2e-4)


main()
