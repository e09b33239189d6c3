"""What transformers' text-classification pipeline answers for a model of several labels a text, with the weights, the config.json and the
tokenizer.json of the tiny artefact `moods`. Writes multi-label-pipeline.json beside this file.

    node test/fixtures/write-tiny-artefact.ts out/tiny/moods moods
    python -P test/golden/multi-label-pipeline.py out/tiny/moods       needs: torch, safetensors, transformers 4.57

`from_pretrained` reads the weights by what config.json says, its problem_type among it: the pipeline takes the sigmoid for that reason alone.
"""

import json
import pathlib
import sys

import torch
import transformers
from transformers import BertForSequenceClassification, PreTrainedTokenizerFast, TextClassificationPipeline

TEXTS = [
    "a warm, funny film", "We hated the ending!", "Très charmant", "the plot was very very slow and the actors were never good " * 6,
    {"text": "was it good?", "text_pair": "It was not."},
]
OPTIONS = [{"top_k": None}, {"top_k": 1}, {"top_k": 2}, {"top_k": None, "function_to_apply": "softmax"}, {"top_k": None, "function_to_apply": "none"}]

torch.set_num_threads(1)
folder = sys.argv[1]
card = json.load(open(f"{folder}/card.json"))
model = BertForSequenceClassification.from_pretrained(folder).eval()
tokenizer = PreTrainedTokenizerFast(
    tokenizer_file=f"{folder}/tokenizer.json", model_max_length=card["max_length"], pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]", unk_token="[UNK]"
)
classify = TextClassificationPipeline(model=model, tokenizer=tokenizer, device="cpu")
answers = []
for options in OPTIONS:
    for text in TEXTS:
        answer = classify([text], truncation=True, **options)[0]
        answers.append({"inputs": text, "parameters": options, "answer": answer})
golden = {"made_by": "test/golden/multi-label-pipeline.py", "source": f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}"}
lines = ",\n".join(f"    {json.dumps(each)}" for each in answers)
head = json.dumps(golden)[:-1]
pathlib.Path(__file__).with_suffix(".json").write_text(f'{head},\n  "answers": [\n{lines}\n  ]\n}}\n')
