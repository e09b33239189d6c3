"""Golden values for rows in clusters (eval/statistics). Writes clusters.json beside this file.

Variance of a mean and of a mean difference: statsmodels' cluster-robust covariance of a regression on a constant. Exact p of
the clustered McNemar test: scipy.stats.permutation_test over the signs of the clusters' sums, all of them. Expanded levels:
scipy's normal and t distributions. Percentile interval of drawn clusters: scipy.stats.bootstrap over clusters' (sum, size),
with so many draws that only our own Monte-Carlo error counts. Wilson's interval of clusters: statsmodels' at the effective number of
rows, which is written out here.
"""
import json
import math
import pathlib

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from statsmodels.stats.proportion import proportion_confint
from scipy.stats import bootstrap, norm, permutation_test, t

random = np.random.default_rng(17)


def expanded_tail(g):
    return float(norm.cdf(-math.sqrt(g / (g - 1)) * t.ppf(0.975, g - 1)))


def expanded_p(p, g):
    return float(2 * t.sf(norm.isf(p / 2) * math.sqrt((g - 1) / g), g - 1))


def clustered_variance(values, clusters):
    fit = sm.OLS(values, np.ones(len(values))).fit(cov_type="cluster", cov_kwds={"groups": clusters})
    return float(fit.cov_params()[0, 0])


def effective_clusters(clusters, inflation):
    sizes = np.bincount(clusters)
    rho = min(1, max(0, (inflation - 1) / ((sizes**2).sum() / sizes.sum() - 1)))
    shares = sizes * (1 + (sizes - 1) * rho)
    return float(shares.sum() ** 2 / (shares**2).sum())


def clustered_wilson(values, clusters):
    """Wilson's interval by statsmodels at the level of t, of as many rows as have the share's variance."""
    share, n, g = values.mean(), len(values), clusters.max() + 1
    variance = clustered_variance(values, clusters)
    effective = max(2, math.floor(effective_clusters(clusters, variance / (share * (1 - share) / n)) + 1e-9))
    rows = share * (1 - share) / (variance * (g - 1) / g * effective / (effective - 1))
    alpha = 2 * norm.sf(t.ppf(0.975, effective - 1))
    return [float(end) for end in proportion_confint(share * rows, rows, alpha=alpha, method="wilson")]


def sums(values, clusters):
    return np.bincount(clusters, weights=values)


def flipped(differences, clusters):
    d = sums(differences, clusters)
    result = permutation_test(
        (d,), lambda x, axis=-1: x.sum(axis=axis), permutation_type="samples", vectorized=True, n_resamples=np.inf
    )
    return float(result.pvalue)


def case(name, groups, mean_size, agree, worse, fixed=False):
    sizes = np.full(groups, mean_size) if fixed else random.geometric(1 / mean_size, groups)
    clusters = np.repeat(np.arange(groups), sizes)
    hard = random.beta(4, 1, groups)[clusters]
    a = (random.random(len(clusters)) < hard).astype(int)
    b = np.where(random.random(len(clusters)) < agree, a, (random.random(len(clusters)) < hard * worse).astype(int))
    order = random.permutation(len(clusters))
    a, b, clusters = a[order], b[order], clusters[order]
    _, first = np.unique(clusters, return_index=True)
    renamed = np.argsort(np.argsort(first))[clusters]  # numbered as they come up
    d = a - b
    ends = []
    if groups >= 20:
        s, n = sums(d, renamed), np.bincount(renamed)
        result = bootstrap(
            (s, n), lambda x, y, axis=-1: x.sum(axis=axis) / y.sum(axis=axis), paired=True, vectorized=True,
            confidence_level=1 - 2 * expanded_tail(groups), method="percentile", n_resamples=1_000_000, batch=10_000,
            random_state=np.random.default_rng(5),
        )
        draws = np.sort(result.bootstrap_distribution)
        ends = [float(result.confidence_interval.low), float(result.confidence_interval.high)]
        # One standard error of a quantile of 10,000 draws, from the density around it.
        q = expanded_tail(groups)
        width = 4 * math.sqrt(q * (1 - q) / 10_000)
        at = lambda share: draws[min(len(draws) - 1, max(0, int(share * len(draws))))]
        error = [float(max(e - at(c - width), at(c + width) - e)) / 4 for e, c in zip(ends, (q, 1 - q))]
    return {
        "name": name,
        "clusters": renamed.tolist(),
        "a": a.tolist(),
        "b": b.tolist(),
        "variance_a": clustered_variance(a, renamed),
        "variance_difference": clustered_variance(d, renamed),
        "wilson_a": clustered_wilson(a, renamed),
        "p": flipped(d, renamed) if groups <= 20 else None,
        **({"ci95": ends, "error": error} if ends else {}),
    }


golden = {
    "made_by": "test/golden/clusters.py",
    "source": f"statsmodels {statsmodels.__version__}, scipy {scipy.__version__}",
    "expanded": [
        {"clusters": g, "tail": expanded_tail(g), "p": [{"plain": p, "expanded": expanded_p(p, g)} for p in (0.8, 0.05, 0.001)]}
        for g in (2, 3, 8, 30, 101, 2067)
    ],
    "cases": [
        case("six clusters", 6, 4, 0.2, 0.2),
        case("twelve clusters", 12, 5, 0.4, 0.5),
        case("eighteen clusters", 18, 3, 0.4, 0.7),
        case("forty clusters of five", 40, 5, 0.6, 0.9, fixed=True),
    ],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, indent=1) + "\n")
