"""The notebook and the table of a vanilla RNN, an LSTM and maybe a GRU, compared."""

from collections.abc import Sequence

from lessons.rnn_vs_lstm.all_pairs import LINES, AllPairs
from rnn_core.studies.gradient_comparison import Comparison
from rnn_core.weights import named
from ui import export, shipped, text_networks
from ui.export.notebook import Notebook
from ui.export.table import as_csv

_RECOMPUTE = """\
T, H = len(x), W.shape[0] // 4

def sigma(a):
    return 1 / (1 + np.exp(-a))

def backward(start, step):
    \"\"\"log10 of the norms at t = T ... 0; vectors keep length 1, so nothing underflows.\"\"\"
    vectors, lost, norms = start, 0.0, []
    for t in range(T, -1, -1):
        size = np.sqrt(sum(v @ v for v in vectors))
        lost, vectors = lost + np.log10(size), [v / size for v in vectors]
        norms.append(lost + np.log10(np.linalg.norm(vectors[0])))
        vectors = step(t - 1, *vectors) if t else vectors
    return np.array(norms[::-1])

# The vanilla RNN.
h = [np.zeros(len(W_hh))]
for x_t in x:
    h.append(np.tanh(W_hh @ h[-1] + W_xh @ x_t))
one = np.full(len(W_hh), len(W_hh) ** -0.5)
vanilla = backward([one], lambda t, g: [W_hh.T @ (g * (1 - h[t + 1] ** 2))])

# The LSTM: rows i, f, o, C~.
state, C, gates = np.zeros(H), [np.zeros(H)], []
for x_t in x:
    a = (W @ np.concatenate([state, x_t]) + b).reshape(4, H)
    gates.append(np.concatenate([sigma(a[:3]), np.tanh(a[3:])]))
    i, f, o, C_tilde = gates[-1]
    C.append(f * C[-1] + i * C_tilde)
    state = o * np.tanh(C[-1])

def into_memory(t, dh):
    return dh * gates[t][2] * (1 - np.tanh(C[t + 1]) ** 2)

def lstm_step(t, dC, dh):
    i, f, o, C_tilde = gates[t]
    da = np.concatenate([dC * C_tilde * i * (1 - i), dC * C[t] * f * (1 - f),
                         dh * np.tanh(C[t + 1]) * o * (1 - o), dC * i * (1 - C_tilde**2)])
    dh = W[:, :H].T @ da
    return [dC * f + (into_memory(t - 1, dh) if t else 0), dh]

end = np.full(H, H ** -0.5)
total = backward([into_memory(T - 1, end), end], lstm_step)
direct = backward([into_memory(T - 1, end)], lambda t, g: [g * gates[t][1]])
"""


_RECOMPUTE_GRU = """
# The GRU: rows r, z, n.
n = len(gru_b_hn)
state, past, gates = np.zeros(n), [], []
for x_t in x:
    from_x, from_h = (gru_W_x @ x_t + gru_b_x).reshape(3, n), (gru_W_h @ state).reshape(3, n)
    r, z = sigma(from_x[:2] + from_h[:2])
    m = from_h[2] + gru_b_hn
    candidate = np.tanh(from_x[2] + r * m)
    past.append(state)
    gates.append((r, z, m, candidate))
    state = (1 - z) * candidate + z * state

def gru_step(t, dh):
    r, z, m, candidate = gates[t]
    da = dh * (1 - z) * (1 - candidate**2)
    rows = np.concatenate([da * m * r * (1 - r), dh * (past[t] - candidate) * z * (1 - z), da * r])
    return [dh * z + gru_W_h.T @ rows]

pull = np.full(n, n ** -0.5)
gru = backward([pull], gru_step)
"""


def lines(comparison: Comparison) -> tuple[str, ...]:
    """The lines of the comparison that are exported."""
    return ("vanilla", "total", "direct", "gru") if comparison.grus else ("vanilla", "total", "direct")


def offer(slug: str, comparison: Comparison) -> None:
    """The downloads of a page that shows ``comparison``."""
    export.offer(slug, lambda: notebook(comparison), lambda: table(comparison))


def offer_pairs(slug: str, text: str, found: AllPairs, t: int) -> None:
    """The downloads of a page that shows all pairs and looks at the prediction after ``t``."""
    export.offer(slug, lambda: pairs_notebook(text, found, t), lambda: pairs_table(found))


