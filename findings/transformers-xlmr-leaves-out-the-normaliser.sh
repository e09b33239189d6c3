#!/usr/bin/env bash
# transformers 5.24.0: XLMRobertaTokenizer builds its tokenizer from the vocabulary in tokenizer.json alone and leaves out the
# normaliser that stands there; PreTrainedTokenizerFast reads the file as tokenizers 0.23.3 does.
# Guess before: AutoTokenizer gives the ids that tokenizer.json gives.
# Seen, with NFKC and the text "ﬁn": <unk> for the ligature; expected "fi" and "n", as by the file.
# For us: a folder with a Unigram tokenizer says PreTrainedTokenizerFast (trainer/export/hugging-face-tokenizer.ts).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet tokenizers==0.23.3 transformers==5.24.0 2> /dev/null
mkdir pieces
seen=$(HF_HUB_OFFLINE=1 venv/bin/python - <<'PY' 2> /dev/null
import json
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import AutoTokenizer

pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", "fi", "n", "<mask>"]
tokenizer = Tokenizer(models.Unigram([(piece, 0.0 if i < 4 else -1.0) for i, piece in enumerate(pieces)], unk_id=3, byte_fallback=False))
tokenizer.normalizer = normalizers.NFKC()
tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
tokenizer.save("pieces/tokenizer.json")
print("tokenizers", tokenizer.encode("ﬁn").tokens)
for name in ["XLMRobertaTokenizer", "PreTrainedTokenizerFast"]:
    json.dump({"tokenizer_class": name, "unk_token": "<unk>"}, open("pieces/tokenizer_config.json", "w"))
    read = AutoTokenizer.from_pretrained("pieces")
    print(name, read.convert_ids_to_tokens(read("ﬁn", add_special_tokens=False)["input_ids"]))
PY
)
echo "$seen"
expected="tokenizers ['▁', 'fi', 'n']
XLMRobertaTokenizer ['▁', '<unk>', 'n']
PreTrainedTokenizerFast ['▁', 'fi', 'n']"
[[ $seen == "$expected" ]] || { echo "this has changed" >&2; exit 1; }
