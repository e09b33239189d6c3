"""Figures of submitted predictions against scikit-learn, scipy, seqeval and the official SQuAD evaluation.

    npm start -- --data DIR
    python bench/parity/submissions.py --data DIR --url http://localhost:8787 --key KEY [--suite glue/sst2 …]

For every GLUE task, SQuAD 1.1 and 2.0, WikiANN (en), WNUT 2017, SNIPS and ATIS: reads the rows from the data folder, makes
seeded noisy predictions (15 to 30 % wrong labels with probabilities, near-miss answers, broken tag sequences), posts them to
/v1/submissions, and compares each metric and slice of the run record with the reference to 1e-9. Prints a table; exits with 1
on any difference, missing figure or suite. The runs stay, as external/parity-check. KEY needs the scope `evaluate`.

Needs numpy, scipy, scikit-learn >= 1.8, seqeval, and transformers 4.40.0: the last ones to carry the functions of the
official evaluate-v2.0.py. Expected calibration error has no reference there; its is written below from Guo et al. 2017.
"""

import argparse
import gzip
import json
import pathlib
import sys
import time
import urllib.error
import urllib.request
import warnings
from types import SimpleNamespace

import numpy as np
from scipy.stats import pearsonr, spearmanr
from seqeval import metrics as seqeval
from seqeval.scheme import IOB2
from sklearn import metrics as sklearn
from transformers.data.metrics.squad_metrics import squad_evaluate

warnings.filterwarnings("ignore")  # seqeval's, on the tags that are broken on purpose
TOLERANCE = 1e-9

TWO_WAY = ["entailment", "not_entailment"]
LABELS = {
    "glue/sst2": ["negative", "positive"],
    "glue/cola": ["unacceptable", "acceptable"],
    "glue/mrpc": ["not_equivalent", "equivalent"],
    "glue/rte": TWO_WAY,
    "glue/wnli": TWO_WAY[::-1],
    "glue/qnli": TWO_WAY,
    "glue/mnli-matched": ["entailment", "neutral", "contradiction"],
    "glue/qqp-balanced": ["not_duplicate", "duplicate"],
}
FILES = {
    "glue/sst2": "glue/sst2/dev.jsonl.gz",
    "glue/cola": "glue/cola/dev.jsonl.gz",
    "glue/mrpc": "glue/mrpc/dev.jsonl.gz",
    "glue/rte": "glue/rte/dev.jsonl.gz",
    "glue/stsb": "glue/stsb/dev.jsonl.gz",
    "glue/wnli": "glue/wnli/dev.jsonl.gz",
    "glue/qnli": "glue/qnli/dev.jsonl.gz",
    "glue/mnli-matched": "glue/mnli/dev_matched.jsonl.gz",
    "glue/qqp-balanced": "glue/qqp/dev-balanced.jsonl.gz",
    "squad/v1.1": "qa/squad-dev-v1.1.json.gz",
    "squad/v2.0": "qa/squad-dev-v2.0.json.gz",
    "wikiann/en": "ner/wikiann/en/dev.conll.gz",
    "wnut17/dev": "ner/wnut17/dev.conll.gz",
    "snips/valid": "intent/snips/valid.jsonl.gz",
    "atis/valid": "intent/atis/valid.jsonl.gz",
}


