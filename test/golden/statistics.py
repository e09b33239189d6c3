"""Golden values for eval/statistics. Writes statistics.json beside this file.

McNemar: scipy's exact binomial test in float64 (equal counts: 1). Wilson: statsmodels. Newcombe's paired interval: no Python
library at hand has it, so method 10 is written out here over statsmodels' Wilson limits, and two published intervals
stand beside it.

Mid-p: scipy's binomial distribution. Holm: statsmodels. Generator: Blackman and Vigna's algorithm over Python's integers; the
first outputs from the state 1, 2, 3, 4 are those published for the authors' C code. Sign-flip and randomisation:
scipy.stats.permutation_test, exact. Percentile bootstrap: scipy.stats.bootstrap with so many draws that only our own
Monte-Carlo error counts, and its size. Detectable difference: the power of the exact test summed over all tables by scipy.
"""
import json
import math
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy.optimize import brentq
from scipy.stats import binom, binomtest, bootstrap, permutation_test
from statsmodels.stats.multitest import multipletests
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


def mcnemar_mid_p(b, c):
    k, n = min(b, c), b + c
    return 1.0 if b == c else float(2 * binom.cdf(k, n, 0.5) - binom.pmf(k, n, 0.5))


def xoshiro128(state):
    mask = 0xFFFFFFFF
    rotl = lambda x, k: (x << k | x >> (32 - k)) & mask
    s = list(state)
    while True:
        yield rotl(s[1] * 5 & mask, 7) * 9 & mask
        t = s[1] << 9 & mask
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 11)


def seeded_state(seed):
    mask = 0xFFFFFFFF
    words = []
    for i in range(1, 5):
        z = seed + i * 0x9E3779B9 & mask
        z = (z ^ z >> 16) * 0x85EBCA6B & mask
        z = (z ^ z >> 13) * 0xC2B2AE35 & mask
        words.append(z ^ z >> 16)
    return words


def first(generator, count):
    return [next(generator) for _ in range(count)]


def below(generator, n):
    while True:
        product = next(generator) * n
        if product % 2**32 >= 2**32 % n:
            return product >> 32


def sign_flip(differences):
    d = np.array(differences, dtype=float)
    return float(permutation_test((d,), np.sum, permutation_type="samples", n_resamples=np.inf).pvalue)


def f1_along(gold, predicted, axis=-1):
    """F1 of class 1 along an axis, for scipy's vectorised resampling."""
    return 2 * (gold * predicted).sum(axis) / (gold.sum(axis) + predicted.sum(axis))


def pearson_along(x, y, axis=-1):
    x, y = x - x.mean(axis, keepdims=True), y - y.mean(axis, keepdims=True)
    return (x * y).sum(axis) / np.sqrt((x * x).sum(axis) * (y * y).sum(axis))


def percentile(samples, statistic, draws=400_000):
    """Percentile interval, with the Monte-Carlo error that 10,000 draws leave at either end."""
    found = bootstrap(samples, statistic, paired=True, vectorized=True, n_resamples=draws, batch=2_000, method="percentile", random_state=np.random.default_rng(17))
    values = np.sort(found.bootstrap_distribution)
    around = lambda q: float(np.quantile(values, q))
    error = lambda q: (around(q + math.sqrt(q * (1 - q) / 10_000)) - around(q - math.sqrt(q * (1 - q) / 10_000))) / 2
    interval = found.confidence_interval
    return {"ci95": [float(interval.low), float(interval.high)], "error": [error(0.025), error(0.975)]}


def centred_p(samples, statistic, draws=400_000):
    observed = statistic(*samples)
    found = bootstrap(samples, statistic, paired=True, vectorized=True, n_resamples=draws, batch=2_000, method="percentile", random_state=np.random.default_rng(18))
    return float(np.mean(np.abs(found.bootstrap_distribution - observed) >= abs(observed) - 1e-12))


