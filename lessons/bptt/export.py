"""The notebook and the table of a walk backwards."""

from collections.abc import Sequence

from lessons.bptt.model import Shown
from ui import export
from ui.export.notebook import Notebook, weights, word
from ui.export.table import as_csv

_LOSS = """\
T, V = len(inputs), len(vocabulary)

def softmax(y):
    e = np.exp(y - y.max())
    return e / e.sum()

"""

_RNN = (
    _LOSS
    + """\
def forward(W_xh, W_hh, b_h, W_hy, b_y):
    h, p = [np.zeros(len(b_h))], []
    for token in inputs:
        h.append(np.tanh(W_hh @ h[-1] + W_xh[:, token] + b_h))
        p.append(softmax(W_hy @ h[-1] + b_y))
    return np.array(h), np.array(p), -np.mean(np.log([p[t][targets[t]] for t in range(T)]))

weights = {"W_xh": W_xh, "W_hh": W_hh, "b_h": b_h, "W_hy": W_hy, "b_y": b_y}
h, p, loss = forward(**weights)
states = h[1:]

# Backwards, one factor at a time.
dL_dy = (p - np.eye(V)[targets]) / T
from_loss, from_future, dL_dh, dL_da, shares = [np.zeros_like(states) for _ in range(4)] + [[]]
running, total = [], 0
for t in reversed(range(T)):
    from_loss[t] = W_hy.T @ dL_dy[t]
    if t + 1 < T and not immediate:
        from_future[t] = W_hh.T @ dL_da[t + 1]
    dL_dh[t] = from_loss[t] + from_future[t]
    dL_da[t] = dL_dh[t] * (1 - states[t] ** 2)
    share = {
        "W_hh": lambda: np.outer(dL_da[t], h[t]),
        "W_xh": lambda: np.outer(dL_da[t], np.eye(V)[inputs[t]]),
        "W_hy": lambda: np.outer(dL_dy[t], states[t]),
    }[matrix]()
    total = total + share
    shares.insert(0, share)
    running.insert(0, total)
"""
)

_LSTM = (
    _LOSS
    + """\
H = len(b) // 4
sigma = lambda a: 1 / (1 + np.exp(-a))

def forward(W, b, W_hy, b_y):
    h, C, gates, p = [np.zeros(H)], [np.zeros(H)], [], []
    for token in inputs:
        i, f, o, new = (W @ np.concatenate([h[-1], np.eye(V)[token]]) + b).reshape(4, H)
        i, f, o, new = sigma(i), sigma(f), sigma(o), np.tanh(new)
        C.append(f * C[-1] + i * new)
        h.append(o * np.tanh(C[-1]))
        gates.append((i, f, o, new))
        p.append(softmax(W_hy @ h[-1] + b_y))
    loss = -np.mean(np.log([p[t][targets[t]] for t in range(T)]))
    return np.array(h), np.array(C), np.array(gates), np.array(p), loss

weights = {"W": W, "b": b, "W_hy": W_hy, "b_y": b_y}
h, C, gates, p, loss = forward(**weights)
states = h[1:]

# Backwards, one factor at a time.
dL_dy = (p - np.eye(V)[targets]) / T
from_loss, from_future, dL_dh, dL_dC = [np.zeros((T, H)) for _ in range(4)]
dL_da, shares, running, total = np.zeros((T, 4, H)), [], [], 0
for t in reversed(range(T)):
    i, f, o, new = gates[t]
    squashed, along = np.tanh(C[t + 1]), np.zeros(H)
    from_loss[t] = W_hy.T @ dL_dy[t]
    if t + 1 < T and not immediate:
        from_future[t] = W[:, :H].T @ dL_da[t + 1].ravel()
        along = gates[t + 1][1] * dL_dC[t + 1]
    dL_dh[t] = from_loss[t] + from_future[t]
    dL_dC[t] = dL_dh[t] * o * (1 - squashed**2) + along
    dL_da[t, 0] = dL_dC[t] * new * i * (1 - i)
    dL_da[t, 1] = dL_dC[t] * C[t] * f * (1 - f)
    dL_da[t, 2] = dL_dh[t] * squashed * o * (1 - o)
    dL_da[t, 3] = dL_dC[t] * i * (1 - new**2)
    share = np.outer(dL_da[t, ("W_i", "W_f", "W_o", "W_C").index(matrix)], h[t])
    total = total + share
    shares.insert(0, share)
    running.insert(0, total)
"""
)

