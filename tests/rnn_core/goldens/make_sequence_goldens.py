"""Compute the golden numbers of vision, masks and sequence to sequence; see make_goldens.py.

    torch-env/bin/python tests/rnn_core/goldens/make_sequence_goldens.py

Every number comes from PyTorch in float64: nn.Conv2d, nn.BatchNorm2d, nn.Embedding, nn.LSTM and
nn.RNN with packed sequences, softmax attention by torch operations, cross_entropy with
ignore_index, and autograd.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

Array = npt.NDArray[Any]
HERE = Path(__file__).parent
torch.set_default_dtype(torch.float64)


def vision() -> dict[str, Any]:
    """Images, the weights of two normalized convolutions and two linear layers, what they give."""
    torch.manual_seed(0)
    found: dict[str, Any] = {"images": torch.randn(3, 3, 13, 10)}
    maps = found["images"]
    for k, (n_in, n_out, size, stride, padding) in enumerate([(3, 5, 3, 2, 1), (5, 4, 2, 1, 0)]):
        convolution = nn.Conv2d(n_in, n_out, size, stride, padding)
        norm = nn.BatchNorm2d(n_out).eval()
        for tensor in (norm.weight, norm.bias, norm.running_mean):
            nn.init.normal_(tensor)
        nn.init.uniform_(norm.running_var, 0.3, 2.0)
        found[f"a{k}"] = convolution(maps)
        maps = found[f"map{k}"] = norm(found[f"a{k}"]).relu()
        found |= {f"W{k}": convolution.weight, f"b{k}": convolution.bias}
        found |= {f"gamma{k}": norm.weight, f"beta{k}": norm.bias}
        found |= {f"mean{k}": norm.running_mean, f"variance{k}": norm.running_var}
    dense, last = nn.Linear(maps[0].numel(), 6), nn.Linear(6, 4)
    found |= {"W6": dense.weight, "b6": dense.bias, "W7": last.weight, "b7": last.bias}
    found["vectors"] = dense(maps.flatten(1)).relu()
    found["scores"] = last(found["vectors"])
    return found


def draw(*shape: int, scale: float = 0.5) -> Any:
    """A leaf with normally distributed numbers."""
    return (scale * torch.randn(*shape)).requires_grad_()


def new_cell(kind: str, D: int, H: int) -> dict[str, Any]:
    """The weights of a cell in the layout of rnn_core."""
    if kind == "RNN":
        return {"W_xh": draw(H, D), "W_hh": draw(H, H), "b_h": draw(H)}
    return {"W": draw(4 * H, H + D), "b": draw(4 * H)}


def read(cell: dict[str, Any], x: Any, lengths: Any, states: tuple[Any, ...] = ()) -> Any:
    """(h (T, B, H), last states) of nn.RNN or nn.LSTM over packed sequences x (T, B, D)."""
    D = x.shape[2]
    if "W" in cell:
        i, f, o, g = cell["W"].chunk(4)
        W = torch.cat([i, f, g, o])
        b_i, b_f, b_o, b_g = cell["b"].chunk(4)
        H = len(b_i)
        module: Any = nn.LSTM(D, H)
        weights = W[:, H:], W[:, :H], torch.cat([b_i, b_f, b_g, b_o])
    else:
        H = len(cell["b_h"])
        module = nn.RNN(D, H)
        weights = cell["W_xh"], cell["W_hh"], cell["b_h"]
    bound = {f"{name}_l0": w for name, w in zip(("weight_ih", "weight_hh", "bias_ih"), weights, strict=True)}
    bound["bias_hh_l0"] = torch.zeros_like(bound["bias_ih_l0"])
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
    given = tuple(state[None] for state in states)
    start = () if not given else (given[0],) if len(given) == 1 else (given,)
    out, last = torch.func.functional_call(module, bound, (packed, *start))
    h, _ = nn.utils.rnn.pad_packed_sequence(out, total_length=len(x))
    last = last if isinstance(last, tuple) else (last,)
    return h, tuple(state[0] for state in last)


def turned(x: Any, lengths: Any) -> Any:
    """Each sequence backwards within its length."""
    return torch.stack([torch.cat([x[:n, b].flip(0), x[n:, b]]) for b, n in enumerate(lengths.tolist())], 1)


def finished(loss: Any, leaves: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Everything found, with the weights and their gradients (as dNAME)."""
    loss.backward()
    found |= {"loss": loss, **leaves}
    return found | {f"d{name}": leaf.grad for name, leaf in leaves.items()}