def mcnemar_power(n, share, difference, alpha=0.05):
    """Probability that exact McNemar rejects, over every number of discordant rows."""
    q, power = 0.5 + difference / (2 * share), 0.0
    for m in range(n + 1):
        k = np.arange(m // 2 + 1)
        rejected = k[np.minimum(1, 2 * binom.cdf(k, m, 0.5)) <= alpha]
        if len(rejected):
            power += binom.pmf(m, n, share) * (binom.cdf(rejected[-1], m, q) + binom.cdf(rejected[-1], m, 1 - q))
    return power


tables = [
    (1, 1, 7, 12), (59, 6, 16, 80), (14, 5, 0, 22), (20, 0, 0, 20), (50, 0, 0, 0), (0, 0, 0, 50), (0, 10, 0, 0), (0, 0, 10, 0),
    (3, 4, 5, 2), (780, 25, 10, 57), (760, 37, 28, 47), (1, 0, 0, 0), (0, 1, 0, 0), (5, 40, 45, 6), (12000, 700, 650, 900),
]

rows = np.random.default_rng(29)
gold = (rows.random(60) < 0.4).astype(int)
answers_a = np.where(rows.random(60) < 0.85, gold, 1 - gold)
answers_b = np.where(rows.random(60) < 0.7, gold, 1 - gold)
score = rows.normal(size=50).round(3)
score_a = (score + 0.5 * rows.normal(size=50)).round(3)
score_b = (score + 0.8 * rows.normal(size=50)).round(3)
few = slice(0, 14)  # rows of which all 2^n swaps are looked at
flips = [
    [1, 1, 0, -1, 1], [1, -1, 0, 0], [2, -1, 1, 3, 0, 1], [1] * 12 + [-1] * 3, [0.5, 0.25, -0.125, 1, 0.375, 0.0625],
    rows.normal(0.3, 1, 16).round(4).tolist(), rows.normal(0, 1, 9).round(4).tolist(), [0.1, 0.2, 0.3, -0.6, 0.1], [2, 2, -1, 1, 1, 0, -2, 2, 1, 1],
]
f1_difference = lambda g, a, b, axis=-1: f1_along(g, a, axis) - f1_along(g, b, axis)
pearson_difference = lambda g, a, b, axis=-1: pearson_along(g, a, axis) - pearson_along(g, b, axis)


def swapped_f1(gold, a, b):
    """Exact randomisation of F1: scipy permutes the two answers within each row. Gold goes along in the closure."""
    return float(permutation_test((a, b), lambda x, y: f1_along(gold, x) - f1_along(gold, y), permutation_type="samples", n_resamples=np.inf).pvalue)


golden = {
    "made_by": "test/golden/statistics.py",
    "source": f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}",
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
    "mcnemar_mid_p": [
        {"a_only": b, "b_only": c, "p": mcnemar_mid_p(b, c)}
        for b, c in [(3, 9), (1, 8), (5, 5), (10, 25), (0, 0), (0, 1), (25, 10), (0, 10), (37, 28), (480, 520), (49000, 51000)]
    ],
    "holm": [
        {"p": p, "adjusted": [float(x) for x in multipletests(p, method="holm")[1]]}
        for p in [[0.01, 0.04, 0.03, 0.005], [0.02, 0.02, 0.9], [0.3], [1, 0, 0.5], [0.04, 0.04, 0.04, 0.04, 0.001, 0.2], rows.random(20).round(4).tolist()]
    ],
    "random": {
        "from_state": {"state": [1, 2, 3, 4], "values": first(xoshiro128([1, 2, 3, 4]), 10)},
        "from_seed": [{"seed": seed, "values": first(xoshiro128(seeded_state(seed)), 6)} for seed in [0, 1, 17, 2**31, 2**32 - 1]],
        "below": [{"seed": 17, "n": n, "values": (lambda g: [below(g, n) for _ in range(12)])(xoshiro128(seeded_state(17)))} for n in [1, 6, 872, 2**21 - 1, 2**21]],
    },
    "sign_flip": [{"differences": d, "p": sign_flip(d)} for d in flips],
    "resampled": {
        "gold": gold.tolist(), "a": answers_a.tolist(), "b": answers_b.tolist(),
        "score": score.tolist(), "score_a": score_a.tolist(), "score_b": score_b.tolist(),
        "f1": percentile((gold, answers_a), f1_along),
        "accuracy": percentile(((gold == answers_a).astype(float),), np.mean),
        "pearson": percentile((score, score_a), pearson_along),
        "f1_difference": {**percentile((gold, answers_a, answers_b), f1_difference), "p": centred_p((gold, answers_a, answers_b), f1_difference)},
        "pearson_difference": {**percentile((score, score_a, score_b), pearson_difference), "p": centred_p((score, score_a, score_b), pearson_difference)},
        "randomised_f1_of_first_14": swapped_f1(gold[few], answers_a[few], answers_b[few]),
    },
    "detectable": [
        {"rows": n, "discordant": share, "power": power, "difference": float(brentq(lambda d: mcnemar_power(n, share, d) - power, 0, share, xtol=1e-13))}
        for n, share, power in [(277, 0.15, 0.8), (408, 0.1, 0.9), (872, 0.08, 0.8), (20, 0.5, 0.8), (2000, 0.25, 0.8), (6, 1.0, 0.8)]
    ],
}
here = pathlib.Path(__file__).with_suffix(".json")
here.write_text(json.dumps(golden, indent=1) + "\n")
