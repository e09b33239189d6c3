"""Makes slots.json: a class for a text and a tag for each token, by PyTorch: losses, and both tiny models with a second head.

    python3 -P slots.py     needs: torch 2.14, transformers 5 (-P: statistics.py beside it is not the library's)

hard     cross_entropy(class) + cross_entropy(tags, ignore_index=-1), means over texts and over the tokens that have a tag
soft     T^2 KL(softmax(t / T) || softmax(s / T)) of both, means over texts and over tokens but the first and last of each
squares  of the class mean over texts, of the tags mean over the same tokens, of 1/2 |s - (t - mean(t))|^2
guesses  cross_entropy of both with the teacher's argmax in place of a label, means as of squares
models   those of tiny-bilstm.py and tiny-bert.py. BERT's tags are read from the last layer, the BiLSTM's from each token's states
         through the projection that the pooled ones take. Values of tokens are without padding, losses `hard`
"""

import json
import os

import torch
from torch import nn
from torch.nn.functional import cross_entropy, gelu, kl_div, log_softmax, softmax
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence
from transformers import BertModel

HERE = os.path.dirname(os.path.abspath(__file__))
SLOTS = 4
torch.set_num_threads(1)
random = torch.Generator().manual_seed(19)


def normal(*shape: int, scale=1.0, dtype=torch.float64) -> torch.Tensor:
    return (scale * torch.randn(shape, generator=random, dtype=torch.float64)).to(dtype)


def read(name: str) -> dict:
    with open(os.path.join(HERE, name)) as file:
        return json.load(file)


def rounded(t: torch.Tensor) -> list:
    return [float(f"{x:.8g}") for x in t.detach().flatten().tolist()]


