"""Golden values for eval/metrics/squad*.ts and eval/kinds/question-answering.ts. Writes squad.json beside this file.

The reference is `transformers.data.metrics.squad_metrics` of transformers 4.40.0 (`pip install transformers==4.40.0`; later
ones no longer have it), which carries the functions of the official evaluate-v2.0.py. All texts are our own or generated.
"""
import json
import pathlib
import random

import transformers
from transformers.data.metrics.squad_metrics import (
    apply_no_ans_threshold,
    compute_exact,
    compute_f1,
    find_best_thresh,
    make_eval_dict,
    get_raw_scores,
    normalize_answer,
)

random.seed(17)

# Whatever the two languages could see differently: articles beside letters, digits, marks and punctuation, every kind of
# white space, special lower-casing (dotted I, final sigma, sharp S), styled letters, astral characters.
PIECES = (
    ["a", "an", "the", "A", "An", "THE", "thé", "athe", "año", "ça", "an_", "a1", "a²", "aⅫ", "a\u0301", "a\u200d", "o'the"]
    + ["cat", "Cat", "cats", "tower", "Eiffel", "1,000", "1000", "3.5", "U.S.", "state-of-the-art", "naïve", "Straße"]
    + ["ΟΔΟΣ", "ΣΑΣ", "İstanbul", "ǅ", "ﬁn", "𝒜", "𝐚", "𐐀", "😀", "東京", "の", "คน", "א", "“the”", "‘a’", "«an»", "—", "…"]
    + list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
    + list(" \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\u200b\ufeff\u180e")
)


def text(longest=7):
    return "".join(random.choice(PIECES) + random.choice(["", " ", " ", " ", "  "]) for _ in range(random.randint(0, longest)))


class Example:
    def __init__(self, qas_id, golds):
        self.qas_id, self.answers = qas_id, [{"text": gold} for gold in golds]


def pair(answer, golds):
    example = Example("q", golds)
    exact, f1 = get_raw_scores([example], {"q": answer})
    return {"answer": answer, "golds": golds, "exact": float(exact["q"]), "f1": float(f1["q"])}


def near(gold):
    """An answer that shares words with a gold one."""
    words = gold.split(" ")
    random.shuffle(words)
    return " ".join(words[: random.randint(0, len(words))] + ([random.choice(PIECES)] if random.random() < 0.5 else []))


def run(n, share_unanswerable, distinct):
    """A whole submission: answers and no-answer probabilities for n questions."""
    examples, answers, probabilities = [], {}, {}
    for i in range(n):
        golds = [] if random.random() < share_unanswerable else [text(4) + "cat" for _ in range(random.randint(1, 3))]
        examples.append(Example(f"q{i}", golds))
        answers[f"q{i}"] = random.choice(["", "", "the", text(3)] if not golds else ["", near(golds[0]), golds[-1], text(3)])
        p = random.betavariate(2, 3) if golds else random.betavariate(3, 2)
        probabilities[f"q{i}"] = round(p, 3) if not distinct else p
    has_answer = {e.qas_id: bool(e.answers) for e in examples}
    exact, f1 = get_raw_scores(examples, answers)

    def figures(ids=None):
        if ids == []:
            return None
        values = make_eval_dict(exact, f1, ids)
        return {"exact_match": values["exact"] / 100, "f1": values["f1"] / 100, "rows": values["total"]}

    best = {}
    for name, scores in (("exact_match", exact), ("f1", f1)):
        value, threshold = find_best_thresh(answers, scores, probabilities, has_answer)
        best[name] = {"value": value / 100, "threshold": threshold}
    assert exact == apply_no_ans_threshold(exact, probabilities, has_answer, 1.0)  # the script's default changes nothing
    return {
        "questions": [
            {"answers": [a["text"] for a in e.answers], "answer": answers[e.qas_id], "probability": probabilities[e.qas_id]}
            for e in examples
        ],
        "all": figures(),
        "answerable": figures([q for q, has in has_answer.items() if has]),
        "unanswerable": figures([q for q, has in has_answer.items() if not has]),
        "best": best,
    }


texts = [text() for _ in range(400)] + PIECES
golds = [[text(5) for _ in range(random.randint(0, 4))] for _ in range(400)]
golden = {
    "made_by": "test/golden/squad.py",
    "source": f"transformers {transformers.__version__}, data/metrics/squad_metrics.py (evaluate-v2.0.py)",
    "normalised": [{"text": t, "normalised": normalize_answer(t)} for t in texts],
    "pairs": [pair(near(random.choice(g)) if g and random.random() < 0.8 else text(4), g) for g in golds],
    "runs": [run(60, 0.4, True), run(60, 0.4, False), run(12, 0.0, True), run(12, 1.0, True), run(1, 1.0, True)],
}
for case in golden["pairs"]:  # what the reference says of one pair is what its parts say
    kept = [g for g in case["golds"] if normalize_answer(g)] or [""]
    assert case["f1"] == max(compute_f1(g, case["answer"]) for g in kept)
    assert case["exact"] == max(compute_exact(g, case["answer"]) for g in kept)
pathlib.Path(__file__).with_name("squad.json").write_text(json.dumps(golden, indent=1, ensure_ascii=True) + "\n")
