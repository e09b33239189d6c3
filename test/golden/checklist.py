"""Golden values for eval/kinds/expectation.ts. Writes checklist.json beside this file.

    python3 -P test/golden/checklist.py          needs: numpy==2.3.5, and PyPI for checklist 0.0.11, of which expect.py alone is used

Test cases with random answers, judged by CheckList's own code: `passes`, `fails`, or `left-out` where it gives None. The
expectations are those of its notebooks Sentiment.ipynb and QQP.ipynb: `monotonic` sliced by a non-neutral original,
`diff_up`/`diff_down` on p(positive) - p(negative), `eq(0)` sliced by an original that is a duplicate, `eq` over all texts,
`inv`. `second` are the probabilities of a two-class model's second label. A model of sentiment is given CheckList's third
class as `new_pp` of the notebook gives it. No probability lies on an edge, where the last bit would decide.
"""
import importlib.util
import json
import pathlib
import random
import subprocess
import sys
import tarfile
import tempfile
from types import SimpleNamespace

import numpy as np

VERSION = "0.0.11"
SDIST = (
    "https://files.pythonhosted.org/packages/38/b3/8511f50025b9fc66f5feacf9eb2db044c321f4026b6937cb3820f29e9c1d/"
    f"checklist-{VERSION}.tar.gz"
)