_PAST = """\
def sigma(a):
    return 1 / (1 + np.exp(-a))

def weights(cell, *names):
    return [archives[cell][name].astype(float) for name in names]

def pull(h, W_hy, b_y):
    \"\"\"∂L_t/∂h_t of the chosen loss.\"\"\"
    y = W_hy @ h + b_y
    p = np.exp(y - y.max())
    p /= p.sum()
    p[targets[t - 1]] -= 1
    return W_hy.T @ p

def lengths(gradients):
    return np.array([np.linalg.norm(each) for each in gradients[::-1]])

archives = {cell: {name.split(":")[1]: stored[name] for name in stored if name.startswith(cell + ":")}
            for cell in ("rnn", "gru", "lstm")}

# The vanilla RNN.
W_xh, W_hh, b_h, W_hy, b_y = weights("rnn", "W_xh", "W_hh", "b_h", "W_hy", "b_y")
h = [np.zeros(len(b_h))]
for token in inputs[:t]:
    h.append(np.tanh(W_hh @ h[-1] + W_xh[:, token] + b_h))
dh = [pull(h[t], W_hy, b_y)]
for s in range(t, 1, -1):
    dh.append(W_hh.T @ (dh[-1] * (1 - h[s] ** 2)))
rnn = lengths(dh)

# The GRU: rows r, z, n.
W_x, W_h, b_x, b_hn, W_hy, b_y = weights("gru", "W_x", "W_h", "b_x", "b_hn", "W_hy", "b_y")
H = len(b_hn)
h, kept = [np.zeros(H)], [None]
for token in inputs[:t]:
    from_x, from_h = (W_x[:, token] + b_x).reshape(3, H), (W_h @ h[-1]).reshape(3, H)
    r, z = sigma(from_x[:2] + from_h[:2])
    m = from_h[2] + b_hn
    n = np.tanh(from_x[2] + r * m)
    kept.append((r, z, m, n))
    h.append((1 - z) * n + z * h[-1])
dh = [pull(h[t], W_hy, b_y)]
for s in range(t, 1, -1):
    r, z, m, n = kept[s]
    da = dh[-1] * (1 - z) * (1 - n**2)
    rows = np.concatenate([da * m * r * (1 - r), dh[-1] * (h[s - 1] - n) * z * (1 - z), da * r])
    dh.append(dh[-1] * z + W_h.T @ rows)
gru = lengths(dh)

# The LSTM: rows i, f, o, C~.
W, b, W_hy, b_y = weights("lstm", "W", "b", "W_hy", "b_y")
H = len(b) // 4
h, C, kept = [np.zeros(H)], [np.zeros(H)], [None]
for token in inputs[:t]:
    a = (W @ np.concatenate([h[-1], np.eye(W.shape[1] - H)[token]]) + b).reshape(4, H)
    i, f, o, C_tilde = *sigma(a[:3]), np.tanh(a[3])
    kept.append((i, f, o, C_tilde))
    C.append(f * C[-1] + i * C_tilde)
    h.append(o * np.tanh(C[-1]))
dh = [pull(h[t], W_hy, b_y)]
dC = [dh[0] * kept[t][2] * (1 - np.tanh(C[t]) ** 2)]
for s in range(t, 1, -1):
    i, f, o, C_tilde = kept[s]
    da = np.concatenate([dC[-1] * C_tilde * i * (1 - i), dC[-1] * C[s - 1] * f * (1 - f),
                         dh[-1] * np.tanh(C[s]) * o * (1 - o), dC[-1] * i * (1 - C_tilde**2)])
    dh.append(W[:, :H].T @ da)
    dC.append(dC[-1] * f + dh[-1] * kept[s - 1][2] * (1 - np.tanh(C[s - 1]) ** 2))
lstm, memory = lengths(dh), lengths(dC)
"""


def pairs_notebook(text: str, found: AllPairs, t: int) -> Notebook:
    """Recomputes by hand the column ``t`` of the pairs of each network, with the weights as they are stored."""
    read = text_networks.tokens(text).tolist()
    archives = {
        f"{cell}:{name.rpartition('.')[2]}": array
        for cell, file in text_networks.FILES.items()
        for name, array in shipped.stored(file, "1.").items()
    }
    return Notebook(
        given={"inputs": read[:-1], "targets": read[1:], "t": t},
        functions=(),
        code=_PAST,
        shown={name: found.lengths[name][:t, t - 1] for name in LINES},
        stored=archives,
    )


def pairs_table(found: AllPairs) -> str:
    """The lengths as CSV: a row for each pair (s, t)."""
    rows: list[Sequence[object]] = [["s", "state after", "t", "loss after", *LINES]]
    for t in range(1, found.T + 1):
        for s in range(1, t + 1):
            numbers = (repr(float(found.lengths[name][s - 1, t - 1])) for name in LINES)
            rows.append([s, found.symbols[s - 1], t, found.symbols[t - 1], *numbers])
    return as_csv(rows)


def notebook(comparison: Comparison) -> Notebook:
    """Recomputes the curves of the first networks by hand."""
    one, other = comparison.vanilla[0], comparison.lstms[0]
    given = {"W_xh": one.W_xh, "W_hh": one.W_hh, "W": other.W, "b": other.b, "x": comparison.x[:, 0]}
    if comparison.grus:
        given |= {f"gru_{name}": array for name, array in named(comparison.grus[0]).items()}
    return Notebook(
        given=given,
        functions=(),
        code=_RECOMPUTE + (_RECOMPUTE_GRU if comparison.grus else ""),
        shown={name: comparison.curve(name)[0] for name in lines(comparison)},
    )


def table(comparison: Comparison) -> str:
    """Decimal logarithms of the norms as CSV: a row for each time, a column for each network."""
    names = lines(comparison)
    pairs = range(comparison.setting.pairs)
    head = ["t", *(f"{name}[{n + 1}]" for name in names for n in pairs)]
    rows = (
        [t, *(repr(float(comparison.curve(name)[n, t])) for name in names for n in pairs)]
        for t in range(comparison.setting.steps + 1)
    )
    return as_csv([head, *rows])
