"""Makes offsets.json: where in a text each token came from, by Hugging Face's Rust tokenizers, whose offsets count code points.

    python3 offsets.py                  needs: tokenizers
    python3 offsets.py 20000 FILE       a larger fuzz of the same kind, into FILE

Texts: some written by hand, and seeded strings over the ranges where normalisation changes lengths. Also the windows of
`truncation="only_second"` with overflowing tokens, and words given one by one.
"""

import json
import os
import random
import sys

import tokenizers
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
SETTINGS = {
    "uncased": dict(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True),
    "cased": dict(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=False),
    "accents stay": dict(clean_text=True, handle_chinese_chars=True, strip_accents=False, lowercase=True),
    "cased without accents": dict(clean_text=True, handle_chinese_chars=False, strip_accents=True, lowercase=False),
    "unclean": dict(clean_text=False, handle_chinese_chars=True, strip_accents=None, lowercase=True),
}
TEXTS = [
    "", " ", "\u0000\u0007", "The film, unbelievable!", "  two  blanks\t\tand\r\nlines ", "a\u200bb\ufeffc\u00add e\u2060f",
    "İstanbul DİYARBAKIR ıİ", "STRASSE ẞ ß Straße", "ﬁn ﬄ ǆ Ǆ ŉ ΐ", "ΟΔΟΣ Σ ΣΑΣ", "Ångström Ångstro\u0308m e\u0301\u0316a\u0302\u0303\u0304",
    "e" + "\u0301" * 40 + "f", "\u0301start \u0301\u0302 end\u0301", "q\u0307\u0323 q\u0323\u0307", "가각갂 한국말 한국",
    "日本語のテスト、中文abc中", "𠀀x𪛖 𠮷野家", "😀 a😀b 👍🏽 👨‍👩‍👧 🇩🇪🇫🇷", "𝐁𝐨𝐥𝐝 𝒮𝒸𝓇𝒾𝓅𝓉 𐐀𐐨", "[SEP] in [CLS]text[MASK] [mask] a[SEP]b", "(a)[b]{c}<d>|e$5+x^2=~y`",
    "x" * 99 + "é", "x" * 100 + "é", "x" * 101, "don't “quoted” — l'été…", "नमस्ते हिन्दी", "สวัสดีครับ", "مُحَمَّد العربية", "שָׁלוֹם עברית",
    "v̶i̶e̶t̶ Việt Nam Đặng", "ﬃ½²①Ⅷ㎏ﾊﾟ", "a\u0000\u0301b\u200d\u0302c", "\ue000private\U000f0000use", "line\u2028sep\u2029par\u0085next",
    "\U0001d15e x \u302f\u302e", "Ａｂｃ ＡＢ", "word\u3000wide\u00a0blank\u2009thin", "added foo xfoox FOO Ünï ünï",
]
RANGES = [  # (weight, first, last)
    (8, 0x20, 0x7E), (3, 0x61, 0x7A), (3, 0x20, 0x20), (2, 0x00, 0x1F), (2, 0x7F, 0xA0), (6, 0xC0, 0x24F), (4, 0x300, 0x36F), (2, 0x370, 0x3FF),
    (1, 0x400, 0x52F), (1, 0x591, 0x5F4), (1, 0x610, 0x65F), (2, 0x900, 0x97F), (1, 0xE00, 0xE4F), (2, 0x1100, 0x11FF), (3, 0x1E00, 0x1FFF), (3, 0x2000, 0x206F),
    (1, 0x20D0, 0x20F0), (1, 0x2100, 0x214F), (2, 0x3000, 0x30FF), (2, 0x3400, 0x3410), (3, 0x4E00, 0x4E20), (3, 0xAC00, 0xACFF), (1, 0xF900, 0xF920),
    (2, 0xFB00, 0xFB4F), (1, 0xFE00, 0xFE2F), (1, 0xFE70, 0xFEFF), (1, 0xFF00, 0xFFFF), (1, 0x10400, 0x1044F), (1, 0x11080, 0x110C2), (1, 0x1D15E, 0x1D172), (1, 0x1D400, 0x1D4FF),
    (3, 0x1F3FB, 0x1F64F), (2, 0x20000, 0x20010), (1, 0x2F800, 0x2F810), (1, 0xE0001, 0xE007F), (1, 0xE0100, 0xE0110), (1, 0xF0000, 0xF0004),
]
SEED = 20261120
# Left out: characters younger than the Unicode tables of the Rust code (of these ranges), and the few spacing marks (of musical notes) that
# NFD moves before other marks: Rust gives them the place of the mark that they change places with.
OMITTED = {0x61D, 0x110C2, 0x302E, 0x302F, *range(0x1D15E, 0x1D173)}


