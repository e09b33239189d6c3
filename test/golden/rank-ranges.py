"""Golden values for eval/statistics/rank-ranges.ts. Writes rank-ranges.json beside this file.

Ranges of ranks of Mogstad, Romano, Shaikh and Wilhelm (2024), marginal, two-sided, stepwise, of estimates with a known covariance.
Nothing is drawn here: a critical value is the c at which scipy's integral of the multivariate normal density over the hypotheses
that stand, below c in each of them, is 95 %. Ours are quantiles of draws from that normal, so every case keeps each statistic
further from its critical value than the error of 20,000 draws; the script fails where one does not. Of two models the critical
value is the normal quantile; of independent models with one variance, single-step, it is the one of Dunnett's test.
"""
import json
import pathlib

import numpy as np
import scipy
from scipy.optimize import brentq
from scipy.stats import multivariate_normal, norm

MARGIN = 0.07


def critical(correlation, up, down):
    """The 95 % quantile of the largest of z_k for k in up and -z_k for k in down."""
    asked = np.array(sorted(set(up) | set(down)))
    part = correlation[np.ix_(asked, asked)]

    def missing(c):
        high = np.where(np.isin(asked, up), c, 12.0)
        low = np.where(np.isin(asked, down), -c, -12.0)
        if len(asked) == 1:
            return float(norm.cdf(high[0]) - norm.cdf(low[0])) - 0.95
        options = {"allow_singular": True, "maxpts": 200_000, "rng": np.random.default_rng(1)}
        return float(multivariate_normal.cdf(high, cov=part, lower_limit=low, **options)) - 0.95

    return brentq(missing, 1.0, 5.0, xtol=1e-4)


def standing(x, sigma, j):
    others = [k for k in range(len(x)) if k != j]
    contrast = np.array([[1.0 if m == j else -1.0 if m == k else 0.0 for m in range(len(x))] for k in others])
    covariance = contrast @ sigma @ contrast.T
    spread = np.sqrt(np.diag(covariance))
    t = contrast @ x / spread
    correlation = covariance / np.outer(spread, spread)
    up, down = list(range(len(others))), list(range(len(others)))
    values = []
    while up or down:
        c = critical(correlation, up, down)
        values.append(c)
        for statistic in [t[k] for k in up] + [-t[k] for k in down]:
            assert abs(statistic - c) > MARGIN, f"model {j}: {statistic:.3f} is near {c:.3f}"
        left = [k for k in up if t[k] <= c], [k for k in down if -t[k] <= c]
        if left == (up, down):
            break
        up, down = left
    worse = len(others) - len(up)
    better = len(others) - len(down)
    return {"better": better, "worse": worse, "critical": values}


def case(name, x, sigma):
    x, sigma = np.array(x), np.array(sigma)
    found = [standing(x, sigma, j) for j in range(len(x))]
    return {
        "name": name,
        "values": x.tolist(),
        "covariance": sigma.tolist(),
        "ranges": [[1 + one["better"], len(x) - one["worse"]] for one in found],
        "critical": [[round(value, 4) for value in one["critical"]] for one in found],
    }


def equal(variance, correlation, models):
    return variance * ((1 - correlation) * np.eye(models) + correlation * np.ones((models, models)))


spread_out = np.diag([1.0, 4.0, 0.25, 1.0, 2.25, 1.0])
rng = np.random.default_rng(17)
factors = rng.normal(size=(7, 3))
cases = [
    case("two models apart", [1.0, 4.0], np.eye(2)),
    case("two models not apart", [1.0, 3.0], np.eye(2)),
    case("five alike, independent", [0.0, 0.3, -0.2, 0.1, 0.2], np.eye(5)),
    case("a leader, a straggler, three between", [5.2, 0.0, 0.4, -0.3, -5.0], np.eye(5)),
    # In one step c is 2.44: 2.355 is rejected once the others are.
    case("one that falls at a later step", [0.0, 2.355 * np.sqrt(2), 9.0, 12.0, 15.0], np.eye(5)),
    case("unequal variances", [3.0, 0.0, 1.2, -4.3, 0.5, 7.0], spread_out),
    case("paired: differences vary little", [0.90, 0.913, 0.93, 0.931, 0.885], equal(1e-4, 0.9, 5)),
    case("the same, not paired", [0.90, 0.913, 0.93, 0.931, 0.885], equal(1e-4, 0.0, 5)),
    case("seven with factors in common", [0.5, 2.9, 0.0, 6.2, 3.3, 7.0, 14.0], factors @ factors.T + 0.8 * np.eye(7)),
]
path = pathlib.Path(__file__).with_name("rank-ranges.json")
golden = {"made_by": "test/golden/rank-ranges.py", "source": f"scipy {scipy.__version__}, numpy {np.__version__}", "cases": cases}
path.write_text(json.dumps(golden, indent=1) + "\n")
for one in cases:
    print(one["name"], one["ranges"], one["critical"])
