"""Makes tokenizer.json: a small BERT tokenizer, texts, and the ids that Hugging Face's Rust tokenizers give them.

    python3 tokenizer.py     needs: tokenizers

The file's own truncation and padding are switched on, with settings that must not be followed.
"""

import json
import os

import tokenizers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LETTERS = list("abcdefghijklmnopqrstuvwxyz0123456789")
WORDS = """un ##believ ##able believ able warm funny film ##s the a is not strass ß σ ο δ ##ο ##δ ##σ ##ς ι istanbul ##stanbul cafe
中 文 日 本 𠀀 𪛖 豈 한 ##국 ア ##ハ . , ! ? ' " - ( ) [ ] $ € ½ … — 😀 fi ##fi ﬁ d ##ж ж""".split()
VOCABULARY = list(dict.fromkeys(SPECIAL + LETTERS + [f"##{c}" for c in LETTERS] + WORDS))

TEXTS = [
    "", " ", "\t\n", "the film", "The FILMS, unbelievable!", "a warm, funny film...", "don't  stop\u00a0now\u3000ok\u2028yes",
    "café naïve Ñandú crème brûlée Ångström", "cafe\u0301 e\u0301\u0316\u0301 q\u0323\u0307", "Straße İstanbul ISTANBUL ıi",
    "ΟΔΟΣ ΟΔΟΣ. ΣΟΣ", "中文日本 abc中def", "𠀀𪛖 x𠀀y 豈", "한국 アハ ｱﾊ", "😀 a😀b 👍🏽 👨‍👩‍👧", "½ ² ﬁ … — € $5",
    "a\u200bb\ufeffc\u00add", "\u0000a\u0007b\u0085c\ufffdd\u007fe", "[SEP] in [CLS] text [MASK] [mask] [PAD]", "(a)[b]{c}<d>\\e/f|g",
    "a" * 99, "a" * 100, "a" * 101, "é" * 100, "é" * 101, "😀" * 100, "q" * 120 + " film", "film " * 30,
    "un-believ-able", "жд дж", "\ue000private\U000f0000", "e" + "\u0301" * 50, "\u1e9b\u0323 ǆ Ǆ",
]
PAIRS = [
    ("", ""), ("the film", ""), ("", "the film"), ("the film", "is warm"), ("a b c d e f g", "h i"), ("a b", "c d e f g h i"),
    ("a b c d e f g h", "i j k l m n o p"), ("a b c d e f g h i", "j k l m n o p"), ("a b c d e f g", "h i j k l m n o p"),
    ("[SEP] a", "b [SEP]"), ("a " * 40, "b " * 41), ("a " * 41, "b " * 40),
]
LENGTHS = [4, 5, 8, 9, 12, 64]

ids = {token: i for i, token in enumerate(VOCABULARY)}
tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", continuing_subword_prefix="##", max_input_chars_per_word=100))
tokenizer.add_special_tokens(SPECIAL)
tokenizer.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
tokenizer.post_processor = processors.TemplateProcessing(
    single="[CLS]:0 $A:0 [SEP]:0", pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
    special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
)
tokenizer.decoder = decoders.WordPiece(prefix="##", cleanup=True)

cases = []
for a, b in [(text, None) for text in TEXTS] + PAIRS:
    for length in LENGTHS if b is not None or len(a) > 40 else [64]:
        tokenizer.enable_truncation(length)
        encoding = tokenizer.encode(a, b)
        case = {"text": a, "max_length": length, "ids": encoding.ids, "truncated": len(encoding.overflowing) > 0}
        cases.append(case if b is None else case | {"pair": b, "type_ids": encoding.type_ids})

tokenizer.enable_truncation(7)
tokenizer.enable_padding(length=11)
golden = {
    "made_by": "test/golden/tokenizer.py",
    "source": f"tokenizers {tokenizers.__version__}",
    "tokenizer": json.loads(tokenizer.to_str()),
    "cases": cases,
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tokenizer.json")
with open(path, "w") as file:
    head = {k: v for k, v in golden.items() if k != "cases"}
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    file.write(f'{json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]},\n"cases":[\n{lines}\n]}}\n')
print(len(cases), "cases,", os.path.getsize(path), "bytes")
