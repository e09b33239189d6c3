"""Golden values for eval/metrics/temperature.ts and selective.ts. Writes temperature.json beside this file.

    python3 test/golden/temperature.py          needs: numpy, scipy, scikit-learn 1.8

Logits and gold labels of several sizes, sure and unsure. `temperature`: where scipy.optimize.brentq finds the derivative's root, which is also
where scipy.optimize.minimize_scalar finds the least negative log likelihood; `scikit_learn`: that of CalibratedClassifierCV(method="temperature") around
a classifier that gives these logits, which minimises to 1e-7 or so. `nll` before and after; `selective`: coverage and accuracy at some scores.
"""
import json
import pathlib
from importlib.metadata import version

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator

rng = np.random.default_rng(17)
MIN_SCORES = [0, 0.5, 0.6, 0.8, 0.9, 1]


class Given(ClassifierMixin, BaseEstimator):
    """Its inputs are its logits."""

    def fit(self, x, y):
        self.classes_ = np.unique(y)
        return self

    def predict(self, x):
        return self.classes_[x.argmax(axis=1)]

    def decision_function(self, x):
        return (x[:, 1] - x[:, 0]) / 2 if x.shape[1] == 2 else x  # of two classes scikit-learn takes one number d for -d and d


def nll(logits, gold, inverse):
    return -log_softmax(logits * inverse, axis=1)[np.arange(len(gold)), gold].mean()


def slope(logits, gold, inverse):
    expected = (softmax(logits * inverse, axis=1) * logits).sum(axis=1)
    return (expected - logits[np.arange(len(gold)), gold]).mean()


def by_scikit_learn(logits, gold):
    model = FrozenEstimator(Given().fit(logits, gold))
    fitted = CalibratedClassifierCV(model, method="temperature", ensemble=False).fit(logits, gold)
    return float(1 / fitted.calibrated_classifiers_[0].calibrators[0].beta_)


def case(name, labels, rows, sure, noise):
    gold = rng.integers(0, labels, rows)
    logits = rng.normal(0, noise, (rows, labels))
    logits[np.arange(rows), gold] += 1
    logits = np.round(logits * sure, 4)
    inverse = brentq(lambda b: slope(logits, gold, b), 1e-6, 1e4, xtol=1e-15, rtol=1e-15)
    least = minimize_scalar(lambda b: nll(logits, gold, b), bracket=(inverse / 3, inverse * 3), tol=1e-12).x
    assert abs(least / inverse - 1) < 1e-6, (name, least, inverse)
    confidence, right = softmax(logits * inverse, axis=1).max(axis=1), logits.argmax(axis=1) == gold
    selective = []
    for score in MIN_SCORES:
        kept = confidence >= score
        accuracy = float(right[kept].mean()) if kept.any() else None
        selective.append({"min_score": score, "coverage": float(kept.mean()), "accuracy": accuracy})
    return {
        "name": name,
        "logits": logits.tolist(),
        "gold": gold.tolist(),
        "temperature": 1 / inverse,
        "scikit_learn": by_scikit_learn(logits, gold),
        "nll": {"before": float(nll(logits, gold, 1)), "after": float(nll(logits, gold, inverse))},
        "selective": selective,
    }


golden = {
    "made_by": "test/golden/temperature.py",
    "source": f"scipy {version('scipy')}, scikit-learn {version('scikit-learn')}",
    "cases": [
        case("two labels, too sure", 2, 60, 12, 0.8),
        case("two labels, not sure enough", 2, 60, 0.4, 0.6),
        case("three labels, far too sure", 3, 50, 200, 0.7),
        case("seven labels", 7, 40, 5, 0.5),
        case("hardly better than guessing", 3, 60, 3, 4),
    ],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