def hard(classes: torch.Tensor, tags: torch.Tensor, labels: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """tags `[batch, length, slots]`, gold `[batch, length]`, -1 where there is none."""
    return cross_entropy(classes, labels) + cross_entropy(tags.flatten(0, 1), gold.flatten(), ignore_index=-1)


def losses() -> dict:
    lengths, longest, classes = [6, 3, 5], 6, 3
    labels = torch.tensor([2, 0, 1])
    gold = torch.full((3, longest), -1)
    gold[0, 1:5], gold[1, 1:2], gold[2, 1:4] = torch.tensor([0, 2, 2, 3]), torch.tensor([1]), torch.tensor([3, -1, 1])
    student, teacher = [(normal(3, classes, scale=2), normal(3, longest, SLOTS, scale=2)) for _ in range(2)]
    for row, length in enumerate(lengths):
        student[1][row, length:], teacher[1][row, length:] = 40.0, 60.0
    inner = torch.zeros(3, longest, dtype=torch.bool)
    for row, length in enumerate(lengths):
        inner[row, 1 : length - 1] = True

    def with_gradient(loss) -> dict:
        own = [part.clone().requires_grad_() for part in student]
        value = loss(own, teacher)
        value.backward()
        return {"loss": value.item(), "logits": own[0].grad.tolist(), "slots": own[1].grad.flatten(0, 1).tolist()}

    def both(of_rows):
        return lambda s, t: of_rows(s[0], t[0]) + of_rows(s[1][inner], t[1][inner])

    def soft(temperature: float):
        def of_rows(s, t):
            return temperature**2 * kl_div(log_softmax(s / temperature, -1), softmax(t / temperature, -1), reduction="batchmean")
        return both(of_rows)

    def squares(s, t):
        return ((s - (t - t.mean(-1, keepdim=True))) ** 2).sum(-1).mean() / 2

    return {
        "lengths": lengths, "labels": labels.tolist(), "gold": [row[:length].tolist() for row, length in zip(gold, lengths)],
        "student": {"logits": student[0].tolist(), "slots": student[1].flatten(0, 1).tolist()},
        "teacher": {"logits": teacher[0].tolist(), "slots": teacher[1].flatten(0, 1).tolist()},
        "hard": with_gradient(lambda s, t: hard(*s, labels, gold)),
        "soft": [{"temperature": t, **with_gradient(soft(t))} for t in (1.0, 3.0)],
        "squares": with_gradient(both(squares)),
        "guesses": with_gradient(both(lambda s, t: cross_entropy(s, t.argmax(-1)))),
    }


def told(parameters: dict, classes: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor, labels: list, kept) -> dict:
    """Outputs, loss and the gradients of the parameters whose names `kept` takes. Tags: every token of a text has one, by its place."""
    gold = (torch.arange(mask.shape[1])[None] + torch.tensor(labels)[:, None]) % SLOTS
    gold = gold.masked_fill(~mask, -1)
    loss = hard(classes, tags, torch.tensor(labels), gold)
    loss.backward()
    return {
        "logits": rounded(classes), "slots": rounded(tags[mask]), "loss": loss.item(),
        "gold": [row[row >= 0].tolist() for row in gold],
        "gradients": {name: rounded(p.grad) for name, p in parameters.items() if kept(name)},
    }


def bilstm() -> dict:
    tiny = read("tiny-bilstm.json")
    head = {
        "slot_classifier.weight": normal(SLOTS, tiny["sizes"]["width"], scale=0.7, dtype=torch.float32),
        "slot_classifier.bias": normal(SLOTS, scale=0.7, dtype=torch.float32),
    }
    head = {name: torch.tensor(rounded(t)).reshape(t.shape) for name, t in head.items()}
    lengths = torch.tensor([len(row) for row in tiny["ids"]])
    ids = nn.utils.rnn.pad_sequence([torch.tensor(row) for row in tiny["ids"]], batch_first=True)
    mask = torch.arange(ids.shape[1])[None] < lengths[:, None]
    poolings = {}
    for pooling in ["max", "mean", "last"]:
        p = {name: torch.tensor(w["data"]).reshape(w["shape"]) for name, w in tiny["weights"].items()} | head
        p = {name: t.clone().requires_grad_() for name, t in p.items()}
        size, units = p["embeddings.weight"].shape[1], p["lstm.weight_hh_l0"].shape[1]
        lstm = nn.LSTM(size, units, batch_first=True, bidirectional=True)
        own = {name: p[f"lstm.{name}"] if f"lstm.{name}" in p else torch.zeros(4 * units) for name, _ in lstm.named_parameters()}
        packed = pack_padded_sequence(p["embeddings.weight"][ids], lengths, batch_first=True, enforce_sorted=False)
        states, (ends, _) = torch.func.functional_call(lstm, own, (packed,))
        states = pad_packed_sequence(states, batch_first=True)[0]
        if pooling == "last":
            pooled = ends.transpose(0, 1).reshape(len(lengths), -1)
        elif pooling == "max":
            pooled = states.masked_fill(~mask[..., None], -torch.inf).max(1).values
        else:
            pooled = states.sum(1) / lengths[:, None]
        project = lambda x: gelu(x @ p["projection.weight"].T + p["projection.bias"], approximate="tanh")
        classes = project(pooled) @ p["classifier.weight"].T + p["classifier.bias"]
        tags = project(states) @ p["slot_classifier.weight"].T + p["slot_classifier.bias"]
        poolings[pooling] = told(p, classes, tags, mask, tiny["gold"], lambda name: True)
    return {"head": {name: {"shape": list(t.shape), "data": rounded(t)} for name, t in head.items()}, "poolings": poolings}


def bert() -> dict:
    tiny = read("tiny-bert.json")
    model = BertModel.from_pretrained(os.path.join(HERE, "tiny-bert"), attn_implementation="eager", dtype=torch.float32).eval()
    head = {name: torch.tensor(rows, dtype=torch.float32) for name, rows in tiny["classifier"].items()}
    slots = {"slot_classifier.weight": normal(SLOTS, 32, scale=0.2), "slot_classifier.bias": normal(SLOTS, scale=0.2)}
    slots = {name: torch.tensor(rounded(t), dtype=torch.float32).reshape(t.shape) for name, t in slots.items()}
    p = {name: t.clone().requires_grad_() for name, t in (head | slots).items()} | dict(model.named_parameters())
    ids, mask, types = [torch.tensor(tiny["inputs"][name]) for name in ("ids", "mask", "types")]
    states = model(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
    pooled = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    classes = pooled @ p["classifier.weight"].T + p["classifier.bias"]
    tags = states @ p["slot_classifier.weight"].T + p["slot_classifier.bias"]
    small = lambda name: not name.startswith("pooler.") and p[name].numel() <= 128
    kept = told(p, classes, tags, mask.bool(), tiny["labels"], small)
    return {"head": {name: {"shape": list(t.shape), "data": rounded(t)} for name, t in slots.items()}, "mean": kept}


golden = {"made_by": "test/golden/slots.py", "torch": torch.__version__.split("+")[0], "losses": losses(), "bilstm": bilstm(), "bert": bert()}
with open(os.path.join(HERE, "slots.json"), "w") as file:
    file.write("{\n" + ",\n".join(f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in golden.items()) + "\n}\n")
