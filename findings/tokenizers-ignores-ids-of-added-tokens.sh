#!/usr/bin/env bash
# tokenizers 0.23.3 (PyPI): the id that tokenizer.json gives an added token is not used. The token gets the vocabulary's id, or else
# the next free number.
# Guess before: the id in the file, or an error where it cannot be had. Seen: id 200 in the file, 3 (the size of the vocabulary)
# when encoding, and no word about it.
# For us: the row of the word table that was trained for 200 would never be read. r2-assets/format/added-tokens.ts refuses such a file.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tokenizers==0.23.3
seen=$("$folder/venv/bin/python" - <<'PY'
import json
from tokenizers import Tokenizer

token = dict(id=200, content="covid", single_word=False, lstrip=False, rstrip=False, normalized=True, special=False)
model = dict(type="WordPiece", unk_token="[UNK]", continuing_subword_prefix="##", max_input_chars_per_word=100,
    vocab={"[UNK]": 0, "a": 1, "film": 2})
text = json.dumps(dict(version="1.0", truncation=None, padding=None, post_processor=None, decoder=None, normalizer=None,
    pre_tokenizer=dict(type="BertPreTokenizer"), model=model, added_tokens=[token]))
print(Tokenizer.from_str(text).encode("a covid film").ids)
PY
)
echo "$seen"
[[ $seen == '[1, 3, 2]' ]] || { echo "this has changed" >&2; exit 1; }
