#!/usr/bin/env bash
# transformers 5.24.0 (PyPI): where the folder of a BERT has no tokenizer_config.json with `do_lower_case`, AutoTokenizer builds the
# normaliser anew and lower-cases, though tokenizer.json, which is there, says `"lowercase": false`.
# Guess before: tokenizer.json is the whole tokenizer, so transformers gives the ids that tokenizers gives from that file, as
# PreTrainedTokenizerFast does.
# Seen, for "Paris" in a vocabulary with both spellings: tokenizers [CLS] Paris [SEP], transformers [CLS] paris [SEP]; with
# {"do_lower_case": false} beside it, the same ids.
# For us: a cased model of ours would be asked other words by transformers than by the API. trainer/export writes
# tokenizer_config.json from the normaliser (hugging-face-tokenizer.ts).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet transformers==5.24.0 tokenizers==0.23.3 2> /dev/null
cd "$folder"
seen=$(HF_HUB_OFFLINE=1 venv/bin/python - 2> /dev/null <<'PY'
import json, os
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import AutoTokenizer

words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "paris", "Paris"]
tokenizer = Tokenizer(models.WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
os.mkdir("cased")
tokenizer.save("cased/tokenizer.json")
json.dump({"model_type": "bert", "vocab_size": len(words)}, open("cased/config.json", "w"))
ids = lambda: AutoTokenizer.from_pretrained("cased")("Paris")["input_ids"]
alone = ids()
json.dump({"do_lower_case": False}, open("cased/tokenizer_config.json", "w"))
print("tokenizers", tokenizer.encode("Paris").ids, "transformers", alone, "told", ids())
PY
)
echo "$seen"
[[ $seen == "tokenizers [2, 6, 3] transformers [2, 5, 3] told [2, 6, 3]" ]] || { echo "this has changed" >&2; exit 1; }
