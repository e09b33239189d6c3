#!/usr/bin/env bash
# @huggingface/tokenizers 0.2.0 (npm): a BertNormalizer makes of a word's last Σ the final ς, as JavaScript's toLowerCase does, and sets no
# blanks around ideographs beyond U+FFFF. Python's tokenizers 0.23.3 lower-cases letter by letter, and such ideographs stand alone.
# Guess before: the same tokenizer.json gives the same ids.
# Seen, of "ΟΣ": ο ##ς, in Python ο ##σ; of "x𠀀": the unknown token alone, in Python x and the unknown token.
# For us: our tokenizer is as Python's; bench/parity/word-piece.ts counts where the npm package departs (Greek in capitals, rare ideographs).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @huggingface/tokenizers@0.2.0
python3 -m venv venv
venv/bin/pip install --quiet tokenizers==0.23.3 2> /dev/null
python=$(venv/bin/python - <<'PY'
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

tokens = ["[UNK]", "ο", "##σ", "##ς", "x"]
tokenizer = Tokenizer(models.WordPiece({token: i for i, token in enumerate(tokens)}, unk_token="[UNK]"))
tokenizer.normalizer = normalizers.BertNormalizer()
tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
tokenizer.save("tokenizer.json")
print("Python", tokenizer.encode("ΟΣ").tokens, tokenizer.encode("x𠀀").tokens)
PY
)
cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";
const tokenizer = new Tokenizer(JSON.parse(readFileSync("tokenizer.json", "utf8")), {});
console.log("npm", JSON.stringify([tokenizer.encode("ΟΣ").tokens, tokenizer.encode("x𠀀").tokens]));
JS
seen=$(node read.mjs)
echo "$python"
echo "$seen"
[[ $python == "Python ['ο', '##σ'] ['x', '[UNK]']" ]] || { echo "this has changed" >&2; exit 1; }
[[ $seen == 'npm [["ο","##ς"],["[UNK]"]]' ]] || { echo "this has changed" >&2; exit 1; }
