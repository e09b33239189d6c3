"""PyTorch's side of the training-step benchmark: one JSON line a step.

    python3 pytorch.py [--device cpu] [--tf32] [--layers 6 ...]        needs: torch, transformers

A BERT (MiniLM's size unless told otherwise: 6 layers, 384 wide, 12 heads, FFN four times as wide, vocabulary 30,522) with random
weights, mean pooling and a two-class head; random tokens; dropout; clipping to norm 1; AdamW with decoupled decay. What it computes per
step is what `tfjs.ts` computes; how is left to transformers' and PyTorch's defaults (eager mode, scaled-dot-product attention).
"""

import argparse

import torch
from timed_steps import timed_steps
from transformers import BertConfig, BertModel

VOCABULARY = 30522


class Classifier(torch.nn.Module):
    def __init__(self, options):
        super().__init__()
        self.bert = BertModel(
            BertConfig(
                vocab_size=VOCABULARY, hidden_size=options.width, num_hidden_layers=options.layers,
                num_attention_heads=options.heads, intermediate_size=4 * options.width,
                hidden_dropout_prob=options.dropout, attention_probs_dropout_prob=options.dropout,
            ),
            add_pooling_layer=False,
        )
        self.dropout = torch.nn.Dropout(options.dropout)
        self.classifier = torch.nn.Linear(options.width, 2)

    def forward(self, ids, mask, types):
        hidden = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        m = mask.unsqueeze(-1).float()
        return self.classifier(self.dropout((hidden * m).sum(1) / m.sum(1).clamp(min=1e-9)))


def main() -> None:
    parser = argparse.ArgumentParser()
    for name, default in {"steps": 8, "warm-up": 2, "threads": 2, "layers": 6, "width": 384, "heads": 12, "batch": 32, "length": 64}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--tf32", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(17)
    torch.backends.cuda.matmul.allow_tf32 = options.tf32
    torch.backends.cudnn.allow_tf32 = options.tf32
    device = torch.device(options.device)

    model = Classifier(options).train().to(device)
    shape = (options.batch, options.length)
    ids = torch.randint(1000, VOCABULARY, shape).to(device)
    mask, types, labels = torch.ones_like(ids), torch.zeros_like(ids), torch.randint(0, 2, (options.batch,)).to(device)
    loss = lambda: torch.nn.functional.cross_entropy(model(ids, mask, types), labels)
    timed_steps(list(model.parameters()), loss, options.steps, options.warm_up, 5e-5)


main()