def fuzz(count: int) -> list[str]:
    rng = random.Random(SEED)
    weights = [w for w, _, _ in RANGES]
    char = lambda: (lambda r: chr(rng.randint(r[1], r[2])))(rng.choices(RANGES, weights)[0])
    strings = ("".join(char() for _ in range(rng.randint(1, 24))) for _ in range(count))
    return ["".join(c for c in string if ord(c) not in OMITTED) for string in strings]


def make_tokenizer(settings: dict, vocabulary: list[str]) -> Tokenizer:
    ids = {token: i for i, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", continuing_subword_prefix="##", max_input_chars_per_word=100))
    tokenizer.add_special_tokens(SPECIAL)
    tokenizer.normalizer = normalizers.BertNormalizer(**settings)
    tokenizer.add_tokens([AddedToken("foo", normalized=True), AddedToken("Ünï", normalized=True)])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0", pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    tokenizer.decoder = decoders.WordPiece(prefix="##", cleanup=True)
    return tokenizer


def vocabulary_of(texts: list[str]) -> list[str]:
    """Special tokens, the letters, some longer pieces, and most of the characters that any normalisation leaves of the texts."""
    rng = random.Random(SEED)
    seen = {c for settings in SETTINGS.values() for text in texts for c in normalizers.BertNormalizer(**settings).normalize_str(text)}
    chars = sorted(c for c in seen if not c.isspace() and rng.random() < 0.9)
    longer = ["un", "##believ", "##able", "film", "##in", "the", "e\u0301", "##i\u0307", "is", "##ss", "##ss##"]
    return list(dict.fromkeys(SPECIAL + chars + [f"##{c}" for c in chars] + longer))


def case(tokenizer: Tokenizer, text: str) -> dict:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    return {"text": text, "ids": encoding.ids, "offsets": [i for pair in encoding.offsets for i in pair], "words": encoding.word_ids}


def window_case(tokenizer: Tokenizer, question: str, context: str, length: int, stride: int) -> dict:
    tokenizer.enable_truncation(length, stride=stride, strategy="only_second")
    first = tokenizer.encode(question, context)
    tokenizer.no_truncation()
    windows = [{"ids": e.ids, "type_ids": e.type_ids, "offsets": [i for o, s in zip(e.offsets, e.sequence_ids) if s == 1 for i in o]}
               for e in [first, *first.overflowing]]
    return {"question": question, "context": context, "max_length": length, "stride": stride, "windows": windows}


def words_case(tokenizer: Tokenizer, words: list[str], length: int) -> dict:
    tokenizer.enable_truncation(length)
    encoding = tokenizer.encode(words, is_pretokenized=True)
    tokenizer.no_truncation()
    return {"words": words, "max_length": length, "ids": encoding.ids, "word_ids": encoding.word_ids}


def main() -> None:
    count, path = (int(sys.argv[1]), sys.argv[2]) if len(sys.argv) == 3 else (200, os.path.join(os.path.dirname(os.path.abspath(__file__)), "offsets.json"))
    texts = TEXTS + fuzz(count)
    vocabulary = vocabulary_of(texts)
    groups = []
    for i, (name, settings) in enumerate(SETTINGS.items()):
        tokenizer = make_tokenizer(settings, vocabulary)
        some = texts if name == "uncased" else TEXTS + texts[len(TEXTS) + i :: len(SETTINGS)]
        groups.append({"name": name, "settings": settings, "cases": [case(tokenizer, text) for text in some]})

    tokenizer = make_tokenizer(SETTINGS["uncased"], vocabulary)
    question, context = "the film?", "Ein un-believable film, 日本 İstanbul 😀 e\u0301te\u0301! " * 3
    windows = [window_case(tokenizer, q, c, length, stride) for q in ["a", question] for c in ["the film", context] for length, stride in [(24, 0), (24, 4), (24, 7), (40, 12), (400, 128)]]
    words = [words_case(tokenizer, w, length) for length in [6, 64] for w in (
        ["the", "unbelievable", "\u0000\u200b", "film"], ["don't", "😀é", "[SEP]", " ", "日本"], ["\u0301", "x" * 101, "a b"])]
    base = json.loads(tokenizer.to_str())
    del base["normalizer"]
    golden = {"made_by": "test/golden/offsets.py", "source": f"tokenizers {tokenizers.__version__}", "tokenizer": base}
    line = lambda value: json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    body = ",\n".join(f'{{"name":{line(g["name"])},"settings":{line(g["settings"])},"cases":[\n' + ",\n".join(map(line, g["cases"])) + "\n]}" for g in groups)
    with open(path, "w") as file:
        file.write(line(golden)[:-1] + f',\n"groups":[\n{body}\n],\n"windows":[\n' + ",\n".join(map(line, windows)) + '\n],\n"words":[\n' + ",\n".join(map(line, words)) + "\n]}\n")
    print(sum(len(g["cases"]) for g in groups), "texts,", os.path.getsize(path), "bytes")


main()