def named(prefix: str, cell: dict[str, Any]) -> dict[str, Any]:
    """A cell's weights by dotted name."""
    return {f"{prefix}.{name}": leaf for name, leaf in cell.items()}


def mean_loss(y: Any, targets: Any, mask: Any) -> Any:
    """Cross-entropy over the places of the mask."""
    wanted = torch.where(mask, targets, -100)
    return nn.functional.cross_entropy(y.flatten(0, 1), wanted.flatten(), ignore_index=-100)


def seq2seq(kind: str, seed: int, *, both: bool, attends: bool) -> dict[str, Any]:
    """A whole pass from source to gradients."""
    torch.manual_seed(seed)
    n_read, T, B, D, V, n_source = ((6, 5, 3, 4, 7, 5), (1, 1, 1, 2, 3, 2), (4, 7, 2, 1, 5, 6), (9, 2, 3, 2, 2, 3))[
        seed
    ]
    H = 2 if seed == 3 else 6
    source, x = torch.randint(n_source, (n_read, B)), torch.randint(V, (T, B))
    lengths, n_answer = torch.randint(1, n_read + 1, (B,)), torch.randint(1, T + 1, (B,))
    lengths[0], n_answer[-1] = n_read, T
    targets, mask = torch.randint(V, (T, B)), torch.arange(T)[:, None] < n_answer
    ahead, back = new_cell(kind, D, H // 2 if both else H), new_cell(kind, D, H // 2)
    cell = new_cell(kind, D, H)
    leaves = {"encoder.E": draw(n_source, D, scale=1), "E": draw(V, D, scale=1)}
    leaves |= named("encoder.ahead", ahead) | named("decoder.cell", cell)
    W_hy, b_y = draw(V, H, scale=1), draw(V)
    leaves |= {"decoder.readout.W_hy": W_hy, "decoder.readout.b_y": b_y}
    e = nn.functional.embedding(source, leaves["encoder.E"])
    s, last = read(ahead, e, lengths)
    if both:
        leaves |= named("encoder.back", back)
        s_back, last_back = read(back, turned(e, lengths), lengths)
        s = torch.cat([s, turned(s_back, lengths)], 2)
        last = tuple(torch.cat(pair, 1) for pair in zip(last, last_back, strict=True))
    everything = torch.full((B,), T)
    h, _ = read(cell, nn.functional.embedding(x, leaves["E"]), everything, last)
    found = {"source": source, "lengths": lengths, "x": x, "targets": targets, "mask": mask}
    found |= {"s": s, "h": h} | {f"last{k}": state for k, state in enumerate(last)}
    if attends:
        W_a, W_c, b_c = draw(H, H), draw(H, 2 * H), draw(H)
        names = ("W_a", "W_c", "b_c")
        leaves |= {f"decoder.attention.{n}": w for n, w in zip(names, (W_a, W_c, b_c), strict=True)}
        scores = torch.einsum("tbh,hk,jbk->tbj", h, W_a, s)
        outside = (torch.arange(n_read)[:, None] >= lengths).T
        alpha = scores.masked_fill(outside, -torch.inf).softmax(2)
        c = torch.einsum("tbj,jbk->tbk", alpha, s)
        h = nn.functional.linear(torch.cat([c, h], 2), W_c, b_c).tanh()
        found |= {"alpha": alpha, "c": c, "h_tilde": h}
    y = nn.functional.linear(h, W_hy, b_y)
    return finished(mean_loss(y, targets, mask), leaves, found | {"y": y})


def caption(kind: str, when: str) -> dict[str, Any]:
    """A whole pass from a vector to gradients."""
    torch.manual_seed(11)
    T, B, n_features, D, H, V = 5, 3, 7, 4, 5, 6
    v, x, targets = draw(B, n_features, scale=1), torch.randint(V, (T, B)), torch.randint(V, (T, B))
    mask = torch.arange(T)[:, None] < torch.tensor([5, 2, 4])
    cell, W_v, b_v, table = new_cell(kind, D, H), draw(D, n_features), draw(D), draw(V, D, scale=1)
    W_hy, b_y = draw(V, H, scale=1), draw(V)
    leaves = {"W_v": W_v, "b_v": b_v, "E": table, "v": v} | named("decoder.cell", cell)
    leaves |= {"decoder.readout.W_hy": W_hy, "decoder.readout.b_y": b_y}
    told, e = nn.functional.linear(v, W_v, b_v), nn.functional.embedding(x, table)
    inputs = torch.cat([told[None], e]) if when == "once" else e + told
    h, _ = read(cell, inputs, torch.full((B,), len(inputs)))
    y = nn.functional.linear(h[-T:], W_hy, b_y)
    found = {"x": x, "targets": targets, "mask": mask, "y": y}
    return finished(mean_loss(y, targets, mask), leaves, found)


def video(kind: str) -> dict[str, Any]:
    """A whole pass of two stacked cells from frames to gradients."""
    torch.manual_seed(13)
    n, T, B, n_features, D, n_word, H, n_second, V = 4, 5, 3, 7, 4, 3, 5, 6, 6
    v, x, targets = draw(n, B, n_features), torch.randint(V, (T, B)), torch.randint(V, (T, B))
    mask = torch.arange(T)[:, None] < torch.tensor([5, 2, 4])
    first, second = new_cell(kind, D, H), new_cell(kind, H + n_word, n_second)
    W_v, b_v, table = draw(D, n_features), draw(D), draw(V, n_word, scale=1)
    W_hy, b_y = draw(V, n_second, scale=1), draw(V)
    leaves = {"W_v": W_v, "b_v": b_v, "E": table, "v": v} | named("first", first)
    leaves |= named("second", second) | {"readout.W_hy": W_hy, "readout.b_y": b_y}
    seen = nn.functional.linear(v, W_v, b_v).relu()
    everything = torch.full((B,), n + T)
    h, _ = read(first, torch.cat([seen, torch.zeros(T, B, D)]), everything)
    said = torch.cat([torch.zeros(n, B, n_word), nn.functional.embedding(x, table)])
    h_2, _ = read(second, torch.cat([h, said], 2), everything)
    y = nn.functional.linear(h_2[n:], W_hy, b_y)
    found = {"x": x, "targets": targets, "mask": mask, "y": y, "h": h, "h_2": h_2}
    return finished(mean_loss(y, targets, mask), leaves, found)


def ragged(kind: str, asked: str) -> dict[str, Any]:
    """Sequences of different lengths with an embedding: all steps, the last one, or numbers."""
    torch.manual_seed(12)
    T, B, D, H, V, n_symbols = 6, 4, 3, 5, 4, 7
    lengths, x = torch.tensor([6, 1, 4, 3]), torch.randint(n_symbols, (T, B))
    steps = torch.arange(T)[:, None]
    mask = steps < lengths if asked == "all" else steps == lengths - 1
    cell, table, W_hy, b_y = new_cell(kind, D, H), draw(n_symbols, D, scale=1), draw(V, H), draw(V)
    leaves = named("cell", cell) | {"readout.W_hy": W_hy, "readout.b_y": b_y, "E": table}
    h, _ = read(cell, nn.functional.embedding(x, table), lengths)
    y = nn.functional.linear(h, W_hy, b_y)
    found = {"x": x, "mask": mask, "y": y, "lengths": lengths}
    if asked == "number":
        found["targets"] = torch.randn(T, B, V)
        loss = nn.functional.mse_loss(y[mask], found["targets"][mask])
    else:
        found["targets"] = torch.randint(V, (T, B))
        loss = mean_loss(y, found["targets"], mask)
    return finished(loss, leaves, found)


def main() -> None:
    """Write sequences.npz beside this file."""
    cases = {"vision": vision()}
    for kind in ("RNN", "LSTM"):
        for asked in ("all", "last", "number"):
            cases[f"ragged-{kind}-{asked}"] = ragged(kind, asked)
        cases[f"video-{kind}"] = video(kind)
        for when in ("once", "every step"):
            cases[f"caption-{kind}-{when}"] = caption(kind, when)
        for seed in range(4):
            for both in (False, True):
                for attends in (False, True):
                    name = f"seq2seq-{kind}-{seed}{'-both' * both}{'-attention' * attends}"
                    cases[name] = seq2seq(kind, seed, both=both, attends=attends)
    stored: Any = {
        f"{case}/{name}": value.detach().numpy() for case, found in cases.items() for name, value in found.items()
    }
    np.savez_compressed(HERE / "sequences.npz", **stored)


if __name__ == "__main__":
    main()
