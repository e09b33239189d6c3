"""Golden values for eval/metrics/label-sets.ts and the tally of eval/kinds/multi-label. Writes multi-label.json beside this file.

    python3 test/golden/multi-label.py          needs: numpy, scikit-learn

Gold and predictions are lists of label indices a row. Each case has `counts`: how often a row is drawn; scikit-learn sees the rows
repeated that often, as indicator matrices. F1 micro, macro, of samples and of each label with zero_division=0; accuracy is its subset accuracy.
`thresholds`: of each label those with the best F1 of the candidates, halfway between neighbouring scores and 0.5, and that F1.
"""
import json
import pathlib
import warnings
from importlib.metadata import version

import numpy as np
from sklearn.metrics import accuracy_score, f1_score

warnings.simplefilter("ignore")
rng = np.random.default_rng(17)


def draws(n):
    """Every row once; every row three times; a bootstrap draw; half of the rows never drawn."""
    yield np.ones(n, int)
    yield np.full(n, 3)
    yield np.bincount(rng.integers(0, n, n), minlength=n)
    yield np.repeat([2, 0], [n - n // 2, n // 2])


def sets(matrix):
    return [np.flatnonzero(row).tolist() for row in matrix]


def cases(name, gold, predicted):
    for counts in draws(len(gold)):
        g, p = np.repeat(gold, counts, axis=0), np.repeat(predicted, counts, axis=0)
        f1 = {average: float(f1_score(g, p, average=average, zero_division=0)) for average in ["micro", "macro", "samples"]}
        yield {
            "name": name,
            "labels": gold.shape[1],
            "gold": sets(gold),
            "predicted": sets(predicted),
            "counts": counts.tolist(),
            "micro_f1": f1["micro"],
            "macro_f1": f1["macro"],
            "sample_f1": f1["samples"],
            "accuracy": float(accuracy_score(g, p)),
            "f1": f1_score(g, p, average=None, zero_division=0).tolist(),
        }


def thresholds(name, gold, scores):
    """By brute force, with scikit-learn's F1 at every candidate."""
    best = []
    for label in range(gold.shape[1]):
        own = np.unique(scores[:, label])
        candidates = [*((own[:-1] + own[1:]) / 2), 0.5]
        f1 = [f1_score(gold[:, label], scores[:, label] >= t, zero_division=0) for t in candidates]
        ties = [t for t, value in zip(candidates, f1) if abs(value - max(f1)) < 1e-12]
        nearest = min(ties, key=lambda t: (abs(t - 0.5), t))
        best.append({"threshold": float(nearest if gold[:, label].any() else 0.5), "f1": float(max(f1))})
    return {"name": name, "gold": sets(gold), "scores": scores.tolist(), "best": best}


def random_sets(n, labels, rate):
    return (rng.random((n, labels)) < rate).astype(int)


def alike(gold, rate):
    return np.where(rng.random(gold.shape) < rate, 1 - gold, gold)


many, rare = random_sets(40, 6, 0.3), random_sets(40, 8, 0.06)
graded = random_sets(30, 4, 0.4)
graded[:, 3] = 0
golden = {
    "made_by": "test/golden/multi-label.py",
    "source": ", ".join(f"{name} {version(name)}" for name in ["scikit-learn", "numpy"]),
    "sets": [
        *cases("six labels", many, alike(many, 0.2)),
        *cases("rare labels, rows without any", rare, alike(rare, 0.05)),
        *cases("a label in predictions alone, one nowhere", many * [1, 1, 1, 0, 1, 0], alike(many, 0.3) * [1, 1, 1, 1, 1, 0]),
        *cases("nothing predicted", many[:12], np.zeros((12, 6), int)),
        *cases("nothing there, nothing predicted", np.zeros((8, 3), int), np.zeros((8, 3), int)),
        *cases("all right", many[:12], many[:12]),
    ],
    "thresholds": [
        thresholds("scores that tell a little", graded, np.round(np.clip(0.35 * graded + 0.65 * rng.random(graded.shape), 0, 1), 4)),
        thresholds("scores that repeat", graded, np.round(0.4 * graded + 0.6 * rng.random(graded.shape), 1)),
    ],
}
text = json.dumps(golden, allow_nan=False)
# A line a case: short, and what changes shows.
here = pathlib.Path(__file__).with_suffix(".json")
here.write_text(text.replace('{"name"', '\n {"name"').replace("], \"", "],\n\"") + "\n")
