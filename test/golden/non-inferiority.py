"""Golden values for eval/statistics/{paired-score,exact-loss,clopper-pearson,rows-to-decide}. Writes non-inferiority.json beside this file.

Score statistic: the restricted estimate is found by scipy's bounded minimiser over the log-likelihood, not by a closed form.
Exact p: every table of n rows is enumerated, those whose score is at most that of the table seen are summed by scipy's
multinomial probabilities, and the share of discordant rows that makes the sum largest is looked for on a dense grid and then
by scipy's minimiser between the grid's neighbours. Larger n: the same sum as scipy's binomial distributions, won and then lost.
Clopper-Pearson: statsmodels. Rows: Nam's formula over the restricted estimate that the minimiser finds.
"""
import json
import math
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy.optimize import minimize_scalar
from scipy.special import gammaln, xlogy
from scipy.stats import binom, norm
from statsmodels.stats.proportion import proportion_confint

GAMMA = 1e-5


def restricted(lost, won, n, loss):
    """Most likely share won where the share lost is larger by `loss`, which may be negative."""
    if loss < 0:
        return restricted(won, lost, n, -loss) - loss
    rest = n - lost - won
    likelihood = lambda q: -(xlogy(lost, q + loss) + xlogy(won, q) + xlogy(rest, 1 - 2 * q - loss))
    top = (1 - loss) / 2
    found = minimize_scalar(likelihood, bounds=(0, top), method="bounded", options={"xatol": 1e-14})
    return min([0.0, top, found.x], key=likelihood)  # the minimiser never tries the ends


def score(lost, won, n, loss):
    q = restricted(lost, won, n, loss)
    variance = n * (q + (q + loss) - loss**2)
    return (lost - won - n * loss) / math.sqrt(variance) if variance > 0 else 0.0


def closed_score(lost, won, n, loss):
    """Tango's closed form, for many tables at once; held against `score` below."""
    if loss < 0:
        return -closed_score(won, lost, n, -loss)
    b = (2 * n - lost + won) * loss - lost - won
    q = (np.sqrt(b * b + 8 * n * won * loss * (1 - loss)) - b) / (4 * n)
    variance = n * (2 * q + loss * (1 - loss))
    return np.where(variance > 0, (lost - won - n * loss) / np.sqrt(np.maximum(variance, 1e-300)), 0)


def shares(lost, won, n, loss):
    low, high = proportion_confint(lost + won, n, alpha=GAMMA, method="beta")
    return max(float(low), abs(loss)), max(float(high), -loss)


def exact_p(lost, won, n, loss, grid):
    low, high = shares(lost, won, n, loss)
    if low > high:
        return GAMMA
    seen = float(closed_score(np.array(lost), np.array(won), n, loss))
    limit = seen + 1e-9 * max(1, abs(seen))
    x, y = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
    if n <= 100:
        fits = x + y <= n
        x, y = x[fits], y[fits]
        inside = closed_score(x, y, n, loss) <= limit
        x, y = x[inside], y[inside]
        log_ways = gammaln(n + 1) - gammaln(x + 1) - gammaln(y + 1) - gammaln(n - x - y + 1)

        def probability(psi):
            px, py = (psi + loss) / 2, (psi - loss) / 2
            return float(np.exp(log_ways + xlogy(x, px) + xlogy(y, py) + xlogy(n - x - y, 1 - px - py)).sum())
    else:
        won_counts = np.arange(min(n, 2 * (lost + won) + 200) + 1)
        most = np.array([np.count_nonzero(closed_score(np.arange(n - w + 1), np.full(n - w + 1, w), n, loss) <= limit) - 1 for w in won_counts])

        def probability(psi):
            px, py = (psi + loss) / 2, (psi - loss) / 2
            return float((binom.pmf(won_counts, n, py) * binom.cdf(most, n - won_counts, px / (1 - py))).sum())

    tried = np.linspace(low, high, grid)
    values = [probability(psi) for psi in tried]
    best = int(np.argmax(values))
    around = (tried[max(0, best - 1)], tried[min(grid - 1, best + 1)])
    refined = minimize_scalar(lambda psi: -probability(psi), bounds=around, method="bounded", options={"xatol": 1e-12})
    return min(1.0, max(values[best], -float(refined.fun)) + GAMMA)


