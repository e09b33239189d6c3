"""PyTorch's side of the training-step benchmark: one JSON line a step.

    python3 pytorch.py [--steps 8] [--warm-up 2] [--threads 2]        needs: torch, transformers

A MiniLM-sized BERT (6 layers, 384 wide, 12 heads, FFN 1536, vocabulary 30,522) with random weights, mean pooling and a
two-class head; 32 x 64 random tokens; dropout 0.1; clipping to norm 1; AdamW with decoupled decay. What it computes per
step is what `tfjs.ts` computes; how is left to transformers' and PyTorch's defaults (scaled-dot-product attention).
"""

import argparse
import json
import time

import torch
import transformers
from transformers import BertConfig, BertModel

BATCH, LENGTH, VOCABULARY, WIDTH, DROPOUT = 32, 64, 30522, 384, 0.1


class Classifier(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = BertModel(
            BertConfig(
                vocab_size=VOCABULARY, hidden_size=WIDTH, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536,
                hidden_dropout_prob=DROPOUT, attention_probs_dropout_prob=DROPOUT,
            ),
            add_pooling_layer=False,
        )
        self.dropout = torch.nn.Dropout(DROPOUT)
        self.classifier = torch.nn.Linear(WIDTH, 2)

    def forward(self, ids, mask, types):
        hidden = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        m = mask.unsqueeze(-1).float()
        return self.classifier(self.dropout((hidden * m).sum(1) / m.sum(1).clamp(min=1e-9)))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--warm-up", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(17)

    model = Classifier().train()
    parameters = list(model.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in parameters if p.dim() > 1], "weight_decay": 0.01},
            {"params": [p for p in parameters if p.dim() == 1], "weight_decay": 0.0},
        ],
        lr=5e-5,
    )
    ids = torch.randint(1000, VOCABULARY, (BATCH, LENGTH))
    mask, types, labels = torch.ones_like(ids), torch.zeros_like(ids), torch.randint(0, 2, (BATCH,))
    version = f"torch {torch.__version__}, transformers {transformers.__version__}"
    for step in range(options.warm_up + options.steps):
        started = time.perf_counter()
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(ids, mask, types), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        value = loss.item()
        seconds = time.perf_counter() - started
        line = {"side": "pytorch", "version": version, "step": step, "warm_up": step < options.warm_up, "seconds": seconds, "loss": value}
        print(json.dumps(line), flush=True)


main()