def read_text(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        return file.read()


def read_lines(path):
    return [json.loads(line) for line in read_text(path).split("\n") if line.strip()]


def read_squad(path):
    return [
        {"id": qa["id"], "context": paragraph["context"], "answers": qa["answers"]}
        for article in json.loads(read_text(path))["data"]
        for paragraph in article["paragraphs"]
        for qa in paragraph["qas"]
    ]


def read_tags(path, prefix):
    """Sentences between blank lines; WNUT's dev file has one with nothing but a byte order mark."""
    sentences = [[]]
    for line in read_text(path).split("\n"):
        if line.strip("\ufeff \r"):
            sentences[-1].append(line.split("\t")[-1])
        elif sentences[-1]:
            sentences.append([])
    return [{"id": f"{prefix}-{i}", "tags": tags} for i, tags in enumerate(filter(None, sentences))]


# Each suite: predictions to post, and what the run must say: {(slice, metric): value}, slice "" for all rows.


def classification(rows, labels, random):
    """Probabilities around the gold label, 15 to 30 % of them around another; posted as label, index or scores alone."""
    name = lambda label: labels[label] if isinstance(label, int) else label
    gold = [name(row["label"]) for row in rows]
    wrong_share = random.uniform(0.15, 0.3)
    believed = np.array([labels.index(label) for label in gold])
    wrong = random.random(len(rows)) < wrong_share
    believed[wrong] = random.integers(len(labels), size=wrong.sum())
    logits = random.normal(0, 1, (len(rows), len(labels)))
    # The more labels, the greater is the greatest of the others by chance.
    logits[np.arange(len(rows)), believed] += random.uniform(1, 5, len(rows)) + np.log(len(labels) / 2)
    scores = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    chosen = scores.argmax(1)
    predicted = [labels[index] for index in chosen]
    items = []
    for i, row in enumerate(rows):
        item = {"id": row["id"], "scores": dict(zip(labels, scores[i].tolist()))}
        if i % 3:
            item["label"] = predicted[i] if i % 3 == 1 else int(chosen[i])
        items.append(item)
    expected = {
        "accuracy": sklearn.accuracy_score(gold, predicted),
        "macro_f1": sklearn.f1_score(gold, predicted, average="macro"),
        "matthews_correlation": sklearn.matthews_corrcoef(gold, predicted),
        "brier": brier(gold, scores, labels),
        "ece": calibration_error(np.array(gold) == np.array(predicted), scores.max(1)),
    }
    if len(labels) == 2:
        expected["f1"] = sklearn.f1_score(gold, predicted, pos_label=labels[1])
    if "slots" in rows[0]:
        slots = [row["slots"] for row in rows]
        tags = [noisy_tags(row, random, 0.05, types_of(slots)) for row in slots]
        for item, row_tags in zip(items, tags):
            item["tags"] = row_tags
        expected["slot_f1"] = seqeval.f1_score(slots, tags)
        frames = [a == b and s == t for a, b, s, t in zip(gold, predicted, slots, tags)]
        expected["frame_accuracy"] = np.mean(frames)
    return items, {("", metric): value for metric, value in expected.items()}


def brier(gold, scores, labels):
    """Sum over classes. scikit-learn wants sorted labels, and rows that sum to 1."""
    order = np.argsort(labels)
    return sklearn.brier_score_loss(gold, scores[:, order], labels=np.array(labels)[order], scale_by_half=False)


def calibration_error(correct, confidence, bins=15):
    """Guo et al. 2017, equation 3: bins open below, closed above."""
    edges = np.linspace(0, 1, bins + 1)
    total = 0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            total += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return total


def regression(rows, random):
    """Rounded to one digit, so that there are many ties; a few are far off."""
    gold = np.array([row["label"] for row in rows], float)
    far = random.random(len(gold)) < 0.15
    scores = np.round(np.clip(gold + random.normal(0, 0.6, len(gold)) + far * random.normal(0, 2, len(gold)), 0, 5), 1)
    items = [{"id": row["id"], "score": score} for row, score in zip(rows, scores.tolist())]
    return items, {("", "pearson"): pearsonr(gold, scores)[0], ("", "spearman"): spearmanr(gold, scores)[0]}


def types_of(sequences):
    return sorted({tag[2:] for tags in sequences for tag in tags if tag != "O"})


def noisy_tags(tags, random, rate, types):
    """Tags put at random in place of some: lost beginnings, I- after O, types that change within a span."""
    anything = ["O"] + [f"{prefix}-{kind}" for prefix in "BI" for kind in types]
    return [anything[random.integers(len(anything))] if random.random() < rate else tag for tag in tags]


def tagging(rows, random):
    gold = [row["tags"] for row in rows]
    tags = [noisy_tags(row, random, 0.06, types_of(gold)) for row in gold]
    items = [{"id": row["id"], "tags": row_tags} for row, row_tags in zip(rows, tags)]
    report = seqeval.classification_report(gold, tags, output_dict=True, mode="strict", scheme=IOB2)
    expected = {
        ("", "span_f1"): report["micro avg"]["f1-score"],
        ("", "slot_f1"): seqeval.f1_score(gold, tags),
        ("", "accuracy"): np.mean([a == b for a, b in zip(gold, tags)]),
    }
    for kind in types_of(gold):
        expected[f"type={kind}", "span_f1"] = report[kind]["f1-score"]
    return items, expected


def noisy_answer(row, random):
    """A gold answer; or with other words, punctuation or case around it; or another piece of the context; or none."""
    words = row["context"].split()
    if not row["answers"]:
        return " ".join(words[:3]) if random.random() < 0.25 else ""
    answer = row["answers"][random.integers(len(row["answers"]))]["text"]
    kind = random.random()
    if kind < 0.7:
        return answer
    at = random.integers(len(words))
    return [
        f"the {answer},",
        answer.upper(),
        " ".join(answer.split()[:-1]),
        f"{answer} {words[at]}",
        " ".join(words[at : at + 4]),
        "",
    ][random.integers(6)]


def question_answering(rows, random):
    answers = {row["id"]: noisy_answer(row, random) for row in rows}
    unanswerable = any(not row["answers"] for row in rows)
    likely = lambda row: np.clip(random.normal(0.3 if row["answers"] else 0.7, 0.2), 0, 1)
    probabilities = {row["id"]: float(likely(row)) for row in rows} if unanswerable else None
    items = [{"id": id, "answer": answer} for id, answer in answers.items()]
    if probabilities:
        for item in items:
            item["no_answer_probability"] = probabilities[item["id"]]
    examples = [SimpleNamespace(qas_id=row["id"], answers=row["answers"]) for row in rows]
    official = squad_evaluate(examples, answers, probabilities)  # the threshold of 1 leaves answers as they are
    expected = {("", "f1"): official["f1"], ("", "exact_match"): official["exact"]}
    if unanswerable:
        for value, part in (("yes", "HasAns"), ("no", "NoAns")):
            expected[f"answerable={value}", "f1"] = official[f"{part}_f1"]
            expected[f"answerable={value}", "exact_match"] = official[f"{part}_exact"]
        expected[f"tuned_threshold={official['best_f1_thresh']}", "f1"] = official["best_f1"]
        expected[f"tuned_threshold={official['best_exact_thresh']}", "exact_match"] = official["best_exact"]
    return items, {key: percentage / 100 for key, percentage in expected.items()}


def prepare(suite, path, described, seed):
    """Predictions for a suite and the figures that they must have."""
    random = np.random.default_rng([seed, *suite.encode()])
    if suite.startswith("squad/"):
        return question_answering(read_squad(path), random)
    if suite.startswith(("wikiann/", "wnut17/")):
        return tagging(read_tags(path, suite.replace("/en", "-en-dev").replace("/", "-")), random)
    rows = read_lines(path)
    if suite == "glue/stsb":
        return regression(rows, random)
    return classification(rows, LABELS.get(suite) or described["labels"], random)


class Api:
    def __init__(self, url, key):
        self.url, self.key = url.rstrip("/"), key

    def __call__(self, path, body=None):
        headers = {"content-type": "application/json", "authorization": f"Bearer {self.key}"}
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url + path, data, headers), timeout=600) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{error.code} {error.read().decode()[:400]}") from None


