"""Compute the golden numbers with PyTorch in float64 and store them in goldens.npz.

Run once, by hand, in an environment of its own; the tests need only the stored file:

    python -m venv torch-env && torch-env/bin/pip install torch==2.13.0 numpy
    torch-env/bin/python tests/rnn_core/goldens/make_goldens.py

Every number comes from PyTorch: torch.nn.RNN (or an RNNCell loop where gradients of every h_t are
wanted), torch.nn.Linear, torch.nn.functional.cross_entropy, torch.optim.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

Array = npt.NDArray[Any]

SHAPES = [  # T, B, D = V, H
    (1, 1, 1, 1),
    (1, 1, 4, 3),
    (4, 1, 4, 3),
    (4, 1, 4, 1),
    (4, 2, 1, 3),
    (1, 3, 5, 2),
    (7, 2, 5, 4),
    (20, 1, 12, 8),
    (6, 4, 7, 16),
    (40, 2, 3, 4),
]
HERE = Path(__file__).parent


def network_pass(T: int, B: int, D: int, H: int, seed: int, *, tokens: bool) -> dict[str, Array]:
    """Inputs, weights, forward values and total derivatives of one network, as NumPy arrays."""
    g = torch.Generator().manual_seed(seed)

    def draw(*shape: int, scale: float = 0.6) -> Any:
        return (scale * torch.randn(*shape, generator=g, dtype=torch.float64)).requires_grad_()

    W_xh, W_hh, b_h = draw(H, D), draw(H, H), draw(H)
    W_hy, b_y, h_0 = draw(D, H, scale=1.5), draw(D), draw(B, H)
    targets = torch.randint(D, (T, B), generator=g)
    if tokens:
        x = torch.randint(D, (T, B), generator=g)
        vectors = nn.functional.one_hot(x, D).double()
    else:
        x = vectors = draw(T, B, D, scale=1.0)
    cell = nn.RNNCell(D, H, dtype=torch.float64)
    bound = {"weight_ih": W_xh, "weight_hh": W_hh, "bias_ih": b_h, "bias_hh": torch.zeros_like(b_h)}
    states = [h_0]
    for x_t in vectors:
        states.append(torch.func.functional_call(cell, bound, (x_t, states[-1])))
        states[-1].retain_grad()
    h = torch.stack(states)
    y = nn.functional.linear(h[1:], W_hy, b_y)
    y.retain_grad()
    losses = nn.functional.cross_entropy(y.flatten(0, 1), targets.flatten(), reduction="none")
    loss = losses.mean()
    loss.backward()

    whole = nn.RNN(D, H, dtype=torch.float64)
    bound_whole = {f"{name}_l0": value for name, value in bound.items()}
    h_whole, _ = torch.func.functional_call(whole, bound_whole, (vectors, h_0[None]))
    torch.testing.assert_close(h_whole, h[1:], rtol=1e-13, atol=1e-13)

    weights = {"W_xh": W_xh, "W_hh": W_hh, "b_h": b_h, "W_hy": W_hy, "b_y": b_y}
    found = {"x": x, "h_0": h_0, "targets": targets, **weights}
    found |= {"h": h, "y": y, "p": y.softmax(-1), "loss": loss}
    found["losses"] = losses.reshape(T, B)
    found |= {f"d{name}": weight.grad for name, weight in weights.items()}
    found |= {"dy": y.grad, "dh": torch.stack([state.grad for state in states])}
    if not tokens:
        found["dx"] = x.grad
    return {name: value.detach().numpy() for name, value in found.items()}


def optimizer_path(make: Callable[[list[Any]], Any]) -> Array:
    """The weights after each of 5 steps on one fixed, weight-dependent loss."""
    theta = torch.tensor([1.0, -2.0, 0.5, 3.0], dtype=torch.float64, requires_grad=True)
    optimizer, path = make([theta]), []
    for _ in range(5):
        optimizer.zero_grad()
        (theta.sin() * torch.arange(1.0, 5.0, dtype=torch.float64)).sum().backward()
        optimizer.step()
        path.append(theta.detach().clone())
    stacked: Array = torch.stack(path).numpy()
    return stacked


def main() -> None:
    """Write goldens.npz beside this file."""
    stored: Any = {}
    for number, (T, B, D, H) in enumerate(SHAPES):
        for kind in ("tokens", "vectors"):
            case = f"{kind}-T{T}-B{B}-D{D}-H{H}"
            values = network_pass(T, B, D, H, seed=number, tokens=kind == "tokens")
            stored |= {f"{case}/{name}": value for name, value in values.items()}
    stored["optim/SGD"] = optimizer_path(lambda p: torch.optim.SGD(p, lr=0.1))
    stored["optim/Adagrad"] = optimizer_path(lambda p: torch.optim.Adagrad(p, lr=0.1, eps=1e-8))
    stored["optim/Adam"] = optimizer_path(lambda p: torch.optim.Adam(p, lr=0.1))
    grads = {"clip/a": torch.tensor([[3.0, -4.0]]), "clip/b": torch.tensor([12.0])}
    stored |= {name: value.double().numpy() for name, value in grads.items()}
    parameters = [nn.Parameter(torch.zeros_like(g, dtype=torch.float64)) for g in grads.values()]
    for parameter, g in zip(parameters, grads.values(), strict=True):
        parameter.grad = g.double()
    stored["clip/norm"] = nn.utils.clip_grad_norm_(parameters, 2.0).numpy()
    np.savez_compressed(HERE / "goldens.npz", **stored)


if __name__ == "__main__":
    main()
