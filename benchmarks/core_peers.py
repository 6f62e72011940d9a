"""The same task done by others: PyTorch in two ways, a plain NumPy loop, bare products.

Each function takes our network and returns what one call of the peer does with the same weights.
"""

import importlib
import importlib.util
from collections.abc import Callable
from typing import Any

import numpy as np

from rnn_core.activations import sigmoid, softmax
from rnn_core.cells.lstm import LSTMParams
from rnn_core.model import Model
from rnn_core.types import Array, Tokens

torch: Any = importlib.import_module("torch") if importlib.util.find_spec("torch") else None

Task = Callable[[], object]


def torch_version() -> str:
    """Which PyTorch there is, empty for none."""
    return f"PyTorch {torch.__version__}" if torch is not None else ""


def naive(net: Model, x: Tokens, targets: Tokens, *, back: bool) -> Task:
    """A loop over plain expressions on columns, as most tutorials write it."""
    cell: Any = net.cell
    D, H, (T, B) = cell.n_inputs, cell.n_hidden, x.shape
    W = cell.W if cell.has_memory else np.hstack([cell.W_hh, cell.W_xh])
    b = (cell.b if cell.has_memory else cell.b_h)[:, np.newaxis]
    W_hy, b_y = net.readout.W_hy, net.readout.b_y[:, np.newaxis]
    columns = np.arange(B)

    def task() -> object:
        h = C = np.zeros((H, B), W.dtype)
        kept: list[tuple[Any, ...]] = []
        gates: tuple[Any, ...] = ()
        loss = 0.0
        for t in range(T):
            one_hot = np.zeros((D, B), W.dtype)
            one_hot[x[t], columns] = 1
            z = np.vstack([h, one_hot])
            a = W @ z + b
            if cell.has_memory:
                i, f, o = (sigmoid(a[k * H : (k + 1) * H]) for k in range(3))
                g = np.tanh(a[3 * H :])
                C_prev, C = C, f * C + i * g
                tanh_C = np.tanh(C)
                h, gates = o * tanh_C, (i, f, o, g, C_prev, tanh_C)
            else:
                h = np.tanh(a)
            p = softmax((W_hy @ h + b_y).T).T
            loss -= np.log(p[targets[t], columns]).sum()
            kept.append((z, gates, h, p))
        if not back:
            return loss
        dW, db, dW_hy, db_y = (np.zeros_like(one) for one in (W, b, W_hy, b_y))
        dh_next = dC_next = np.zeros((H, B), W.dtype)
        for t in reversed(range(T)):
            z, gates, h, p = kept[t]
            dy = p.copy()
            dy[targets[t], columns] -= 1
            dy /= T * B
            dW_hy += dy @ h.T
            db_y += dy.sum(1, keepdims=True)
            dh = W_hy.T @ dy + dh_next
            if gates:
                i, f, o, g, C_prev, tanh_C = gates
                dC = dh * o * (1 - tanh_C**2) + dC_next
                da = np.vstack([dC * g * i * (1 - i), dC * C_prev * f * (1 - f),
                                dh * tanh_C * o * (1 - o), dC * i * (1 - g * g)])  # fmt: skip
                dC_next = dC * f
            else:
                da = dh * (1 - h * h)
            dW += da @ z.T
            db += da.sum(1, keepdims=True)
            dh_next = W[:, :H].T @ da
        return dW

    return task


def bare(net: Model, x: Tokens, *, back: bool) -> Task:
    """The products, tanh and exp of the task and nothing else, into arrays made before."""
    cell: Any = net.cell
    (T, B), H, V = x.shape, cell.n_hidden, len(net.readout.W_hy)
    n = 4 if cell.has_memory else 1
    dtype = cell.dtype
    W = np.ones((H, n * H), dtype) * 0.01
    W_T, W_hy = W.T.copy(), net.readout.W_hy
    h, a, out = np.ones((B, H), dtype), np.ones((B, n * H), dtype), np.empty((B, n * H), dtype)
    rows, state = np.ones((T * B, n * H), dtype), np.ones((T * B, H), dtype)
    logits, dW, dW_hy = (np.empty((T * B, V), dtype), np.empty((n * H, H), dtype), np.empty_like(W_hy))
    tanh_C, dh, d_state = np.empty((B, H), dtype), np.empty((B, H), dtype), np.empty_like(state)

    def task() -> object:
        for _ in range(T):
            h.dot(W, out)
            np.tanh(a, out)
            if cell.has_memory:
                np.tanh(h, tanh_C)
        state.dot(W_hy.T, logits)
        np.exp(logits, logits)
        if back:
            logits.dot(W_hy, d_state)
            for _ in range(T):
                a.dot(W_T, dh)
            rows.T.dot(state, dW)
            logits.T.dot(state, dW_hy)
        return logits

    return task


def _modules(net: Model) -> tuple[Any, Any, Any]:
    """A torch layer, a torch cell and a torch readout of these sizes and this dtype."""
    torch.set_num_threads(1)
    kind = ("LSTM" if isinstance(net.cell, LSTMParams) else "RNN", net.cell.dtype.name)
    D, H, dtype = net.cell.n_inputs, net.cell.n_hidden, getattr(torch, kind[1])
    layer = getattr(torch.nn, kind[0])(D, H, dtype=dtype)
    cell = getattr(torch.nn, f"{kind[0]}Cell")(D, H, dtype=dtype)
    return layer, cell, torch.nn.Linear(H, len(net.readout.W_hy), dtype=dtype)


def _inputs(net: Model, x: Tokens, targets: Tokens) -> tuple[Any, Any]:
    """One-hot vectors (T, B, D) and flat targets as tensors, made outside the clock."""
    one_hot: Array = np.eye(net.cell.n_inputs, dtype=net.cell.dtype)[x]
    return torch.from_numpy(one_hot), torch.from_numpy(targets.ravel())


def torch_nn(net: Model, x: Tokens, targets: Tokens, *, back: bool) -> Task:
    """torch.nn.RNN or LSTM with a Linear readout; forward alone in inference mode."""
    layer, _, readout = _modules(net)
    vectors, answers = _inputs(net, x, targets)
    weights = [*layer.parameters(), *readout.parameters()]

    def loss() -> Any:
        return torch.nn.functional.cross_entropy(readout(layer(vectors)[0]).flatten(0, 1), answers)

    def forward() -> object:
        with torch.inference_mode():
            return loss()

    return (lambda: torch.autograd.grad(loss(), weights)) if back else forward


def torch_loop(net: Model, x: Tokens, targets: Tokens, *, back: bool) -> Task:
    """A loop of torch cells; backward keeps the gradient of every state and takes its norm."""
    _, cell, readout = _modules(net)
    vectors, answers = _inputs(net, x, targets)
    weights = [*cell.parameters(), *readout.parameters()]
    memory = isinstance(net.cell, LSTMParams)

    def states() -> tuple[Any, list[Any]]:
        found: list[Any] = []
        kept: list[Any] = []
        state: Any = None
        for x_t in vectors:
            state = cell(x_t, state)
            found.append(state[0] if memory else state)
            kept += state if memory else [state]
        y = readout(torch.stack(found)).flatten(0, 1)
        return torch.nn.functional.cross_entropy(y, answers), kept

    def forward() -> object:
        with torch.inference_mode():
            return states()

    def backward() -> object:
        for weight in weights:
            weight.grad = None
        loss, kept = states()
        for state in kept:
            state.retain_grad()
        loss.backward()
        return [state.grad.norm() for state in kept]

    return backward if back else forward
