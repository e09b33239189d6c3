"""Golden values for eval/tags. Writes tag-schemes.json beside this file.

    python3 test/golden/tag-schemes.py          needs: seqeval==1.2.2

Sentences with random spans are written in each scheme; `spans` are what seqeval reads from them as [type, start, end):
strictly by the scheme's own class. seqeval has no class for IO, whose spans are those of its IOB1: without any B-. `default`
are what seqeval reads by default (conlleval's rules) from tags that obey no scheme; it wants a BIOES spelling, so that L-
and U- are written as E- and S- for it.
"""
import json
import pathlib
import random
from importlib.metadata import version

from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import BILOU, IOB1, IOB2, IOBES, Entities

rng = random.Random(15)
TYPES = ["A", "B-cell", "c d"]
CLASSES = {"IO": IOB1, "IOB1": IOB1, "IOB2": IOB2, "BIOES": IOBES, "BILOU": BILOU}


def sentence():
    """Spans of one to four tokens, often side by side."""
    spans, at = [], 0
    length = rng.randint(1, 9)
    while at < length:
        if rng.random() < 0.35:
            at += 1
            continue
        end = min(length, at + rng.choice([1, 1, 2, 3, 4]))
        spans.append((rng.choice(TYPES), at, end))
        at = end
    return length, spans


def written(length, spans, scheme):
    tags = ["O"] * length
    before = None
    for kind, start, end in spans:
        for i in range(start, end):
            first, last = i == start, i == end - 1
            if scheme == "IO":
                prefix = "I"
            elif scheme == "IOB1":
                prefix = "B" if first and before == (kind, start) else "I"
            elif scheme == "IOB2":
                prefix = "B" if first else "I"
            else:
                single, closing = ("S", "E") if scheme == "BIOES" else ("U", "L")
                prefix = single if first and last else "B" if first else closing if last else "I"
            tags[i] = f"{prefix}-{kind}"
        before = (kind, end)
    return tags


def strict(tags, scheme):
    (entities,) = Entities([tags], CLASSES[scheme]).entities
    return [[e.tag, e.start, e.end] for e in entities]


def default(tags):
    spelt = [{"L": "E", "U": "S"}.get(t[0], t[0]) + t[1:] for t in tags]
    return [[kind, start, end + 1] for kind, start, end in get_entities(spelt)]


sentences = []
for scheme in CLASSES:
    for _ in range(40):
        tags = written(*sentence(), scheme)
        sentences.append({"scheme": scheme, "tags": tags, "spans": strict(tags, scheme)})

loose = []
for prefixes in ["BI", "BIES", "BILU"]:
    for _ in range(60):
        tags = [
            "O" if rng.random() < 0.2 else f"{rng.choice(prefixes)}-{rng.choice(TYPES[:2])}"
            for _ in range(rng.randint(1, 8))
        ]
        loose.append({"tags": tags, "default": default(tags)})

golden = {"seqeval": version("seqeval"), "sentences": sentences, "loose": loose}
target = pathlib.Path(__file__).with_suffix(".json")
target.write_text(json.dumps(golden, indent=1) + "\n")
