"""Patient knowledge distillation in float64 PyTorch: the by-hand checks of arXiv 1908.09355's losses and a random batch.

    python3 pkd.py                needs: torch 2.13

Three forms of one loss meet here:
  paper  sums over the batch; soft cross-entropy without T^2; sum of squared distances of the normalised vectors
  code   what the authors' release computes: CE mean, KL * T^2 averaged over batch and classes, element mean of the squares
  ours   CE mean, KL * T^2 averaged over the batch, squared distance of a pair averaged over examples and layers
"""

import json
import os

import torch
from torch.nn.functional import cross_entropy, kl_div, log_softmax, normalize, softmax

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
T = torch.tensor


def squared_distances(student: torch.Tensor, teacher: torch.Tensor, normalised: bool) -> torch.Tensor:
    """[B, M, d] twice -> [B, M]; a vector is normalised over d."""
    if normalised:
        student, teacher = normalize(student, dim=-1, eps=0.0), normalize(teacher, dim=-1, eps=0.0)
    return ((student - teacher) ** 2).sum(-1)


def patience(student: torch.Tensor, teacher: torch.Tensor, normalised: bool) -> dict:
    pairs = squared_distances(student, teacher, normalised)
    return {
        "pairs": pairs.tolist(), "paper_sum": pairs.sum().item(), "ours_mean": pairs.mean().item(),
        "code_element_mean": (pairs.sum() / student.numel()).item(),
    }


def soft(student: torch.Tensor, teacher: torch.Tensor, temperature: float) -> dict:
    """Logits [B, C] twice. Soft cross-entropy is summed, KL averaged over the batch."""
    log_s, p_t = log_softmax(student / temperature, -1), softmax(teacher / temperature, -1)
    kl = kl_div(log_s, p_t, reduction="batchmean")
    return {"soft_ce_sum": -(p_t * log_s).sum(), "kl": kl, "kl_t2": kl * temperature**2, "code": kl * temperature**2 / student.shape[-1]}


def by_hand() -> dict:
    student = T([[[3.0, 4, 0], [1, 0, 0]]], requires_grad=True)  # one example, two layers
    teacher = T([[[4.0, 3, 0], [0, 0, 2]]], requires_grad=True)
    squared_distances(student, teacher.detach(), True).sum().backward()
    gradient = student.grad.tolist()
    assert teacher.grad is None
    with torch.no_grad():
        values = {"normalised": patience(student, teacher, True), "raw": patience(student, teacher, False)}
        scaled = [
            {"student_times": a, "teacher_times": b, "pairs": squared_distances(a * student, b * teacher, True).tolist()}
            for a, b in [(7.0, 1.0), (1.0, 0.1), (7.0, 0.1)]
        ]
    return {
        "student": student.tolist(), "teacher": teacher.tolist(), **values, "scaled": scaled,
        "gradient_of_paper_sum_normalised": gradient,
    }


def soft_table() -> dict:
    student, teacher, labels = T([[1.0, 2]]), T([[2.0, 0]]), T([0])
    rows = []
    for temperature in [1.0, 2.0, 5.0]:
        s = student.clone().requires_grad_()
        values = soft(s, teacher, temperature)
        values["kl_t2"].backward()
        rows.append({
            "temperature": temperature, "teacher_softmax": softmax(teacher / temperature, -1).tolist(),
            "student_softmax": softmax(student / temperature, -1).tolist(),
            **{k: v.item() for k, v in values.items()}, "gradient_of_kl_t2": s.grad.tolist(),
        })
    return {"student": student.tolist(), "teacher": teacher.tolist(), "labels": labels.tolist(),
            "ce": cross_entropy(student, labels).item(), "rows": rows}


def total(hand: dict, table: dict) -> dict:
    """alpha 0.5, T = 2, beta 10. Over d = 3 elements beta weighs as beta' = beta / 3 on the mean distance of a pair."""
    alpha, beta = 0.5, 10.0
    row, distance = table["rows"][1], hand["normalised"]
    mix = lambda soft_loss, weight, patience_loss: (1 - alpha) * table["ce"] + alpha * soft_loss + weight * patience_loss
    return {
        "alpha": alpha, "temperature": 2.0, "beta": beta, "beta_prime": beta / 3,
        "paper": mix(row["soft_ce_sum"], beta, distance["paper_sum"]),
        "code": mix(row["code"], beta, distance["code_element_mean"]),
        "ours": mix(row["kl_t2"], beta / 3, distance["ours_mean"]),
    }


