"""Makes nearest-words.json: by NumPy, the words nearest to some in all-MiniLM-L6-v2's word table, nearest first.

    python3 nearest-words.py FOLDER           the model's folder: `node test/encoders/check.ts` prints where it lies
                                              needs: numpy 2.4, safetensors 0.8
"""

import json
import os
import re
import sys

import numpy as np
from safetensors.numpy import load_file

WORDS = ["gave", "himself", "book", "who", "a", "fascinated"]
MOST = 15


def main(folder: str) -> None:
    with open(os.path.join(folder, "vocab.txt"), encoding="utf-8") as file:
        vocabulary = file.read().split("\n")
    table = load_file(os.path.join(folder, "model.safetensors"))["embeddings.word_embeddings.weight"].astype(np.float64)
    is_word = lambda piece: re.fullmatch(r"[^\W\d_]{2,}|[ai]", piece) is not None and piece.islower()
    words = {piece: i for i, piece in enumerate(vocabulary[: len(table)]) if is_word(piece)}
    names, rows = list(words), table[list(words.values())]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    nearest = {}
    for word in WORDS:
        cosines = rows @ rows[names.index(word)]
        order = [i for i in np.argsort(-cosines, kind="stable") if names[i] != word][:MOST]
        nearest[word] = " ".join(names[i] for i in order)
    with open(os.path.join(os.path.dirname(__file__), "nearest-words.json"), "w", encoding="utf-8") as file:
        json.dump({"source": f"NumPy {np.__version__}", "words": len(words), "nearest": nearest}, file, indent=1)
        file.write("\n")


main(*sys.argv[1:])
