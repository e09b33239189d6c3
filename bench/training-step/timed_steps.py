"""The steps of PyTorch's sides: AdamW with decoupled decay of matrices, clipping to norm 1, one JSON line a step on stdout."""

import json
import time

import torch
import transformers


def timed_steps(parameters: list, loss_of, steps: int, warm_up: int, rate: float) -> None:
    """`loss_of()` is the forward pass; the time is that of a whole step, until its loss is known."""
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in parameters if p.dim() > 1], "weight_decay": 0.01},
            {"params": [p for p in parameters if p.dim() == 1], "weight_decay": 0.0},
        ],
        lr=rate,
    )
    version = f"torch {torch.__version__}, transformers {transformers.__version__}"
    if parameters[0].device.type == "cuda":
        version += f", {torch.cuda.get_device_name()}"
    for step in range(warm_up + steps):
        started = time.perf_counter()
        optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        value = loss.item()  # waits for the device
        seconds = time.perf_counter() - started
        line = {"side": "pytorch", "version": version, "step": step, "warm_up": step < warm_up, "seconds": seconds, "loss": value}
        print(json.dumps(line), flush=True)