_DIFFERENCES = """

# How the loss really changes when one weight of the matrix moves a little.
def moved(row, column, by):
    changed = {name: array.copy() for name, array in weights.items()}
    if matrix in changed:
        changed[matrix][row, column] += by
    else:
        changed["W"][("W_i", "W_f", "W_o", "W_C").index(matrix) * H + row, column] += by
    return forward(**changed)[-1]

rows, columns = finite_places
finite_differences = np.array([
    [(4 * (moved(i, j, 1e-3) - moved(i, j, -1e-3)) / 2e-3
      - (moved(i, j, 2e-3) - moved(i, j, -2e-3)) / 4e-3) / 3 for j in columns] for i in rows
])
gap = np.abs(running[0][np.ix_(rows, columns)] - finite_differences).max()
print("loss", loss, "· largest gap to the finite differences", gap)
if not immediate:
    assert gap <= 1e-6 * max(np.abs(finite_differences).max(), 1e-9), gap
assert np.allclose(np.sum(shares, axis=0), running[0], rtol=1e-12, atol=1e-15)
"""


def offer(slug: str, shown: Shown) -> None:
    """The downloads of a page that shows a walk."""
    export.offer(slug, lambda: notebook(shown), lambda: table(shown))


def notebook(shown: Shown) -> Notebook:
    """Recomputes the walk by hand: forward, every factor, the shares, the finite differences."""
    b = shown.walk
    given = {
        **weights(b.run.model),
        **word(b.run, shown.vocabulary),
        "matrix": b.matrix,
        "immediate": b.immediate,
        "finite_places": tuple(list(range(n)) for n in shown.numeric.shape),
    }
    return Notebook(
        given=given,
        functions=(),
        code=(_LSTM if b.memory else _RNN) + _DIFFERENCES,
        shown={
            "states": b.run.trace.h[1:, 0],
            "p": b.run.p[:, 0],
            "dL_dy": b.dy,
            "from_loss": b.from_loss,
            "from_future": b.from_future,
            "dL_dh": b.dh,
            "dL_da": b.da,
            "shares": b.shares,
            "running": b.running,
        },
    )


def table(shown: Shown) -> str:
    """The walk as CSV: one row a step, its states and gradients, its share of every entry."""
    b, vocabulary = shown.walk, shown.vocabulary
    if b.run.targets is None or b.run.losses is None:
        raise ValueError("run.targets: expected the word's next symbols, got None")
    T, units = b.dh.shape
    entries = [f"share[{i + 1},{j + 1}]" for i in range(b.total.shape[0]) for j in range(b.total.shape[1])]
    pre = [f"{name}" for name in ("dL/dai", "dL/daf", "dL/dao", "dL/daC")] if b.memory else ["dL/da"]
    vectors = [
        ("h", units),
        ("dL/dh from loss", units),
        ("dL/dh from future", units),
        ("dL/dh", units),
        *((name, units) for name in pre),
    ]
    rows: list[Sequence[object]] = [
        ["t", "input", "target", "loss"]
        + [f"dL/dy[{symbol}]" for symbol in vocabulary.symbols]
        + [f"{name}[{i + 1}]" for name, count in vectors for i in range(count)]
        + entries
    ]
    for t in range(T):
        numbers = [
            *b.dy[t],
            *b.run.trace.h[t + 1, 0],
            *b.from_loss[t],
            *b.from_future[t],
            *b.dh[t],
            *b.da[t].ravel(),
            *b.shares[t].ravel(),
        ]
        symbols = (int(tokens[t, 0]) for tokens in (b.run.x, b.run.targets))
        rows.append(
            [t + 1, *(vocabulary.symbols[k] for k in symbols), repr(float(b.run.losses[t, 0]))]
            + [repr(float(number)) for number in numbers]
        )
    return as_csv(rows)