def load_expect():
    """expect.py alone, which needs numpy and nothing else of the package."""
    with tempfile.TemporaryDirectory() as folder:
        archive = pathlib.Path(folder, "checklist.tar.gz")
        subprocess.run(["curl", "-sSfL", SDIST, "-o", archive], check=True)
        with tarfile.open(archive) as tar:
            source = tar.extractfile(f"checklist-{VERSION}/checklist/expect.py").read()
        path = pathlib.Path(folder, "expect.py")
        path.write_bytes(source)
        spec = importlib.util.spec_from_file_location("expect", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.Expect


Expect = load_expect()
rng = random.Random(11)
EDGES = [1 / 3, 2 / 3, 0.1, 0.9]


def probability():
    while True:
        p = round(rng.choice([rng.random(), rng.random() ** 4, 1 - rng.random() ** 4]), 4)
        if all(abs(p - edge) > 1e-3 for edge in [*EDGES, 0.5]):
            return p


def three_classes(p):
    """(prediction, confidences of negative, neutral, positive) of a two-class model, as the notebook has them."""
    third = 1 / 3
    if p < 0.5 - third / 2:
        conf = [1 - p, 0, p]
    elif p > 0.5 + third / 2:
        conf = [1 - p, 0, p]
    else:
        neutral = 1 - abs(p - 0.5) / third
        conf = [0, neutral, 1 - neutral] if p >= 0.5 else [1 - neutral, neutral, 0]
    return int(np.argmax(conf)), np.array(conf)


def two_classes(p):
    conf = np.array([1 - p, p])
    return int(np.argmax(conf)), conf


def positive_change(before, after):
    return before[0] - after[0] + after[2] - before[2]


def diff_up(orig_pred, pred, orig_conf, conf, labels=None, meta=None):
    return positive_change(orig_conf, conf) + 0.1 >= 0


def diff_down(orig_pred, pred, orig_conf, conf, labels=None, meta=None):
    return positive_change(orig_conf, conf) - 0.1 <= 0


def not_neutral(pred, *args, **kwargs):
    return pred != 1


SENTIMENT, DUPLICATES = ["negative", "positive"], ["not_duplicate", "duplicate"]
DIRECTED, ALL = "all_except_first", "all"
# labels, type, our expectation, CheckList's, how a case's examples are put together
TESTS = [
    (SENTIMENT, "INV", None, Expect.inv(0.1), DIRECTED),
    (SENTIMENT, "DIR", {"label": None, "change": "not_less"},
     Expect.slice_pairwise(Expect.monotonic(increasing=True, tolerance=0.1), not_neutral), DIRECTED),
    (SENTIMENT, "DIR", {"label": None, "change": "not_more"},
     Expect.slice_pairwise(Expect.monotonic(increasing=False, tolerance=0.1), not_neutral), DIRECTED),
    (SENTIMENT, "DIR", {"label": "positive", "change": "not_less", "against": "negative"}, Expect.pairwise(diff_up), DIRECTED),
    (SENTIMENT, "DIR", {"label": "positive", "change": "not_more", "against": "negative"}, Expect.pairwise(diff_down), DIRECTED),
    (SENTIMENT, "DIR", {"label": "positive", "change": "not_less"}, Expect.monotonic(2, True, 0.1), DIRECTED),
    (SENTIMENT, "DIR", {"label": "negative", "change": "not_more"}, Expect.monotonic(0, False, 0.1), DIRECTED),
    (SENTIMENT, "MFT", "neutral", Expect.eq(1), ALL),
    (SENTIMENT, "MFT", "positive", Expect.eq(2), ALL),
    (SENTIMENT, "MFT", None, Expect.single(lambda x, pred, *args: bool(pred != 0)), ALL),
    (DUPLICATES, "INV", None, Expect.inv(0.1), DIRECTED),
    (DUPLICATES, "DIR", "duplicate", Expect.eq(1), ALL),
    (DUPLICATES, "DIR", {"label": "not_duplicate", "change": "becomes"}, Expect.eq(0), DIRECTED),
    (DUPLICATES, "DIR", {"label": "not_duplicate", "change": "becomes", "from": "duplicate"},
     Expect.slice_orig(Expect.eq(0), lambda orig, *args: orig == 1), DIRECTED),
    (DUPLICATES, "MFT", "not_duplicate", Expect.eq(0), ALL),
]
CASES = 60


def near(p):
    """A probability not far from p, so that tolerances matter."""
    while True:
        q = round(min(1, max(0, p + rng.uniform(-0.25, 0.25))), 4)
        if all(abs(q - edge) > 1e-3 for edge in [1 / 3, 2 / 3, 0.5]):
            return q


def clear(ps, confidences):
    """Whether no difference of confidences lies on the tolerance."""
    first = confidences[0]
    for other in confidences[1:]:
        changes = [*(other - first), (other[-1] - other[0]) - (first[-1] - first[0])]
        if any(abs(abs(change) - 0.1) < 1e-3 for change in changes):
            return False
    return all(abs(c - edge) > 1e-3 for c in first for edge in [0.1, 0.9])


def verdict(result):
    return "left-out" if result is None else "passes" if result else "fails"


golden = []
for labels, kind, expectation, expect, aggregate in TESTS:
    classify = three_classes if labels is SENTIMENT else two_classes
    cases = []
    while len(cases) < CASES:
        first = probability()
        ps = [first, *(near(first) if rng.random() < 0.7 else probability() for _ in range(rng.randint(1, 3)))]
        answers = [classify(p) for p in ps]
        if clear(ps, [conf for _, conf in answers]):
            cases.append((ps, answers))
    test = SimpleNamespace(
        data=[[str(p) for p in ps] for ps, _ in cases],
        results=SimpleNamespace(
            preds=[np.array([pred for pred, _ in answers]) for _, answers in cases],
            confs=[np.array([conf for _, conf in answers]) for _, answers in cases],
        ),
        labels=None,
        meta=None,
        run_idxs=None,
    )
    outcomes = Expect.aggregate(expect(test), aggregate)
    golden.append({
        "labels": labels,
        "type": kind,
        "expect": expectation,
        "cases": [{"second": ps, "outcome": verdict(outcome)} for (ps, _), outcome in zip(cases, outcomes)],
    })

here = pathlib.Path(__file__)
out = here.with_suffix(".json")
made_with = {"checklist": VERSION, "numpy": np.__version__, "python": sys.version.split()[0]}
lines = [json.dumps(test) for test in golden]
out.write_text('{"made_with": %s, "tests": [\n%s\n]}\n' % (json.dumps(made_with), ",\n".join(lines)))
for test in golden:
    counts = {o: sum(c["outcome"] == o for c in test["cases"]) for o in ("passes", "fails", "left-out")}
    print(test["labels"][1], test["type"], json.dumps(test["expect"]), counts)