def random_batch() -> dict:
    b, m, d, c, alpha, temperature, beta_prime = 5, 2, 8, 3, 0.3, 4.0, 0.65
    random = torch.Generator().manual_seed(17)
    draw = lambda *shape: (2 * torch.randn(*shape, generator=random)).round(decimals=4)  # exact in JSON
    inputs = {"student_logits": draw(b, c), "teacher_logits": draw(b, c), "student_hidden": draw(b, m, d), "teacher_hidden": draw(b, m, d)}
    labels = T([2, 0, 1, 1, 0])
    cases = []
    for normalised in [True, False]:
        s, h = (inputs[k].clone().requires_grad_() for k in ["student_logits", "student_hidden"])
        ce = cross_entropy(s, labels)
        kl_t2 = soft(s, inputs["teacher_logits"], temperature)["kl_t2"]
        distance = squared_distances(h, inputs["teacher_hidden"], normalised).mean()
        loss = (1 - alpha) * ce + alpha * kl_t2 + beta_prime * distance
        loss.backward()
        cases.append({
            "normalised": normalised, "ce": ce.item(), "kl_t2": kl_t2.item(), "patience": distance.item(), "loss": loss.item(),
            "gradient_student_logits": s.grad.tolist(), "gradient_student_hidden": h.grad.tolist(),
        })
    return {"alpha": alpha, "temperature": temperature, "beta_prime": beta_prime, "labels": labels.tolist(),
            **{k: v.tolist() for k, v in inputs.items()}, "cases": cases}


def masked_mean() -> dict:
    states, mask = T([[[1.0, 2], [3, 6], [100, 100]]]), T([[1.0, 1, 0]])
    return {"states": states.tolist(), "mask": mask.tolist(),
            "value": ((states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)).tolist()}


def schedule() -> dict:
    """Linear warm-up over 10 % of the steps, then linear decay from the peak to 0, through torch's own scheduler."""
    steps, warm, peak = 100, 10, 5e-5
    factor = lambda step: step / warm if step < warm else (steps - step) / (steps - warm)
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=peak)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    rates = []
    for _ in range(steps + 1):
        rates.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()
    return {"steps": steps, "warmup_steps": warm, "peak": peak, "rates": rates}  # rates[k] is the rate at step k = 0..100


def agrees_with_the_paper_sheet(golden: dict) -> None:
    """The published by-hand figures, to the digits they are printed with."""
    near = lambda value, expected, digits=6: torch.testing.assert_close(T(value), T(expected), rtol=0, atol=0.51 * 10**-digits)
    hand, table, sums = golden["patience"], golden["soft"], golden["total"]
    near(hand["normalised"]["pairs"], [[0.08, 2.0]])
    near(hand["normalised"]["paper_sum"], 2.08)
    near(hand["normalised"]["ours_mean"], 1.04)
    near(hand["normalised"]["code_element_mean"], 0.346667)
    near(hand["raw"]["pairs"], [[2.0, 5.0]])
    near(hand["raw"]["code_element_mean"], 1.166667)
    near(hand["gradient_of_paper_sum_normalised"][0][0], [-0.0896, 0.0672, 0.0])
    for scaled in hand["scaled"]:
        near(scaled["pairs"], [[0.08, 2.0]])
    near(table["ce"], 1.313262)
    for row, expected in zip(table["rows"], [[1.194059, 0.828725, 0.828725, 0.414362], [0.839606, 0.257403, 1.029613, 0.514806], [0.717876, 0.044336, 1.108405, 0.554203]]):
        near([row["soft_ce_sum"], row["kl"], row["kl_t2"], row["code"]], expected)
    near(table["rows"][1]["gradient_of_kl_t2"], [[-0.707036, 0.707036]])
    near(sums["paper"], 21.876434)
    near(sums["code"], 4.380701)
    near(golden["masked_mean"]["value"], [[2.0, 4.0]])
    rates = golden["schedule"]["rates"]
    near([rates[0], rates[5], rates[10], rates[50], rates[100]], [0.0, 2.5e-5, 5e-5, 2.7778e-5, 0.0], 9)


def main() -> None:
    hand, table = by_hand(), soft_table()
    golden = {
        "made_by": "test/golden/pkd.py",
        "source": f"torch {torch.__version__.split('+')[0]}, float64; formulas of arXiv 1908.09355",
        "patience": hand, "soft": table, "total": total(hand, table), "random_batch": random_batch(),
        "masked_mean": masked_mean(), "schedule": schedule(),
    }
    agrees_with_the_paper_sheet(golden)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pkd.json")
    with open(path, "w") as file:
        file.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in golden.items()) + "\n}\n")


main()
