"""Golden values for the confidence sequences of eval/statistics and eval/experiments. Writes confidence-sequences.json beside this file.

    pip install ville==0.1.0 scipy mpmath pybind11 ssrm-test==0.1.5
    pip download --no-deps --no-binary :all: confseq==0.0.11 && tar xf confseq-0.0.11.tar.gz
    g++ -O2 -std=c++17 -shared -fPIC $(python -m pybind11 --includes) confseq-0.0.11/src/confseq/boundaries.cpp \\
        -o boundaries$(python3-config --extension-suffix)      # wants Boost's headers; ssrm-test wants numpy below 2
    PYTHONPATH=. python confidence-sequences.py

Gamma-exponential mixture and its boundary: confseq, the paper's authors' own code; it is compiled by hand, since the pybind11 that it pins does
not compile on Python 3.11. Where the variance is large its log mixture loses digits to terms that cancel, so that mpmath's value
by the paper's formula, in 60 digits, stands beside it. Beta-binomial sequence: ville, without running intersection. Pseudo-outcomes:
those that ville's BettingABTest hands to its confidence sequence. Sample ratio: ssrm-test, by one of the paper's authors.
"""
import json
import math
import pathlib
from importlib.metadata import version

import boundaries
import mpmath
import numpy as np
import ville
from ssrm_test.ssrm_test import sequential_bayes_factors

mpmath.mp.dps = 60
rng = np.random.default_rng(23)


def optimum(rho):
    """The variance that confseq has to be told so that its mixture has this rho, at its alpha of 5 %, one-sided."""
    log = math.log(1 / 0.1)
    return rho * (2 * log + math.log1p(2 * log))


def log_mixture(s, v, rho, c):
    s, v, rho, c = map(mpmath.mpf, (s, v, rho, c))
    a, b, x = rho / c**2, (v + rho) / c**2, (c * s + v + rho) / c**2

    def log_lower(shape, end):
        # mpmath's gammainc is slow for large shapes; the series of NIST DLMF 8.11.4 is what it sums for small ones.
        term = total = 1 / shape
        n = mpmath.mpf(0)
        while n < end - shape or term > total * mpmath.mpf(10) ** -55:
            n += 1
            term *= end / (shape + n)
            total += term
        return shape * mpmath.log(end) - end + mpmath.log(total)

    leading = a * mpmath.log(a) - log_lower(a, a)
    return float(leading + log_lower(b, x) - b * mpmath.log(x) + (c * s + v) / c**2)


mixtures, bounds = [], []
for rho, c in [(200, 2), (30, 1), (1, 0.5)]:
    for v in [0, 1, 37.5, 1_000, 40_000, 1_000_000]:
        for times in [0.2, 1, 3]:
            s = times * math.sqrt(v + rho)
            given = {"s": s, "v": v, "rho": rho, "c": c}
            theirs = float(boundaries.gamma_exponential_log_mixture(s, v, optimum(rho), c))
            mixtures.append({**given, "value": log_mixture(**given), "confseq": theirs})
    for v in [1, 37.5, 1_000, 40_000, 1_000_000, 10_000_000]:  # at 0 confseq finds no end to search to
        for alpha in [0.025, 0.025 / 7]:
            theirs = float(boundaries.gamma_exponential_mixture_bound(v, alpha, optimum(rho), c))
            bounds.append({"v": v, "alpha": alpha, "rho": rho, "c": c, "confseq": theirs})

bernoulli = []
for k, n in [(0, 1), (1, 1), (0, 20), (7, 20), (20, 20), (870, 1_000), (1, 10_000), (90_000, 100_000), (500_000, 1_000_000)]:
    for alpha in [0.05, 0.05 / 7]:
        cs = ville.BernoulliCS(alpha=alpha, intersect=False)
        cs.fit(np.concatenate([np.ones(k), np.zeros(n - k)]))
        bernoulli.append({"k": k, "n": n, "alpha": alpha, "ci": [float(x) for x in cs.interval()]})


def pseudo_outcomes(share, n=400):
    treated = (rng.random(n) < share).astype(float)
    right = (rng.random(n) < np.where(treated == 1, 0.9, 0.82)).astype(float)
    test = ville.BettingABTest(propensity=share)
    seen = []
    sequence = test._cs
    update = sequence.update
    sequence.update = lambda phi: (seen.append(phi), update(phi))
    test.update(right, treated)
    return {
        "share": share,
        "candidate": "".join(str(int(a)) for a in treated),
        "right": "".join(str(int(y)) for y in right),
        "sum": float(np.sum(seen[0])),
        "squares": float(np.sum(seen[0] ** 2)),
        "estimate": float(test.estimate_[-1]),
    }


def sample_ratio(weights, actual, n=600):
    units = rng.choice(len(weights), size=n, p=actual)
    data = np.eye(len(weights), dtype=int)[units]
    factors = sequential_bayes_factors(data, np.array(weights), dirichlet_concentration=200)
    return {
        "weights": weights,
        "units": "".join(str(u) for u in units),
        "log_evidence": float(np.log(factors[-1])),
        "p": float(min(1, 1 / max(factors))),
    }


golden = {
    "made_by": "test/golden/confidence-sequences.py",
    "source": ", ".join(f"{name} {version(name)}" for name in ["ville", "scipy", "numpy", "mpmath", "ssrm-test"])
    + ", confseq 0.0.11",
    "mixtures": mixtures,
    "bounds": bounds,
    "bernoulli": bernoulli,
    "pseudo_outcomes": [pseudo_outcomes(share) for share in [0.5, 0.2, 0.75]],
    "sample_ratios": [
        sample_ratio([0.5, 0.5], [0.5, 0.5]),
        sample_ratio([0.5, 0.5], [0.58, 0.42]),
        sample_ratio([0.9, 0.1], [0.9, 0.1]),
        sample_ratio([0.7, 0.2, 0.1], [0.6, 0.25, 0.15]),
    ],
}
here = pathlib.Path(__file__).with_suffix(".json")
here.write_text(json.dumps(golden, indent=1) + "\n")
