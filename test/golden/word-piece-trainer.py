"""Makes word-piece-trainer.json: what the WordPieceTrainer of Python's tokenizers learns from a small text.

    python3 word-piece-trainer.py          needs: tokenizers 0.23

Letters are named as special tokens, those inside words after the others: their ids follow a hash map's order otherwise, and with
them which of two equally frequent pairs is merged first. A text of our own.
"""

import json
import os
from collections import Counter

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

HERE = os.path.dirname(os.path.abspath(__file__))
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
TEXT = """
the ferry leaves the harbour at seven and the harbour master waves at the ferry every evening when the ferry is leaving
seven seamen saw the same seam in the sail and sewed the seam before the sail was set again on the mast of the seventh ship
a baker bakes bread and the bread baked by the baker is better than the bread that another baker has baked this morning
walking and talking the walkers talked and walked all the way and the talk of the walkers was of walks and of other talks
unhappily the unhappiest of all unhappy owners owned nothing and happily the happiest owner owned as little as the others did
reading readers read rereading what reread readers have read and writers write and rewrite what writing writers wrote
banana bananas ananas cabana cabanas mamma mammal mammals papaya papayas bababa nanana
"""


def learn(counts, size):
    starts = sorted({letter for word in counts for letter in word})
    inside = sorted({letter for word in counts for letter in word[1:]})
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size,
        min_frequency=2,
        special_tokens=SPECIAL + starts + [f"##{letter}" for letter in inside],
        show_progress=False,
    )
    tokenizer.train_from_iterator([" ".join([word] * count) for word, count in counts.items()], trainer)
    vocabulary = tokenizer.get_vocab()
    return sorted(vocabulary, key=vocabulary.get)


counts = dict(Counter(TEXT.split()))
cases = [{"size": size, "pieces": learn(counts, size)} for size in (80, 160, 1000)]
with open(os.path.join(HERE, "word-piece-trainer.json"), "w") as file:
    json.dump({"counts": counts, "cases": cases}, file, indent=1)
    file.write("\n")
