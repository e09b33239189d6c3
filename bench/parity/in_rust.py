"""What Hugging Face's Rust tokenizers make of texts and of lists of words, for in-rust.ts.

    python3 in_rust.py TOKENIZER < INPUTS     needs: tokenizers==0.23.3

INPUTS: a line each, JSON, a text or a list of words. Prints ids and offsets (in code points) of a text, ids and words of a list.
"""

import json
import sys

from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(sys.argv[1])
for line in sys.stdin:
    given = json.loads(line)
    encoding = tokenizer.encode(given, is_pretokenized=isinstance(given, list))
    if isinstance(given, list):
        print(json.dumps([encoding.ids, encoding.word_ids]))
    else:
        print(json.dumps([encoding.ids, [at for pair in encoding.offsets[1:-1] for at in pair]]))
