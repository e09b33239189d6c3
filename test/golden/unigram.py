"""Makes unigram.json: a small Unigram tokenizer trained on the sentences below, texts, and the ids and places that Hugging Face's
Rust tokenizers give them, with every normaliser that is read. Offsets count code points.

    python3 unigram.py                  needs: tokenizers==0.23.3
    python3 unigram.py 20000 FILE       a larger fuzz of the same kind, into FILE
"""

import json
import os
import random
import sys

os.environ["RAYON_NUM_THREADS"] = "1"  # the order in which the training adds up is that of its threads

import tokenizers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

SENTENCES = """The old lighthouse keeper counted the ships that passed before breakfast.
She lived in the small house by the river, and the river lived in her songs.
An unbelievable storm tore the roofs off three houses in our street.
Nobody in the village remembered who had planted the walnut trees.
The lighthouse, the river and the walnut trees are all in one picture.
Der alte Leuchtturmwärter zählte die Schiffe, die vor dem Frühstück vorbeifuhren.
Sie wohnte in dem kleinen Haus am Fluss, und der Fluss wohnte in ihren Liedern.
Niemand im Dorf wusste noch, wer die Walnussbäume gepflanzt hatte.
Le vieux gardien du phare comptait les bateaux qui passaient avant le petit déjeuner.
Elle habitait la petite maison près de la rivière, et la rivière habitait ses chansons.
El viejo farero contaba los barcos que pasaban antes del desayuno.
Ella vivía en la casita junto al río, y el río vivía en sus canciones.
Старый смотритель маяка считал корабли, проходившие до завтрака.
Она жила в маленьком доме у реки, а река жила в её песнях.
灯台守の老人は朝ごはんの前に通る船を数えました。
川のそばの小さな家に住んでいました。
老守塔人在早饭前数过往的船只。她住在河边的小房子里。
등대지기 노인은 아침 식사 전에 지나가는 배를 세었다.
그녀는 강가의 작은 집에 살았다.
كان حارس المنارة العجوز يعد السفن قبل الفطور.
बूढ़ा प्रहरी नाश्ते से पहले जहाज़ गिनता था।
ผู้เฒ่าประภาคารนับเรือก่อนอาหารเช้า
Ο γέρος φαροφύλακας μετρούσε τα πλοία πριν το πρωινό.""".splitlines()
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
TEXTS = [
    "", " ", "   ", "\t\n", "\u0000", "\u0001\u0002", "\ufeff", "\u200b", "The river.", " The river", "The  river   sang ", "the\tlighthouse\r\nkeeper\u2028and\u00a0the\u3000ships",
    "unbelievable", "riverriverriver", "qqqq zzz", "a\u0001b\u0007c", "a\u200bb\u200dc\ufeffd", "\u2581The\u2581river", "x▁▁y", "Ｔｈｅ　ｒｉｖｅｒ，～", "ﬁrst ﬄ ½ ² ㎏ ①Ⅷ ﾊﾟ ｶﾞ",
    "près pre\u0300s rivie\u0300re e\u0301\u0316\u0301 q\u0323\u0307 q\u0307\u0323", "\u0301start end\u0301 \u0301\u0302", "e" + "\u0301\u0316" * 40 + "f", "가각갂 \u1100\u1161\u11a8 \u3131\u314f ﾡￂ",
    "老人的河 灯台守の老人", "นับเรือก่อน", "नाश्ते से", "جهاز المنارة", "жила в её песнях", "😀 a😀b 👍🏽 👨‍👩‍👧 🇩🇪", "𝐁𝐨𝐥𝐝 𠀀𠮷 \U00013000\U00013001 x\U00013000y", "<s> in </s>the<unk>river<pad>",
    "the <mask> river  <mask>. <mask>", "foo xfoox FOO Ünï u\u0308 ünï", "\ufdd0 ～ ~ 〜", "a\u0095b \u008f \u009f", "\u32ff \U0001fbf0 \ua7f2 \U000105d2\u0307 \u0c3c\u0334", "\u00a0\u00a0river\u3000\u3000", "keep seen", "ship " * 60, "q" * 300,
]
PAIRS = [("", ""), ("The river.", ""), ("", "The river."), ("The river sang.", "Der Fluss sang."), ("the " * 20, "sea " * 5), ("the " * 5, "sea " * 20), ("the " * 20, "sea " * 20), ("</s> a", "b <s>")]
LENGTHS = [4, 5, 6, 9, 12, 64]
WORDS = [["The", "river", ",", "sang"], ["", "\u0001", " ", "a b"], ["灯台守", "の", "老人"], ["unbelievable", "Walnussbäume"], ["qq", "\U00013000\U00013001"], []]
WINDOWS = [("The river?", "the ships that passed before breakfast by the river", 16, 3), ("Who?", "der Fluss", 32, 4), ("the", "ship " * 30, 20, 5)]
SENTENCEPIECE = [
    normalizers.Replace("～", "\ufdd0"), normalizers.Replace(Regex("[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]"), ""),
    normalizers.Replace(Regex("[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "), normalizers.NFKC(), normalizers.Replace("\ufdd0", "～"),
]
NORMALIZERS = {
    "as XLM-R": normalizers.Sequence(SENTENCEPIECE), "blanks to one": normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]),
    "unsplit": normalizers.Sequence(SENTENCEPIECE),
    "NFC": normalizers.NFC(), "NFD": normalizers.NFD(), "NFKC": normalizers.NFKC(), "NFKD": normalizers.NFKD(), "Nmt": normalizers.Nmt(), "none": None,
    "replacing": normalizers.Sequence([normalizers.Replace("ri", "QRS"), normalizers.Replace("é", ""), normalizers.NFD(), normalizers.Replace(Regex("e+"), "ee"), normalizers.NFC()]),
}
RANGES = [  # (weight, first, last)
    (8, 0x20, 0x7E), (4, 0x20, 0x20), (3, 0x61, 0x7A), (2, 0x00, 0x1F), (2, 0x7F, 0xA0), (6, 0xC0, 0x24F), (8, 0x300, 0x36F), (2, 0x370, 0x3FF), (1, 0x400, 0x52F), (2, 0x591, 0x5F4), (2, 0x610, 0x65F), (3, 0x900, 0x9FF),
    (2, 0xA00, 0xDFF), (1, 0xE00, 0xE4F), (2, 0xF00, 0xFFF), (4, 0x1100, 0x11FF), (1, 0x1AB0, 0x1AFF), (3, 0x1E00, 0x1FFF), (3, 0x2000, 0x206F), (1, 0x20D0, 0x20F0), (2, 0x2100, 0x214F), (2, 0x2460, 0x24FF), (2, 0x2581, 0x2581),
    (2, 0x3000, 0x30FF), (2, 0x3130, 0x318F), (2, 0x3200, 0x33FF), (2, 0x4E00, 0x4E20), (4, 0xAC00, 0xACFF), (1, 0xF900, 0xF920), (2, 0xFB00, 0xFB4F), (1, 0xFE00, 0xFE2F), (1, 0xFE70, 0xFEFF), (3, 0xFF00, 0xFFFF), (1, 0x105C0, 0x105EF),
    (1, 0x10780, 0x107BF), (1, 0x11080, 0x110C2), (1, 0x11300, 0x113FF), (1, 0x11930, 0x11945), (1, 0x1D15E, 0x1D172), (1, 0x1D400, 0x1D4FF), (1, 0x16100, 0x1612F), (1, 0x1E000, 0x1E090), (2, 0x1F3FB, 0x1F64F), (2, 0x20000, 0x20010),
    (1, 0x2F800, 0x2F810), (1, 0xE0001, 0xE007F),
]
JOINING = [0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x3131, 0x314F, 0xFF9E, 0xFF76, 0xFFA1, 0xFFC2, 0x9C7, 0x9BE, 0xBC6, 0xBBE, 0xDD9, 0xDCF, 0xDCA, 0x1025, 0x102E, 0x915, 0x93C, 0x94D, 0x929, 0xF71, 0xF72, 0xF73, 0xF74, 0xFB2, 0xF80,
           0x1B05, 0x1B35, 0x11131, 0x11127, 0x114B9, 0x114BA, 0x114BB, 0x110A5, 0x110BA]
