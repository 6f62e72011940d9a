"""Compute the golden numbers of LSTMs, GRUs, stacks and truncated gradients with PyTorch in float64.

Run once, by hand, in the environment that make_goldens.py describes:

    torch-env/bin/python tests/rnn_core/goldens/make_stacks.py

Those of the GRU, in gru.npz, were made with torch 2.14.1, all others, in stacks.npz, with 2.13.0;
`make_stacks.py gru` makes the former alone.
Every number comes from loops of torch.nn.LSTMCell, GRUCell and RNNCell whose states keep their
gradients; torch.nn.LSTM, GRU and RNN must agree with them. The loss is Σ weight · h of the top
layer, for LSTMs + Σ weight_C · C_T of every layer. PyTorch's rows i, f, g, o become i, f, o, C~.
Those of a GRU, r, z, n, stay; of its bias_hh only the candidate's part is drawn and stored, since
that of r and z adds to bias_ih alone.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

Array = npt.NDArray[Any]

SHAPES = [  # T, B, D, H, layers
    (1, 1, 1, 1, 1),
    (1, 1, 4, 3, 1),
    (4, 1, 4, 1, 1),
    (4, 2, 1, 3, 1),
    (1, 3, 5, 2, 1),
    (7, 2, 5, 4, 1),
    (20, 1, 12, 8, 1),
    (6, 4, 7, 16, 1),
    (40, 2, 3, 4, 1),
    (5, 1, 3, 3, 2),
    (6, 3, 4, 2, 3),
    (3, 2, 2, 5, 4),
    (1, 1, 1, 1, 2),
]
TRUNCATIONS = [(1, 1), (3, 3), (3, 5), (1, 4), (5, 20), (20, 20)]  # k1, k2 over 20 steps
KINDS: dict[str, tuple[int, Any, Any]] = {  # rows of H, cell, stack of layers
    "lstm": (4, nn.LSTMCell, nn.LSTM),
    "rnn": (1, nn.RNNCell, nn.RNN),
    "gru": (3, nn.GRUCell, nn.GRU),
}
HERE = Path(__file__).parent


class Net:
    """Layers of torch cells with weights of one draw."""

    def __init__(self, kind: str, D: int, H: int, layers: int, g: Any) -> None:
        """Kind is "rnn", "lstm" or "gru"."""
        self.kind, self.H = kind, H
        rows, one, stack = KINDS[kind]
        rows *= H
        self.cells, self.whole = [], stack(D, H, layers).double()
        for layer in range(layers):
            cell = one(H if layer else D, H).double()
            with torch.no_grad():
                for name, parameter in cell.named_parameters():
                    shape = (rows,) if "bias" in name else parameter.shape
                    parameter.copy_(0.7 * torch.randn(*shape, generator=g, dtype=torch.float64))
                cell.bias_hh[: 2 * H if kind == "gru" else None].zero_()
                for name, parameter in cell.named_parameters():
                    getattr(self.whole, f"{name}_l{layer}").copy_(parameter)
            self.cells.append(cell)

    def loop(self, x: Any, h: list[Any], C: list[Any]) -> list[list[Any]]:
        """For every layer the states [h_0, C_0], [h_1, C_1], … and their gates, all with grads."""
        states: list[list[Any]] = [[(h_0, C_0)] for h_0, C_0 in zip(h, C, strict=True)]
        for below in x:
            for cell, past in zip(self.cells, states, strict=True):
                if self.kind == "lstm":
                    past.append(cell(below, past[-1]))
                    past[-1][1].retain_grad()
                else:
                    past.append((cell(below, past[-1][0]), past[-1][1]))
                past[-1][0].retain_grad()
                below = past[-1][0]
        return states

    def numbers(self, suffix: str, *, grad: bool) -> dict[str, Array]:
        """The weights or their gradients under our names and in our order."""
        found: dict[str, Array] = {}
        for layer, cell in enumerate(self.cells):
            w = {n: (p.grad if grad else p.detach()).numpy() for n, p in cell.named_parameters()}
            if self.kind == "lstm":
                i, f, g, o = np.split(np.arange(4 * self.H), 4)
                order = np.concatenate([i, f, o, g])
                W = np.hstack([w["weight_hh"], w["weight_ih"]])[order]
                named = {"W": W, "b": w["bias_ih"][order]}
            elif self.kind == "gru":
                named = {"W_x": w["weight_ih"], "W_h": w["weight_hh"], "b_x": w["bias_ih"]}
                named["b_hn"] = w["bias_hh"][2 * self.H :]
            else:
                named = {"W_xh": w["weight_ih"], "W_hh": w["weight_hh"], "b_h": w["bias_ih"]}
            found |= {f"{suffix}{name}.{layer}": value for name, value in named.items()}
        return found


def network_pass(kind: str, T: int, B: int, D: int, H: int, L: int, seed: int) -> dict[str, Array]:
    """Inputs, weights, states and total derivatives of one stack, as NumPy arrays."""
    g = torch.Generator().manual_seed(seed)

    def draw(*shape: int) -> Any:
        return torch.randn(*shape, generator=g, dtype=torch.float64).requires_grad_()

    net = Net(kind, D, H, L, g)
    x, h_0, C_0 = draw(T, B, D), draw(L, B, H), draw(L, B, H)
    weight, on_memory = draw(T, B, H).detach(), draw(L, B, H).detach()
    states = net.loop(x, list(h_0), list(C_0))
    h = torch.stack([torch.stack([h for h, _ in layer]) for layer in states])
    C = torch.stack([torch.stack([C for _, C in layer]) for layer in states])
    loss = (weight * h[-1, 1:]).sum()
    if kind == "lstm":
        loss = loss + (on_memory * C[:, -1]).sum()
    loss.backward()
    start = (h_0.detach(), C_0.detach()) if kind == "lstm" else h_0.detach()
    torch.testing.assert_close(net.whole(x, start)[0], h[-1, 1:], rtol=1e-12, atol=1e-12)

    def gradient(pair: int) -> Any:
        initial = (h_0.grad, C_0.grad)[pair]
        later = [torch.stack([now[pair].grad for now in layer[1:]]) for layer in states]
        return torch.stack([torch.cat([a[None], b]) for a, b in zip(initial, later, strict=True)])

    found = {"x": x, "h_0": h_0, "weight": weight, "h": h, "dx": x.grad, "dh": gradient(0)}
    if kind == "lstm":
        found |= {"C_0": C_0, "weight_C": on_memory, "C": C, "dC": gradient(1)}
    arrays = {name: value.detach().numpy() for name, value in found.items()}
    return arrays | net.numbers("", grad=False) | net.numbers("d", grad=True)


def truncated_pass(kind: str, seed: int) -> dict[str, Array]:
    """The summed gradients of chunks whose states are carried but cut from the graph."""
    T, B, D, H = 20, 2, 3, 4
    g = torch.Generator().manual_seed(seed)
    net = Net(kind, D, H, 1, g)
    x = torch.randn(T, B, D, generator=g, dtype=torch.float64)
    weight = torch.randn(T, B, H, generator=g, dtype=torch.float64)
    found = {"x": x.numpy(), "weight": weight.numpy(), **net.numbers("", grad=False)}
    zeros = torch.zeros(B, H, dtype=torch.float64)
    whole = net.loop(x, [zeros], [zeros])[0]
    for k1, k2 in TRUNCATIONS:
        for cell in net.cells:
            cell.zero_grad()
        for start in range(0, T, k1):
            stop = min(start + k1, T)
            cut = max(0, stop - k2)
            h, C = (state.detach() for state in whole[cut])
            window = net.loop(x[cut:stop], [h], [C])[0]
            later = torch.stack([h for h, _ in window[start - cut + 1 :]])
            (weight[start:stop] * later).sum().backward()
        grads = net.numbers("d", grad=True)
        found |= {f"{k1}-{k2}/{name}": value.copy() for name, value in grads.items()}
    return found


def write(file: str, kinds: tuple[str, ...]) -> None:
    """Write the numbers of these kinds into a file beside this one; one vanilla layer stands in goldens.npz."""
    stored: Any = {}
    for seed, (T, B, D, H, L) in enumerate(SHAPES):
        for kind in kinds:
            if kind == "rnn" and L == 1:
                continue
            values = network_pass(kind, T, B, D, H, L, seed)
            stored |= {f"{kind}-T{T}-B{B}-D{D}-H{H}-L{L}/{n}": v for n, v in values.items()}
    for kind in kinds:
        values = truncated_pass(kind, 100)
        stored |= {f"truncated-{kind}/{name}": value for name, value in values.items()}
    np.savez_compressed(HERE / file, **stored)


if __name__ == "__main__":
    if "gru" not in sys.argv[1:]:
        write("stacks.npz", ("lstm", "rnn"))
    write("gru.npz", ("gru",))