def rows_needed(lost, won, n, margin, tail, power=0.8):
    loss, discordant = (lost - won) / n, (lost + won) / n
    if loss > margin:
        return rows_needed(won, lost, n, -margin, tail, power)
    q = restricted(lost, won, n, margin)
    null, seen = math.sqrt(2 * q + margin - margin**2), math.sqrt(discordant - loss**2)
    return ((norm.isf(tail) * null + norm.ppf(power) * seen) / (margin - loss)) ** 2


tables = [
    (0, 0, 1, 0.01), (0, 1, 1, 0.3), (1, 0, 1, -0.3), (0, 0, 12, 0.2), (3, 1, 12, 0.2), (2, 5, 20, 0.1), (5, 2, 20, -0.1), (0, 9, 20, 0.05), (9, 0, 20, 0.5),
    (4, 4, 40, 0.1), (7, 2, 40, 0.25), (12, 12, 60, 0.05), (3, 6, 80, 0.02), (1, 1, 100, 0.03), (0, 0, 277, 0.01), (16, 14, 277, 0.05), (10, 3, 277, -0.02),
    (37, 28, 872, 0.02), (20, 25, 872, 0.01), (28, 37, 872, -0.02), (3, 2, 872, 0.01), (0, 0, 60, -0.2), (1, 0, 277, -0.1),
]
scores = [*tables, (300, 300, 9815, 0.01), (400, 250, 9815, 0.01), (700, 650, 9815, 0.02), (5, 5, 10, 0.0), (0, 0, 10, 0.0), (49000, 48000, 1000000, 0.001)]
for case in scores:
    if case[3] != 0:
        assert abs(score(*case) - float(closed_score(np.array(case[0]), np.array(case[1]), *case[2:]))) < 1e-6 * max(1, abs(score(*case))), case

golden = {
    "made_by": "test/golden/non-inferiority.py",
    "source": f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}",
    "score": [{"lost": x, "won": y, "rows": n, "loss": d, "won_at_loss": restricted(x, y, n, d) if d >= 0 else None, "score": score(x, y, n, d)} for x, y, n, d in scores],
    "score_published": {"lost": 6, "won": 16, "rows": 161, "ci95": [-0.1240, -0.0054], "digits": 4, "in": "the tests of the R package contingencytables"},
    "exact": [{"lost": x, "won": y, "rows": n, "loss": d, "p": exact_p(x, y, n, d, 4001 if n <= 100 else 1001)} for x, y, n, d in tables],
    "clopper_pearson": [
        {"k": k, "n": n, "tail": tail, "interval": [float(end) for end in proportion_confint(k, n, alpha=2 * tail, method="beta")]}
        for k, n, tail in [(0, 10, 0.025), (10, 10, 0.025), (3, 10, 0.025), (65, 872, 5e-6), (600, 9815, 5e-6), (0, 1, 0.05)]
    ],
    "rows_needed": [
        {"lost": x, "won": y, "rows": n, "margin": d, "tail": tail, "needed": rows_needed(x, y, n, d, tail)}
        for x, y, n, d, tail in [(37, 28, 872, 0.02, 0.05), (20, 25, 872, 0.01, 0.05), (16, 14, 277, 0.05, 0.05), (400, 250, 9815, 0.01, 0.05), (60, 20, 872, 0.02, 0.05 / 3), (12, 12, 100, 0.01, 0.001)]
    ],
}
here = pathlib.Path(__file__).with_suffix(".json")
here.write_text(json.dumps(golden, indent=1) + "\n")
