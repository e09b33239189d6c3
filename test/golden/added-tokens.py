"""Makes added-tokens.json: texts with added tokens of every flag, and the ids and places that Hugging Face's Rust tokenizers give.

    python3 added-tokens.py                needs: tokenizers==0.23.3
    python3 added-tokens.py 20000 FILE     a larger fuzz of the same kind, into FILE

Offsets count code points. No two normalised tokens may become equal: which of them Rust then takes differs from load to load. Flags, a letter each: s(ingle_word), l(strip), r(strip), n(ormalized), S(pecial).
"""

import json
import os
import random
import sys

import tokenizers
from tokenizers import Tokenizer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CHARS = list("abcdefghimnorstuvx0123_-.,'") + ["é", "中", "ß", "σ"]
VOCABULARY = [*SPECIAL, *CHARS, *[f"##{c}" for c in CHARS if c.isalnum()], "cat", "##cat", "rain", "##rain"]
UNCASED = dict(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
CASED = UNCASED | dict(lowercase=False)
GROUPS = [
    ("single words", [("ai", "s"), ("Née", "sn"), ("x-", "s")], UNCASED),
    ("blanks before", [("ai", "l"), ("née", "ln")], UNCASED),
    ("blanks after", [("ai", "r"), ("née", "rn")], UNCASED),
    ("blanks on both sides, single words", [("ai", "slr"), ("née", "slrn")], UNCASED),
    ("blanks on both sides", [("[M1]", "lrS"), ("ai", "lrn"), (" née", ""), ("b c", "s")], UNCASED),
    ("normalised", [("AI", "n"), ("Née", "n"), ("STRASSE", "n"), ("Σ", "n")], UNCASED),
    ("normalised, cased", [("AI", "n"), ("Née", "n"), ("中a", "n")], CASED),
    ("as they stand", [("AI", ""), ("Née", ""), ("née", "s")], UNCASED),
    ("overlapping", [("ab", ""), ("abc", "s"), ("bcd", ""), ("cde", "n"), ("cdef", "sn"), ("d", "n")], UNCASED),
    ("special or not", [("Née", "nS"), ("rain", "n"), ("RAIN", "S"), ("ai", "sS")], UNCASED),
    ("words of the vocabulary", [("cat", ""), ("rain", "sn"), ("##cat", "")], UNCASED),
]
TEXTS = [
    "", " ", "ai", "a ai b", "ai1 1ai ai_x _ai xai aix ai-x (ai) ai's AI, Ai.", "né naïve maid rain raining Rain RAIN", "ai\u0301 ai\u0903 ai\u20dd \u0301ai",
    "ai\u200dx ai\u200c \u200dai ai\u203fx", "ai² ai½ aiⅣ aiⓐ ai٣ aiª ai· ai😀 😀ai 𐐀ai ai𐐀 𝟏ai", "中ai中 中née中 中 ai 中", "née Née NÉE ne\u0301e NE\u0301E nee nées unnée",
    "  ai   née  ", "a \u00a0\u3000ai\u2028\u0085née\t\n b", "a\u200b ai \u200bc\ufeff née\u00ad b", "ai  ai  née  née ai", "[M1] a [M1][M1]  [M1]", "[SEP] ai [SEP]née[CLS] ai[MASK]ai",
    "a  née  née", "b c b  c bb c b cc", "abcdef abcd xabc abc bcde abcdefg cdef cde cd", "x- x-a ax- x-x- x--", "straße STRASSE Straße strasse", "σ ς Σ ΟΔΟΣ", "中a 中A a中a",
    "cat ##cat concat cats rain rains", "RAIN rain Rain NEE nee neex xnee NÉEN",
]
ALPHABET = ["ai", "AI", "née", "Née", "ne\u0301e", "NEE", "[M1]", "[SEP]", "ab", "abc", "bcd", "cdef", "x-", "rain", "cat", "b c", " ", " ", "  ", "\u3000", "\t", "_", "1", "é", "\u0301",
            "\u0903", "\u200b", "\u200d", "中", "-", "'", ".", "x", "😀", "𐐀", "²", "ß", "Σ", "\u00a0", "\u0085"]
SEED = 20261128


def fuzz(count: int) -> list[str]:
    rng = random.Random(SEED)
    return ["".join(rng.choice(ALPHABET) for _ in range(rng.randint(1, 9))) for _ in range(count)]


def file_of(tokens: list, settings: dict) -> dict:
    ids = {token: i for i, token in enumerate(VOCABULARY)}
    flags = lambda f: dict(single_word="s" in f, lstrip="l" in f, rstrip="r" in f, normalized="n" in f, special="S" in f)
    entries = [dict(id=i, content=token, **flags("S")) for i, token in enumerate(SPECIAL)]
    free = len(ids)
    for content, f in tokens:
        entries.append(dict(id=ids.get(content, free), content=content, **flags(f)))
        free += content not in ids
    return dict(version="1.0", truncation=None, padding=None, added_tokens=entries, normalizer=dict(type="BertNormalizer", **settings),
                pre_tokenizer=dict(type="BertPreTokenizer"), post_processor=None, decoder=None,
                model=dict(type="WordPiece", unk_token="[UNK]", continuing_subword_prefix="##", max_input_chars_per_word=100, vocab=ids))


def case(tokenizer: Tokenizer, text: str) -> dict:
    encoding = tokenizer.encode(text)
    return {"text": text, "ids": encoding.ids, "offsets": [i for pair in encoding.offsets for i in pair]}


def main() -> None:
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), "added-tokens.json")
    count, path = (int(sys.argv[1]), sys.argv[2]) if len(sys.argv) == 3 else (220, own)
    fuzzed = fuzz(count)
    line = lambda value: json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    groups = []
    for i, (name, tokens, settings) in enumerate(GROUPS):
        content = file_of(tokens, settings)
        tokenizer = Tokenizer.from_str(json.dumps(content))
        some = TEXTS + (fuzzed[i :: len(GROUPS)] if path == own else fuzzed)
        cases = ",\n".join(line(case(tokenizer, text)) for text in some)
        changes = {key: content[key] for key in ("added_tokens", "normalizer")}
        groups.append(f'{{"name":{line(name)},"changes":{line(changes)},"cases":[\n{cases}\n]}}')
    base = {k: v for k, v in file_of([], UNCASED).items() if k not in ("added_tokens", "normalizer")}
    head = {"made_by": "test/golden/added-tokens.py", "source": f"tokenizers {tokenizers.__version__}", "tokenizer": base}
    with open(path, "w") as file:
        file.write(line(head)[:-1] + ',\n"groups":[\n' + ",\n".join(groups) + "\n]}\n")
    print(os.path.getsize(path), "bytes")


main()
