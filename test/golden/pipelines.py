"""What transformers' own pipelines answer with the weights and the tokenizer.json of the tiny artefacts: neither our graph,
nor our tokenizer, nor our decoding takes part.

    for name in tagger reader scorer; do node test/fixtures/write-tiny-artefact.ts out/tiny/$name $name; done
    python test/golden/pipelines.py out/tiny          needs: torch, safetensors, transformers 4.57 (5 has no question-answering)

Offsets count code points, as in Python. Logits are of the model classes, `[tokens, labels]`.
"""

import json
import os
import sys

import torch
import transformers
from safetensors.torch import load_file
from transformers import BertConfig, BertForQuestionAnswering, BertForTokenClassification, BertModel, BertTokenizerFast
from transformers import QuestionAnsweringPipeline, TokenClassificationPipeline

TEXTS = [
    "We loved the charming film, not the boring script!", "Unwatchable actors again and again.", "A very good, very WARM plot: 1 2 3",
    "Très charmant — l'été à Paris", "😀 the unenjoyed ending 😀 was brilliant", "the 映画 was good", "great", "Über-funny acting-script",
    "the film was never dull and the actors were moving " * 4,
]
DECOMPOSED = "A cafe\u0301 movie, tre\u0300s charming"  # transformers' word strategies take such words for parts of those before
STRATEGIES = ["none", "simple", "first", "average", "max"]
QUESTIONS = [
    ("was the film good?", "The film was Charming, not boring."), ("who loved it?", "We loved the ACTING; i hated the ending. It was awful!"),
    ("what was moving?", "😀 the plot 😀 was unmoving - the très brilliant script."), ("is it dull", "映画 good 映画 bad"),
    ("was the ending never good?", "The story was slow and the plot was dull, but the actors charming. We enjoyed the ending again and again! Watch it."),
]
OPTIONS = [{}, {"top_k": 3}, {"handle_impossible_answer": True, "top_k": 4}, {"max_answer_len": 2}, {"align_to_words": False, "top_k": 2}, {"doc_stride": 4}]
PAIRS = [("the plot was good",), ("the acting", "a warm film"), ("never boring " * 20, "dull")]


def load(folder: str, model_class, head: str):
    card = json.load(open(f"{folder}/card.json"))
    a, e = card["architecture"], card["architecture"]["encoder"]
    config = BertConfig(
        vocab_size=a["embeddings"]["word"]["rows"], hidden_size=e["width"], num_hidden_layers=e["layers"], num_attention_heads=e["heads"],
        intermediate_size=e["ffn"], max_position_embeddings=a["embeddings"]["position"]["rows"], type_vocab_size=2, hidden_act="gelu",
        layer_norm_eps=e["layer_norm_eps"], id2label=dict(enumerate(card["labels"])), label2id={l: i for i, l in enumerate(card["labels"])},
    )
    model = model_class(config) if head else model_class(config, add_pooling_layer=False)
    weights = {k: v.float() for k, v in load_file(f"{folder}/weights.safetensors").items()}
    named = {k.replace("classifier.", f"{head}.") if head else k.removeprefix("bert."): v for k, v in weights.items() if head or k.startswith("bert.")}
    missing, unexpected = model.load_state_dict(named, strict=False)
    assert not unexpected and all("position_ids" in k for k in missing), (missing, unexpected)
    tokenizer = BertTokenizerFast(tokenizer_file=f"{folder}/tokenizer.json", model_max_length=card["max_length"])
    return model.eval(), tokenizer, weights


def main() -> None:
    torch.set_num_threads(1)
    folder = sys.argv[1]

    model, tokenizer, _ = load(f"{folder}/tagger", BertForTokenClassification, "classifier")
    tag = TokenClassificationPipeline(model=model, tokenizer=tokenizer, device="cpu")
    tagging = []
    for text in TEXTS + [DECOMPOSED]:
        entities = {s: tag(text, aggregation_strategy=s) for s in STRATEGIES if text is not DECOMPOSED or s in ("none", "simple")}
        inputs = tokenizer(text, truncation=True, return_tensors="pt")
        with torch.no_grad():
            logits = model(**inputs).logits[0].tolist()
        tagging.append({"text": text, "ids": inputs["input_ids"][0].tolist(), "logits": logits, "entities": entities})

    model, tokenizer, _ = load(f"{folder}/reader", BertForQuestionAnswering, "qa_outputs")
    answer = QuestionAnsweringPipeline(model=model, tokenizer=tokenizer, device="cpu")
    reading = []
    for question, context in QUESTIONS:
        for options in OPTIONS:
            given = {"max_answer_len": 30, "doc_stride": 8} | options
            reading.append({"question": question, "context": context, "parameters": given, "answer": answer(question=question, context=context, **given)})
        inputs = tokenizer(question, context, truncation="only_second", stride=8, return_overflowing_tokens=True, padding=True, return_tensors="pt")
        inputs.pop("overflow_to_sample_mapping")
        with torch.no_grad():
            output = model(**inputs)
        mask = inputs["attention_mask"].bool()
        logits = torch.stack([output.start_logits, output.end_logits], dim=-1)
        reading[-len(OPTIONS)]["logits"] = [row[m].flatten().tolist() for row, m in zip(logits, mask)]

    model, tokenizer, weights = load(f"{folder}/scorer", BertModel, "")
    scoring = []
    for texts in PAIRS:
        inputs = tokenizer(*texts, truncation=True, return_tensors="pt")
        with torch.no_grad():
            score = model(**inputs).last_hidden_state.mean(1) @ weights["classifier.weight"].T + weights["classifier.bias"]
        scoring.append({"text": texts[0], "score": score.item()} | ({"text_pair": texts[1]} if len(texts) > 1 else {}))

    golden = {"made_by": "test/golden/pipelines.py", "source": f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}"}
    number = lambda value: float(value) if hasattr(value, "item") else str(value)

    def rounded(value):
        if isinstance(value, float) or hasattr(value, "item"):
            return float(f"{float(value):.7g}")
        if isinstance(value, dict):
            return {k: rounded(v) if not isinstance(v, int) else v for k, v in value.items()}
        if isinstance(value, list):
            return [rounded(v) for v in value]
        return value

    line = lambda value: json.dumps(rounded(value), separators=(",", ":"), default=number)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pipelines.json")
    with open(path, "w") as file:
        parts = [f'"{k}":[\n' + ",\n".join(map(line, v)) + "\n]" for k, v in (("tagging", tagging), ("reading", reading), ("scoring", scoring))]
        file.write(json.dumps(golden)[:-1] + ",\n" + ",\n".join(parts) + "}\n")
    print(os.path.getsize(path), "bytes")


main()