MARKS = [0x300, 0x301, 0x302, 0x303, 0x304, 0x308, 0x316, 0x323, 0x327, 0x328, 0x31B, 0x345, 0x334, 0x340, 0x344, 0x95, 0x1DCE, 0x35C]
PRE_TOKENIZERS = {
    "as XLM-R": pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]), "unsplit": pre_tokenizers.Metaspace(split=False),
}
SEED = 20261128


def fuzz(count: int) -> list[str]:
    """Characters of all kinds; letters under marks; syllables in parts."""
    rng = random.Random(SEED)
    weights = [w for w, _, _ in RANGES]

    def text() -> str:
        kind = rng.random()
        if kind < 0.6:
            return "".join(chr(rng.randint(*rng.choices(RANGES, weights)[0][1:])) for _ in range(rng.randint(1, 24)))
        if kind < 0.8:
            return "".join(rng.choice("aeiouAEU sqwÅéạệǖﬁ") + "".join(chr(rng.choice(MARKS)) for _ in range(rng.randint(0, 5))) for _ in range(rng.randint(1, 5)))
        return "".join(chr(rng.choice(JOINING)) for _ in range(rng.randint(1, 12)))

    return [text() for _ in range(count)]


def vocabulary_of(texts: list[str]) -> list[tuple[str, float]]:
    """What a training on the sentences finds, and most single characters that any normalisation leaves of the texts."""
    trained = Tokenizer(models.Unigram())
    trained.normalizer = NORMALIZERS["as XLM-R"]
    trained.pre_tokenizer = pre_tokenizers.Metaspace()
    trained.train_from_iterator(SENTENCES, trainers.UnigramTrainer(vocab_size=420, special_tokens=SPECIAL, unk_token="<unk>", show_progress=False, n_sub_iterations=2))
    found = [(piece, round(score, 1)) for piece, score in json.loads(trained.to_str())["model"]["vocab"]]
    # Rounded and sorted: which single character has the least score, and the order of equal ones, differ from run to run. Ties are tried so, too.
    pieces = found[: len(SPECIAL)] + sorted(found[len(SPECIAL) :], key=lambda each: (-each[1], each[0]))
    known = {piece for piece, _ in pieces}
    rng = random.Random(SEED)
    seen = {c for normalizer in NORMALIZERS.values() for text in texts for c in (normalizer.normalize_str(text) if normalizer else text)}
    rest = [(c, round(-15 - rng.random(), 4)) for c in sorted(seen) if c not in known and rng.random() < 0.8 and c not in " \U00013000\U00013001"]
    return pieces + rest + [("\U00013000\U00013001", -19.0), ("<mask>", 0.0)]


