#!/usr/bin/env bash
# @huggingface/transformers 4.3.2 (transformers.js): `tokenizer(text, {truncation: true})` cuts a text that is longer than
# `model_max_length` after the special tokens are in, so that the last [SEP] is lost. Python's tokenizers 0.23.3 and transformers
# 5.24.0 cut the text and keep [SEP].
# Guess before: the same tokenizer files give the same ids, however long the text.
# Seen, with a length of 5 for "a b c d e": [CLS] a b c d; expected [CLS] a b c [SEP].
# For us: texts over `max_length` get other logits from transformers.js than from the API (docs/readers.md says so);
# test/readers compares it on texts that fit.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @huggingface/transformers@4.3.2
python3 -m venv venv
venv/bin/pip install --quiet tokenizers==0.23.3 2> /dev/null
mkdir letters
venv/bin/python - <<'PY'
import json
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "d", "e"]
tokenizer = Tokenizer(models.WordPiece({token: i for i, token in enumerate(tokens)}, unk_token="[UNK]"))
tokenizer.normalizer = normalizers.BertNormalizer()
tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
tokenizer.save("letters/tokenizer.json")
json.dump({"tokenizer_class": "BertTokenizer", "model_max_length": 5}, open("letters/tokenizer_config.json", "w"))
tokenizer.enable_truncation(5)
print("tokenizers", tokenizer.encode("a b c d e").tokens)
PY
cat > read.mjs <<'JS'
import { AutoTokenizer, env } from "@huggingface/transformers";
env.allowRemoteModels = false;
env.localModelPath = "./";
const tokenizer = await AutoTokenizer.from_pretrained("letters");
const { input_ids } = tokenizer("a b c d e", { truncation: true, return_tensor: false });
console.log("transformers.js", JSON.stringify(input_ids));
JS
seen=$(node read.mjs 2> /dev/null)
echo "$seen"
[[ $seen == "transformers.js [2,4,5,6,7]" ]] || { echo "this has changed" >&2; exit 1; }
