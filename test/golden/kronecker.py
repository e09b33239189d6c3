"""Kronecker products, their gradients, the nearest one to a matrix, and truncated SVD in float64 numpy, by numpy's own
kron and linalg.svd: neither our rearrangement nor our eigensolver takes part.

    python kronecker.py > kronecker.json        needs: numpy
"""

import json

import numpy as np

generator = np.random.default_rng(17)


def normal(*shape):
    """Few digits, so that float32 and the file hold the very same numbers."""
    return np.round(generator.standard_normal(shape) * 64) / 64


def listed(value):
    return value.tolist() if isinstance(value, np.ndarray) else value


def product(a, b, x, dy):
    """y = x Wᵀ for W = sum of kron(a_i, b_i), and the gradients of sum(dy * y)."""
    w = sum(np.kron(ai, bi) for ai, bi in zip(a, b))
    m2, n2 = b[0].shape
    dw = dy.T @ x  # [m1*m2, n1*n2]
    blocks = dw.reshape(a[0].shape[0], m2, a[0].shape[1], n2)
    return {
        "a": [listed(ai) for ai in a],
        "b": [listed(bi) for bi in b],
        "x": listed(x),
        "dy": listed(dy),
        "y": listed(x @ w.T),
        "dx": listed(dy @ w),
        "da": [listed(np.einsum("ikjl,kl->ij", blocks, bi)) for bi in b],
        "db": [listed(np.einsum("ikjl,ij->kl", blocks, ai)) for ai in a],
    }


def random_product(m1, n1, m2, n2, terms, rows):
    a = [normal(m1, n1) for _ in range(terms)]
    b = [normal(m2, n2) for _ in range(terms)]
    return product(a, b, normal(rows, n1 * n2), normal(rows, m1 * m2))


def triples(r, rank):
    u, s, v = np.linalg.svd(r, full_matrices=False)
    kept = sum(s[i] * np.outer(u[:, i], v[i]) for i in range(rank))
    return s, kept, {
        "rank": rank,
        "singular_values": listed(s),
        "residual": float(np.linalg.norm(r - kept)),
        "kept_energy": float((s[:rank] ** 2).sum() / (s**2).sum()),
    }


def nearest(w, a, b, terms):
    (m1, n1), (m2, n2) = a, b
    r = w.reshape(m1, m2, n1, n2).transpose(0, 2, 1, 3).reshape(m1 * n1, m2 * n2)
    _, kept, report = triples(r, terms)
    back = kept.reshape(m1, n1, m2, n2).transpose(0, 2, 1, 3).reshape(w.shape)
    return {"w": listed(w), "a": a, "b": b, **report, "product": listed(back)}


def low_rank(w, rank):
    _, kept, report = triples(w, rank)
    return {"w": listed(w), **report, "product": listed(kept)}


paper = product(
    [np.array([[1.0, 2], [3, 4]])],
    [np.array([[1.0, 0, -1], [2, 1, 0]])],
    np.array([[1.0, 2, 3, 4, 5, 6]]),
    np.array([[1.0, -1, 2, 0]]),
)
assert paper["y"] == [[-6, 30, -14, 64]] and paper["dx"] == [[5, -1, -7, 6, -2, -10]]
assert paper["da"] == [[[-6, -15], [-4, -4]]] and paper["db"] == [[[47, 64, 81], [-9, -12, -15]]]

counting = np.arange(1.0, 17).reshape(4, 4)
four = np.array([[2.0, 1, 0, 3], [1, 4, 1, 0], [0, 2, 5, 1], [3, 1, 2, 6]])
golden = {
    "made_by": "test/golden/kronecker.py",
    "source": f"numpy {np.__version__}, float64; the first product and the small matrices are hand-checkable",
    "products": [
        paper,
        random_product(4, 6, 2, 2, 1, 3),
        random_product(2, 3, 4, 5, 1, 3),
        random_product(3, 2, 2, 4, 3, 4),
        random_product(6, 5, 3, 2, 2, 2),
    ],
    "nearest": [
        nearest(counting, (2, 2), (2, 2), 1),
        *[nearest(four, (2, 2), (2, 2), r) for r in (1, 2, 3, 4)],
        nearest(normal(6, 8), (3, 4), (2, 2), 2),
        nearest(normal(6, 8), (2, 2), (3, 4), 3),
        nearest(normal(12, 6), (12, 2), (1, 3), 1),
        nearest(normal(6, 9), (1, 9), (6, 1), 4),
    ],
    "low_rank": [low_rank(normal(5, 9), 2), low_rank(normal(11, 4), 3), low_rank(normal(6, 6), 6)],
}
# One case a line, so that a change of one case is a change of one line.
lines = []
for key, value in golden.items():
    if isinstance(value, list):
        lines.append(f'"{key}": [\n' + ",\n".join(json.dumps(case) for case in value) + "\n]")
    else:
        lines.append(f'"{key}": {json.dumps(value)}')
print("{\n" + ",\n".join(lines) + "\n}")
