"""Makes tiny-bilstm.json: a seeded bidirectional LSTM with projection and head, and what PyTorch computes with it.

    python3 tiny-bilstm.py          needs: torch 2.14

Texts are packed, so that padding is not read. Weights are far larger than a trained model's, so that a wrong order of gates or a
lost bias shows in the first digits. `bias_hh` is 0 here, as ours has one bias.
"""

import json
import os

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

HERE = os.path.dirname(os.path.abspath(__file__))
VOCABULARY, EMBEDDING, UNITS, WIDTH, LABELS = 20, 6, 5, 8, 3
IDS = [[2, 7, 11, 19, 4, 9, 3], [2, 5, 5, 8, 3], [2, 3], [2, 14, 6, 3]]
GOLD = [1, 0, 2, 1]


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.embeddings = nn.Embedding(VOCABULARY, EMBEDDING)
        self.lstm = nn.LSTM(EMBEDDING, UNITS, batch_first=True, bidirectional=True)
        self.projection = nn.Linear(2 * UNITS, WIDTH)
        self.classifier = nn.Linear(WIDTH, LABELS)

    def states(self, ids, lengths):
        packed = pack_padded_sequence(self.embeddings(ids), lengths, batch_first=True, enforce_sorted=False)
        states, (ends, _) = self.lstm(packed)
        return pad_packed_sequence(states, batch_first=True)[0], ends.transpose(0, 1).reshape(len(lengths), -1)

    def read(self, ids, lengths, pooling):
        states, ends = self.states(ids, lengths)
        mask = (torch.arange(ids.shape[1])[None] < lengths[:, None])[..., None]
        if pooling == "last":
            return ends
        if pooling == "max":
            return states.masked_fill(~mask, -torch.inf).max(1).values
        return states.sum(1) / lengths[:, None] if pooling == "mean" else states

    def forward(self, ids, lengths, pooling):
        pooled = nn.functional.gelu(self.projection(self.read(ids, lengths, pooling)), approximate="tanh")
        return pooled, self.classifier(pooled)


def rounded(t):
    return [float(f"{x:.8g}") for x in t.detach().flatten().tolist()]


torch.manual_seed(7)
model = Model()
with torch.no_grad():
    for name, parameter in model.named_parameters():
        parameter.copy_(0.0 * parameter if "bias_hh" in name else 0.7 * torch.randn(parameter.shape))

lengths = torch.tensor([len(row) for row in IDS])
ids = nn.utils.rnn.pad_sequence([torch.tensor(row) for row in IDS], batch_first=True)
ours = {name: p for name, p in model.named_parameters() if "bias_hh" not in name}
result = {
    "torch": torch.__version__,
    "ids": IDS,
    "gold": GOLD,
    "sizes": {"vocabulary": VOCABULARY, "embedding": EMBEDDING, "units": UNITS, "width": WIDTH, "labels": LABELS},
    "weights": {name: {"shape": list(p.shape), "data": rounded(p)} for name, p in ours.items()},
    "poolings": {},
}
for pooling in ["max", "mean", "last", "none"]:
    model.zero_grad()
    pooled, logits = model(ids, lengths, pooling)
    real = torch.arange(ids.shape[1])[None] < lengths[:, None]
    each = logits[real] if pooling == "none" else logits
    gold = torch.tensor(GOLD)
    loss = nn.functional.cross_entropy(each, torch.repeat_interleave(gold, lengths) if pooling == "none" else gold)
    loss.backward()
    result["poolings"][pooling] = {
        "pooled": rounded(pooled[real] if pooling == "none" else pooled),
        "logits": rounded(each),
        "loss": loss.item(),
        "gradients": {name: rounded(p.grad) for name, p in ours.items()},
    }
with open(os.path.join(HERE, "tiny-bilstm.json"), "w") as file:
    json.dump(result, file, separators=(",", ":"))
    file.write("\n")