def make_tokenizer(vocabulary: list[tuple[str, float]], name: str) -> Tokenizer:
    normalizer = NORMALIZERS[name]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = PRE_TOKENIZERS.get(name, pre_tokenizers.Metaspace())
    tokenizer.add_special_tokens([*SPECIAL, AddedToken("<mask>", lstrip=True, special=True, normalized=False)])
    tokenizer.add_tokens([AddedToken("foo", normalized=True), AddedToken("Ünï", normalized=True)])
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def case(tokenizer: Tokenizer, text: str) -> dict:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    return {"text": text, "ids": encoding.ids, "offsets": [at for pair in encoding.offsets for at in pair], "words": encoding.word_ids}


count, path = (int(sys.argv[1]), sys.argv[2]) if len(sys.argv) > 2 else (150, os.path.join(os.path.dirname(os.path.abspath(__file__)), "unigram.json"))
texts = TEXTS + SENTENCES[:20:3] + fuzz(count)
vocabulary = vocabulary_of(texts)
groups = []
for name in NORMALIZERS:
    tokenizer = make_tokenizer(vocabulary, name)
    some = texts if name == "as XLM-R" or count > 1000 else TEXTS[3:32] + TEXTS[-3:-2] + texts[-30 - len(groups) :]
    groups.append({"name": name, **{part: json.loads(tokenizer.to_str())[part] for part in ("normalizer", "pre_tokenizer")}, "cases": [case(tokenizer, text) for text in some]})

tokenizer = make_tokenizer(vocabulary, "as XLM-R")
whole = json.loads(tokenizer.to_str())
pairs, words, windows = [], [], []
for length in LENGTHS:
    tokenizer.enable_truncation(length)
    for a, b in PAIRS:
        encoding = tokenizer.encode(a, b)
        pairs.append({"text": a, "pair": b, "max_length": length, "ids": encoding.ids, "type_ids": encoding.type_ids, "truncated": len(encoding.overflowing) > 0})
    for a in ("The river sang.", "ship " * 60):
        encoding = tokenizer.encode(a)
        pairs.append({"text": a, "max_length": length, "ids": encoding.ids, "type_ids": encoding.type_ids, "truncated": len(encoding.overflowing) > 0})
    for given in WORDS:
        encoding = tokenizer.encode(given, is_pretokenized=True)
        words.append({"words": given, "max_length": length, "ids": encoding.ids, "word_ids": encoding.word_ids})
for question, context, length, stride in WINDOWS:
    tokenizer.enable_truncation(length, stride=stride, strategy="only_second")
    encoding = tokenizer.encode(question, context)
    parts = [encoding, *encoding.overflowing]
    windows.append({
        "question": question, "context": context, "max_length": length, "stride": stride,
        "windows": [{"ids": part.ids, "offsets": [at for i, pair in enumerate(part.offsets) if part.sequence_ids[i] == 1 for at in pair]} for part in parts],
    })

golden = {"made_by": "test/golden/unigram.py", "source": f"tokenizers {tokenizers.__version__}", "tokenizer": whole, "pairs": pairs, "words": words, "windows": windows}
with open(path, "w") as file:
    line = lambda value: json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    file.write(f"{line(golden)[:-1]},\n\"groups\":[\n")
    for i, group in enumerate(groups):
        cases = ",\n".join(line(each) for each in group["cases"])
        head = line({k: v for k, v in group.items() if k != "cases"})[:-1]
        file.write(f'{head},"cases":[\n{cases}\n]}}{"," if i + 1 < len(groups) else ""}\n')
    file.write("]}\n")
print(sum(len(group["cases"]) for group in groups), "texts,", len(vocabulary), "pieces,", os.path.getsize(path), "bytes")
