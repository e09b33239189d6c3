"""Golden values for eval/metrics and the tallies of eval/kinds. Writes metrics.json beside this file.

    python3 test/golden/metrics.py          needs: numpy, scipy, scikit-learn, seqeval

Each case has `counts`: how often a row is drawn. The reference sees the rows repeated that often, as plain data.
Accuracy, F1, macro F1, Matthews, Brier: scikit-learn. Pearson, Spearman: scipy (null where it says NaN). Span F1: seqeval,
mode strict with scheme IOB2; slot F1: seqeval's default. The calibration error has no library here: it is the loop over
bins of Guo et al.'s own code (lower < confidence <= upper), written with numpy.
"""
import json
import pathlib
import warnings
from importlib.metadata import version

import numpy as np
from scipy.stats import pearsonr, spearmanr
from seqeval.metrics import classification_report, f1_score as span_f1_score
from seqeval.scheme import IOB2
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, matthews_corrcoef

warnings.simplefilter("ignore")
rng = np.random.default_rng(17)


def draws(n):
    """Every row once; every row three times; a bootstrap draw; half of the rows never drawn."""
    yield np.ones(n, int)
    yield np.full(n, 3)
    yield np.bincount(rng.integers(0, n, n), minlength=n)
    yield np.repeat([2, 0], [n - n // 2, n // 2])


def labels(name, gold, predicted):
    for counts in draws(len(gold)):
        g, p = np.repeat(gold, counts), np.repeat(predicted, counts)
        yield {
            "name": name,
            "gold": list(map(int, gold)),
            "predicted": list(map(int, predicted)),
            "counts": counts.tolist(),
            "accuracy": accuracy_score(g, p),
            "f1": f1_score(g, p, labels=[1], average="macro", zero_division=0),
            "macro_f1": f1_score(g, p, average="macro", zero_division=0),
            "matthews_correlation": matthews_corrcoef(g, p),
        }


def columns(name, x, y):
    for counts in draws(len(x)):
        a, b = np.repeat(x, counts), np.repeat(y, counts)
        constant = len(set(a)) < 2 or len(set(b)) < 2
        yield {
            "name": name,
            "gold": list(map(float, x)),
            "predicted": list(map(float, y)),
            "counts": counts.tolist(),
            "pearson": None if constant else float(pearsonr(a, b)[0]),
            "spearman": None if constant else float(spearmanr(a, b)[0]),
        }


def calibration_error(confidence, correct):
    borders, error = np.linspace(0, 1, 16), 0.0
    for low, high in zip(borders[:-1], borders[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += abs(correct[inside].mean() - confidence[inside].mean()) * inside.mean()
    return error


def scores(name, classes, p, gold):
    for counts in draws(len(gold)):
        q, g = np.repeat(p, counts, axis=0), np.repeat(gold, counts)
        yield {
            "name": name,
            "classes": classes,
            "gold": list(map(int, gold)),
            "scores": p.tolist(),
            "counts": counts.tolist(),
            "ece": float(calibration_error(q.max(1), (q.argmax(1) == g).astype(float))),
            "brier": float(brier_score_loss(g, q, labels=list(range(classes)), scale_by_half=False)),
        }


def random_scores(n, classes, sharpness):
    p = rng.dirichlet(np.full(classes, sharpness), n)
    gold = np.array([rng.choice(classes, p=row) for row in p])
    return p, gold


def sentences(name, gold, predicted):
    for counts in draws(len(gold)):
        g = [tags for tags, c in zip(gold, counts) for _ in range(c)]
        p = [tags for tags, c in zip(predicted, counts) for _ in range(c)]
        report = classification_report(g, p, mode="strict", scheme=IOB2, output_dict=True)
        yield {
            "name": name,
            "gold": gold,
            "predicted": predicted,
            "counts": counts.tolist(),
            "span_f1": float(span_f1_score(g, p, mode="strict", scheme=IOB2)),
            "slot_f1": float(span_f1_score(g, p)),
            "types": {k: float(v["f1-score"]) for k, v in sorted(report.items()) if not k.endswith(" avg")},
            "accuracy": float(np.mean([a == b for a, b in zip(g, p)])),
        }


TYPES = ["PER", "creative-work", "fromloc.city_name"]
TAGS = ["O"] + [f"{prefix}-{kind}" for kind in TYPES for prefix in "BI"]


def any_tags(length):
    return [TAGS[k] for k in rng.integers(0, len(TAGS), length)]


def well_formed(length):
    tags = []
    while len(tags) < length:
        kind, width = TYPES[rng.integers(0, 3)], int(rng.integers(1, 4))
        tags += ["O"] * width if rng.random() < 0.5 else [f"B-{kind}"] + [f"I-{kind}"] * (width - 1)
    return tags[:length]


def retagged(tags, rate):
    return [TAGS[rng.integers(0, len(TAGS))] if rng.random() < rate else tag for tag in tags]


lengths = rng.integers(1, 12, 25).tolist()
ordered = [well_formed(n) for n in lengths]
five = rng.integers(0, 6, 40)
tiny = rng.normal(size=40)
borders_p = np.array([[0.2, 0.8], [0.4, 0.6], [0.6, 0.4], [0.0, 1.0], [1.0, 0.0], [0.5, 0.5], [1 / 3, 2 / 3], [2 / 3, 1 / 3]])

golden = {
    "made_by": "test/golden/metrics.py",
    "source": ", ".join(f"{name} {version(name)}" for name in ["scikit-learn", "scipy", "seqeval", "numpy"]),
    "labels": [
        *labels("two classes", rng.integers(0, 2, 60), rng.integers(0, 2, 60)),
        *labels("two classes, rare positive", (rng.random(60) < 0.1).astype(int), (rng.random(60) < 0.2).astype(int)),
        *labels("always 1", rng.integers(0, 2, 20), np.ones(20, int)),
        *labels("never 1", rng.integers(0, 2, 20), np.zeros(20, int)),
        *labels("one class in gold and predictions", np.ones(10, int), np.ones(10, int)),
        *labels("five classes", rng.integers(0, 5, 80), rng.integers(0, 5, 80)),
        *labels("five classes, two never predicted", rng.integers(0, 5, 80), rng.integers(0, 3, 80)),
        *labels("a class in predictions alone", rng.integers(0, 2, 30), rng.integers(0, 4, 30)),
    ],
    "columns": [
        *columns("no ties", rng.normal(size=50), rng.normal(size=50)),
        *columns("ties in both", five, np.clip(five + rng.integers(-1, 2, 40), 0, 5)),
        *columns("ties in one", five, five + rng.normal(size=40)),
        *columns("constant predictions", five, np.full(40, 0.1)),
        *columns("constant where drawn", five, np.repeat([0.3, 0.7], 20)),
        *columns("far from zero", 1e4 + tiny, 1e4 + tiny + rng.normal(size=40)),
        *columns("reversed", tiny, -2 * tiny),
        *columns("equal", tiny, tiny),
    ],
    "scores": [
        *scores("two classes", 2, *random_scores(60, 2, 1.0)),
        *scores("four classes", 4, *random_scores(60, 4, 0.5)),
        *scores("overconfident", 3, random_scores(40, 3, 0.05)[0], rng.integers(0, 3, 40)),
        *scores("on the bins' borders", 2, borders_p, np.array([0, 1, 0, 1, 1, 0, 1, 1])),
    ],
    "sentences": [
        *sentences("any tags", [any_tags(n) for n in lengths], [any_tags(n) for n in lengths]),
        *sentences("well-formed gold", ordered, [retagged(tags, 0.3) for tags in ordered]),
        *sentences("well-formed both", ordered, [well_formed(n) for n in lengths]),
        *sentences("all right", ordered, ordered),
        *sentences("nothing found", ordered, [["O"] * n for n in lengths]),
        *sentences("nothing there", [["O"] * n for n in lengths], [["O"] * n for n in lengths]),
    ],
}
text = json.dumps(golden, allow_nan=False)
# A line a column: short, and what changes shows.
here = pathlib.Path(__file__).with_suffix(".json")
here.write_text(text.replace('{"name"', '\n {"name"').replace("], \"", "],\n\"") + "\n")
