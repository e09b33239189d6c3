"""Makes learnt-word-pieces.json: the tokenizer.json that Hugging Face's Rust tokenizers write for the pieces of
word-piece-trainer.json, and the ids and offsets (in code points) that they give to texts and pairs.

    python3 learnt-word-pieces.py          needs: tokenizers 0.23

Texts of our own.
"""

import json
import os

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = 160
TEXTS = [
    "", " \t ", "The ferry leaves the harbour at seven.", "THE BAKER'S BREAD, baked & better!", "unhappily, nobody rewrote readers",
    "walkers talked; seamen sewed", "Bananas\u00a0and papayas", "caf\u00e9 na\u00efve re\u0301ade\u0308rs", "quartz vexes 42 jukeboxes",
    "the [MASK] sails [SEP] again", "a\u200bb the\u0000re", "\u4e2dthe\u6587 \U00020000", "\u039f\u0394\u039f\u03a3 of the", "\U0001f600 happiest \U0001f600s",
    "a" * 100, "a" * 101, "e\u0301" * 100, "e\u0301" * 101, "  seven   seamen  ", "re-reading the-talk", "\u0130n ISTANBUL", "mast\u2014ship\u2026",
]
PAIRS = [("the ferry", "the harbour"), ("", "seven"), ("unhappy owners", "")]

with open(os.path.join(HERE, "word-piece-trainer.json")) as file:
    pieces = next(case["pieces"] for case in json.load(file)["cases"] if case["size"] == SIZE)
ids = {piece: at for at, piece in enumerate(pieces)}
model = models.WordPiece(ids, unk_token="[UNK]", continuing_subword_prefix="##", max_input_chars_per_word=100)
tokenizer = Tokenizer(model)
tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
tokenizer.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
tokenizer.post_processor = processors.TemplateProcessing(
    single="[CLS]:0 $A:0 [SEP]:0",
    pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
    special_tokens=[(token, ids[token]) for token in ("[CLS]", "[SEP]")],
)
tokenizer.decoder = decoders.WordPiece(prefix="##", cleanup=True)


def answer(text, pair=None):
    encoding = tokenizer.encode(text, pair)
    if pair is not None:
        return {"text": text, "pair": pair, "ids": encoding.ids, "type_ids": encoding.type_ids}
    return {"text": text, "ids": encoding.ids, "offsets": encoding.offsets[1:-1]}


golden = {
    "size": SIZE,
    "tokenizer": json.loads(tokenizer.to_str()),
    "texts": [answer(text) for text in TEXTS],
    "pairs": [answer(*pair) for pair in PAIRS],
}
with open(os.path.join(HERE, "learnt-word-pieces.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
