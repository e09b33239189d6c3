"""Golden values for eval/metrics/answer-script.ts. Writes answer-scripts.json beside this file.

    python3 -P test/golden/answer-scripts.py          needs: lm_eval==0.4.13 torch==2.13.0 torchmetrics==1.8.2

Answers to golds, random words of our own between the signs that the scripts treat apart: exact match and F1 by SQuAD v1.1's
script (torchmetrics' transcription) and by MLQA's in each language (lm_eval's). Two things are not here, and are tested by hand:
Arabic, where lm_eval takes the article off at the start of a word alone and the script everywhere; and in v1.1 what normalises
to nothing, where torchmetrics follows v2.0 (findings/torchmetrics-squad-empty-answers.sh).
"""
import importlib.util
import json
import pathlib
import random
import sys
import types
from importlib.metadata import files, version

from torchmetrics.functional.text.squad import (
    _compute_exact_match_score,
    _compute_f1_score,
    _metric_max_over_ground_truths,
    _normalize_text,
)


def load_mlqa():
    """lm_eval's rules alone: the module names a type of `datasets`, and uses nothing of it."""
    sys.modules.setdefault("datasets", types.SimpleNamespace(Dataset=object))
    path = next(f for f in files("lm_eval") if str(f) == "lm_eval/tasks/mlqa/utils.py").locate()
    spec = importlib.util.spec_from_file_location("mlqa", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


mlqa = load_mlqa()
rng = random.Random(18)
WORDS = {
    "en": ["the", "a", "An", "harbour", "Mole", "an", "theatre", "42", "5%", "l’été", "x_y"],
    "de": ["der", "Die", "eine", "Hafen", "Mole", "einer", "dessen", "42", "Größe", "des"],
    "es": ["la", "El", "unos", "puerto", "señal", "una", "luna", "42", "los"],
    "vi": ["của", "là", "bến", "cảng", "những", "chiếc", "42", "cái"],
    "hi": ["घर", "नदी", "का", "४२", "किनारा"],
    "zh": ["港口", "码头", "A", "42", "the", "灯塔"],
}
SIGNS = ["", "", "", " ", ",", ".", "“", "”", "。", "，", "।", "—", "$", "+", "-", "'", "’", "¿", "…", "·", "`"]


def answer(language):
    count = rng.choice([0, 1, 1, 2, 3])
    words = [rng.choice(SIGNS) + rng.choice(WORDS[language]) + rng.choice(SIGNS) for _ in range(count)]
    return rng.choice(["", " "] if language == "zh" else [" ", " ", "  "]).join(words) + rng.choice(["", "", "!", "”"])


def squad(score, given, golds):
    return float(_metric_max_over_ground_truths(score, given, golds))


cases = []
for script in ["squad-v1.1", *(f"mlqa-{language}" for language in WORDS)]:
    language = script.split("-")[1] if script.startswith("mlqa") else "en"
    own = []
    while len(own) < 120:
        golds = [answer(language) for _ in range(rng.randint(1, 3))]
        gold = rng.choice(golds)
        more = rng.choice(["", ".", "”", " "]) + rng.choice(WORDS[language])
        given = rng.choice([answer(language), gold + rng.choice(["", ".", "”"]), gold + more, gold + more])
        if script == "squad-v1.1":
            if not all(_normalize_text(text) for text in [given, *golds]):
                continue
            exact, f1 = squad(_compute_exact_match_score, given, golds), squad(_compute_f1_score, given, golds)
        else:
            exact = mlqa.metric_max_over_ground_truths(mlqa.exact_match_score, given, golds, language)
            f1 = mlqa.metric_max_over_ground_truths(mlqa.f1_score, given, golds, language)
        own.append([script, given, golds, bool(exact), float(f1)])
    cases += own

out = pathlib.Path(__file__).with_suffix(".json")
made_with = {name: version(name) for name in ("lm_eval", "torchmetrics", "torch")}
lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
out.write_text('{"made_with": %s, "cases": [\n%s\n]}\n' % (json.dumps(made_with), lines))
print(f"{len(cases)} cases, {sum(case[3] for case in cases)} exact, {sum(0 < case[4] < 1 for case in cases)} with some words in common")