def figures(run):
    """{(slice, metric): value} of a run record."""
    found = {("", metric): figure["value"] for metric, figure in run["metrics"].items()}
    for part in run.get("slices", []):
        for metric, figure in part["metrics"].items():
            found[f"{part['by']}={part['value']}", metric] = figure["value"]
    return found


def compare(suite, run, expected, seconds):
    """Prints a line a figure; returns how many are not as they should be. The suite need not list every metric."""
    ours = figures(run)
    bad = 0
    for key in dict.fromkeys([*ours, *(key for key in expected if key[0])]):
        value, reference = ours.get(key), expected.get(key)
        difference = None if value is None or reference is None else abs(value - float(reference))
        wrong = difference is None or not difference <= TOLERANCE
        bad += wrong
        shown = [f"{number:.12f}" if number is not None else "none" for number in (value, reference)]
        print(
            f"{suite:18} {run['rows']:6} {key[1]:21} {key[0]:28.28} {shown[0]:>15} {shown[1]:>15} "
            f"{'-' if difference is None else format(difference, '.1e'):>8} {seconds:6.1f}{'  WRONG' if wrong else ''}",
            flush=True,
        )
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--url", default="http://localhost:8787")
    parser.add_argument("--key", required=True)
    parser.add_argument("--suite", action="append", choices=FILES, help="only this one; may be given several times")
    parser.add_argument("--seed", type=int, default=17)
    arguments = parser.parse_args()
    api = Api(arguments.url, arguments.key)
    print(f"{'suite':18} {'rows':>6} {'metric':21} {'slice':28} {'ours':>15} {'reference':>15} {'differ':>8} {'s':>6}")
    bad = total = 0
    for suite in arguments.suite or FILES:
        try:
            described = api(f"/v1/suites/{suite}")
            items, expected = prepare(suite, arguments.data / FILES[suite], described, arguments.seed)
            began = time.perf_counter()
            run = api("/v1/submissions", {"suite": suite, "model": {"name": "parity-check"}, "predictions": items})
            seconds = time.perf_counter() - began
        except RuntimeError as problem:
            print(f"{suite:18} {problem}")
            bad += 1
            continue
        if run["rows"] != len(items):
            print(f"{suite:18} scored {run['rows']} rows of {len(items)}")
            bad += 1
        bad += compare(suite, run, expected, seconds)
        total += len(figures(run))
    print(f"{total} figures, {bad} wrong" if bad else f"{total} figures, all equal to {TOLERANCE:g}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
