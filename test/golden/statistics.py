"""Golden values for eval/statistics and eval/metrics. Writes statistics.json beside this file.

McNemar: scipy's exact binomial test in float64 (equal counts: 1). Wilson: statsmodels. Newcombe's paired interval: no Python
library at hand has it, so method 10 is written out here over statsmodels' Wilson limits, and two published intervals
stand beside it. Accuracy, F1, macro F1 and Matthews' correlation: scikit-learn.
"""
import json
import math
import pathlib

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy.stats import binomtest
from sklearn.metrics import accuracy_score, f1_score, matthews_corrcoef
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

Z95 = 1.959963984540054


def wilson(k, n):
    low, high = proportion_confint(k, n, alpha=0.05, method="wilson")
    return [float(low), float(high)]


def newcombe_paired(both, a_only, b_only, neither):
    n = both + a_only + b_only + neither
    pa, pb = (both + a_only) / n, (both + b_only) / n
    (la, ua), (lb, ub) = wilson(both + a_only, n), wilson(both + b_only, n)
    margins = (both + a_only) * (b_only + neither) * (both + b_only) * (a_only + neither)
    cross = both * neither - a_only * b_only
    if cross > 0:
        cross = max(cross - n / 2, 0)
    phi = 0.0 if margins == 0 else cross / math.sqrt(margins)
    low = math.sqrt((pa - la) ** 2 - 2 * phi * (pa - la) * (ub - pb) + (ub - pb) ** 2)
    high = math.sqrt((ua - pa) ** 2 - 2 * phi * (ua - pa) * (pb - lb) + (pb - lb) ** 2)
    d = (a_only - b_only) / n
    return [d - low, d + high]


def mcnemar(b, c):
    return 1.0 if b == c else float(binomtest(min(b, c), b + c, 0.5).pvalue)


rng = np.random.default_rng(17)
labelled = [
    ("mixed", [1, 1, 1, 1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 1, 0, 0, 0]),
    ("one class predicted", [1, 1, 1, 0, 0], [1, 1, 1, 1, 1]),
    ("positive never predicted", [1, 1, 0, 0, 0], [0, 0, 0, 0, 0]),
    ("three classes", [0, 0, 1, 1, 2, 2, 2], [0, 1, 1, 1, 2, 2, 0]),
    ("all right", [0, 1, 1, 0], [0, 1, 1, 0]),
    ("all wrong", [0, 1, 1, 0], [1, 0, 0, 1]),
    ("200 random", rng.integers(0, 2, 200).tolist(), rng.integers(0, 2, 200).tolist()),
    ("300 random, four classes", rng.integers(0, 4, 300).tolist(), rng.integers(0, 4, 300).tolist()),
]

tables = [
    (1, 1, 7, 12), (59, 6, 16, 80), (14, 5, 0, 22), (20, 0, 0, 20), (50, 0, 0, 0), (0, 0, 0, 50), (0, 10, 0, 0), (0, 0, 10, 0),
    (3, 4, 5, 2), (780, 25, 10, 57), (760, 37, 28, 47), (1, 0, 0, 0), (0, 1, 0, 0), (5, 40, 45, 6), (12000, 700, 650, 900),
]

golden = {
    "made_by": "test/golden/statistics.py",
    "source": f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}, scikit-learn {sklearn.__version__}",
    "wilson": [
        {"k": k, "n": n, "ci95": wilson(k, n)}
        for k, n in [(81, 100), (0, 10), (10, 10), (797, 872), (1, 1), (0, 1), (1, 2), (1, 1000000), (999999, 1000000), (436, 872)]
    ],
    "newcombe_paired": [{"table": list(t), "ci95": newcombe_paired(*t)} for t in tables],
    # Where phi is 0, the paired interval is Newcombe's for independent proportions (his method 10 of the companion paper).
    "newcombe_independent": [
        {"table": list(t), "ci95": [float(x) for x in confint_proportions_2indep(t[0] + t[1], sum(t), t[0] + t[2], sum(t), method="newcomb", compare="diff")]}
        for t in [(25, 25, 25, 25), (0, 10, 0, 0), (50, 0, 0, 0), (30, 12, 10, 4)]
    ],
    "newcombe_published": [
        {"table": [1, 1, 7, 12], "ci95": [-0.507, -0.026], "digits": 3, "in": "Fagerland, Lydersen and Laake 2014, table V"},
        {"table": [59, 6, 16, 80], "ci95": [-0.1186, -0.0046], "digits": 4, "in": "the tests of the R package contingencytables"},
    ],
    "mcnemar": [
        {"a_only": b, "b_only": c, "p": mcnemar(b, c)}
        for b, c in [
            (3, 9), (1, 8), (5, 5), (10, 25), (0, 0), (0, 1), (1, 0), (0, 10), (25, 10), (37, 28), (0, 1000), (480, 520),
            (499, 501), (49000, 51000), (499000, 501000), (498000, 502000), (499999, 500001), (500000, 500000), (400, 600000),
        ]
    ],
    "classification": [
        {
            "name": name,
            "gold": gold,
            "predicted": predicted,
            "accuracy": accuracy_score(gold, predicted),
            "f1": f1_score(gold, predicted, labels=[1], average="macro", zero_division=0),
            "macro_f1": f1_score(gold, predicted, average="macro", zero_division=0),
            "matthews_correlation": matthews_corrcoef(gold, predicted),
        }
        for name, gold, predicted in labelled
    ],
}
here = pathlib.Path(__file__).with_suffix(".json")
here.write_text(json.dumps(golden, indent=1) + "\n")
