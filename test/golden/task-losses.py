"""Losses of the training tasks and their gradients in float64 PyTorch: classes, a score, spans under padding, tags, and sets of labels.

    python3 task-losses.py        needs: torch 2.13

hard   classes: cross-entropy; score: squared error; spans: mean of the cross-entropies of first and last token; tags:
       cross-entropy(ignore_index=-1); labels: binary cross-entropy with logits, of the rows that are labelled
soft   T^2 KL(softmax(t / T) || softmax(s / T)), of spans over positions, mean of start and end; score: squared difference;
       labels: T^2 KL of Bernoullis, mean over the labels
All are means over the batch, of tags over its tokens but the first and last of each row, which are special. Positions of padding take
no part: here they are cut off, and their logits are wild.
tags   also with a teacher whose tokens are others: both sides' logits as means over the tokens of each part
"""

import json
import os

import torch
from torch.distributions import Bernoulli, kl_divergence
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, kl_div, log_softmax, mse_loss, softmax

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(5)
TEMPERATURES = [1.0, 3.0, 10.0]


def with_gradient(loss, logits: torch.Tensor) -> dict:
    leaf = logits.clone().requires_grad_()
    value = loss(leaf)
    value.backward()
    return {"loss": value.item(), "gradient": leaf.grad.tolist()}


def soft(student: torch.Tensor, teacher: torch.Tensor, temperature: float) -> torch.Tensor:
    divergence = kl_div(log_softmax(student / temperature, -1), softmax(teacher / temperature, -1), reduction="batchmean")
    return divergence * temperature**2


def classes() -> dict:
    student, teacher = torch.randn(5, 3) * 2, torch.randn(5, 3) * 2
    targets = torch.tensor([0, 2, 1, 1, 2])
    return {
        "student": student.tolist(), "teacher": teacher.tolist(), "targets": targets.tolist(),
        "hard": with_gradient(lambda s: cross_entropy(s, targets), student),
        "soft": [{"temperature": t, **with_gradient(lambda s: soft(s, teacher, t), student)} for t in TEMPERATURES],
    }


def score() -> dict:
    student, teacher = torch.randn(4, 1) * 3, torch.randn(4, 1) * 3
    targets = torch.tensor([0.0, 5.0, 2.75, 3.2])
    return {
        "student": student.tolist(), "teacher": teacher.tolist(), "targets": targets.tolist(),
        "hard": with_gradient(lambda s: mse_loss(s[:, 0], targets), student),
        "soft": [{"temperature": t, **with_gradient(lambda s: mse_loss(s, teacher), student)} for t in TEMPERATURES],
    }


def spans() -> dict:
    lengths, longest = [6, 3, 5], 6
    targets = torch.tensor([[2, 4], [0, 0], [3, 3]])
    student, teacher = torch.randn(3, longest, 2) * 2, torch.randn(3, longest, 2) * 2
    for row, length in enumerate(lengths):
        student[row, length:], teacher[row, length:] = 40.0, 60.0

    def mean(of_one) -> torch.Tensor:
        return torch.stack([of_one(row, length, k) for row, length in enumerate(lengths) for k in (0, 1)]).mean()

    def hard(s: torch.Tensor) -> torch.Tensor:
        return mean(lambda row, length, k: cross_entropy(s[row, :length, k], targets[row, k]))

    def softened(s: torch.Tensor, t: float) -> torch.Tensor:
        return mean(lambda row, length, k: soft(s[row, :length, k][None], teacher[row, :length, k][None], t))

    return {
        "lengths": lengths, "student": student.tolist(), "teacher": teacher.tolist(), "targets": targets.tolist(),
        "hard": with_gradient(hard, student),
        "soft": [{"temperature": t, **with_gradient(lambda s: softened(s, t), student)} for t in TEMPERATURES],
    }


def tags() -> dict:
    lengths, longest, labels = [6, 3, 5], 6, 4
    targets = torch.full((3, longest), -1)
    targets[0, 1:5], targets[1, 1:2], targets[2, 1:4] = torch.tensor([0, 2, 2, 3]), torch.tensor([1]), torch.tensor([3, 0, 1])
    student, teacher = torch.randn(3, longest, labels) * 2, torch.randn(3, longest, labels) * 2
    for row, length in enumerate(lengths):
        student[row, length:], teacher[row, length:] = 40.0, 60.0
    counted = targets >= 0
    # Parts of rows as [from, to) of the student's tokens and of the teacher's, special ones first and last.
    other = torch.randn(3, 7, labels) * 2
    parts = [
        [[0, 1, 0, 1], [1, 2, 1, 3], [2, 4, 3, 5], [4, 5, 5, 6], [5, 6, 6, 7]],
        [[0, 1, 0, 1], [1, 2, 1, 3], [2, 3, 3, 4]],
        [[0, 1, 0, 1], [1, 4, 1, 2], [4, 5, 2, 3]],
    ]

    def by_parts(s: torch.Tensor, t: float) -> torch.Tensor:
        inner = [(row, part) for row, all_parts in enumerate(parts) for part in all_parts[1:-1]]
        own = torch.stack([s[row, a:b].mean(0) for row, (a, b, _, _) in inner])
        taught = torch.stack([other[row, c:d].mean(0) for row, (_, _, c, d) in inner])
        return soft(own, taught, t)

    return {
        "lengths": lengths, "student": student.tolist(), "teacher": teacher.tolist(), "targets": targets.tolist(),
        "hard": with_gradient(lambda s: cross_entropy(s.flatten(0, 1), targets.flatten(), ignore_index=-1), student),
        "soft": [{"temperature": t, **with_gradient(lambda s: soft(s[counted], teacher[counted], t), student)} for t in TEMPERATURES],
        "other": other.tolist(), "parts": parts,
        "aligned": [{"temperature": t, **with_gradient(lambda s: by_parts(s, t), student)} for t in TEMPERATURES],
    }


def label_sets() -> dict:
    student, teacher = torch.randn(5, 3) * 3, torch.randn(5, 3) * 3
    targets = torch.tensor([[1.0, 0, 1], [0, 0, 0], [1, 1, 1], [0, 1, 0], [0, 0, 1]])
    labelled = [0, 1, 3]

    def bernoullis(s: torch.Tensor, t: float) -> torch.Tensor:
        return kl_divergence(Bernoulli(logits=teacher / t), Bernoulli(logits=s / t)).mean() * t**2

    return {
        "student": student.tolist(), "teacher": teacher.tolist(), "targets": targets.tolist(),
        "hard": with_gradient(lambda s: binary_cross_entropy_with_logits(s, targets), student),
        "labelled": labelled,
        "partly": with_gradient(lambda s: binary_cross_entropy_with_logits(s[labelled], targets[labelled]), student),
        "soft": [{"temperature": t, **with_gradient(lambda s: bernoullis(s, t), student)} for t in TEMPERATURES],
    }


def main() -> None:
    golden = {
        "made_by": "test/golden/task-losses.py",
        "source": f"torch {torch.__version__.split('+')[0]}, float64",
        "classification": classes(), "regression": score(), "question-answering": spans(),
        "tagging": tags(), "multi-label": label_sets(),
    }
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "task-losses.json")
    with open(path, "w") as file:
        file.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in golden.items()) + "\n}\n")


main()
