"""Convolution networks for pictures and for optical flow: trained by PyTorch, kept as `vision`.

picture → [convolution 3×3, stride 2 → batch normalization → ReLU] … → all maps in one column
        → fully connected → ReLU: the vector → last fully connected layer: the scores
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from tqdm import tqdm

from rnn_core.types import Array
from rnn_core.vision import Convolution, Dense, Network, fold_batch_norm


def build(channels: Sequence[int], size: int, features: int, classes: int) -> tuple[Any, Any]:
    """(body, last): the body gives the vector of a picture (channels[0], size, size)."""
    layers: list[Any] = []
    for before, after in pairwise(channels):
        layers += [nn.Conv2d(before, after, 3, 2, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
        size = (size + 1) // 2
    column = channels[-1] * size * size
    body = nn.Sequential(*layers, nn.Flatten(), nn.Linear(column, features), nn.ReLU())
    body.to(memory_format=torch.channels_last)
    return body, nn.Linear(features, classes)


def fit(
    body: Any,
    last: Any,
    pictures: Any,
    labels: Any,
    *,
    epochs: int,
    batch: int = 64,
    rate: float = 4e-3,
    change: Callable[[Any], Any] = lambda x: x,
    say: str = "convolutions",
) -> float:
    """Train both to name pictures; the mean loss of the last epoch.

    pictures: whatever `change` makes inputs (B, channels, size, size) of, batch by batch.
    """
    parameters = [*body.parameters(), *last.parameters()]
    steps = len(labels) // batch
    optimizer = torch.optim.AdamW(parameters, rate, weight_decay=1e-3)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=epochs * steps)
    body.train()
    total = 0.0
    with tqdm(total=epochs * steps, desc=say, mininterval=1.0) as bar:
        for _ in range(epochs):
            order, total = torch.randperm(len(labels)), 0.0
            for k in range(steps):
                chosen = order[k * batch : (k + 1) * batch]
                vector = functional.dropout(body(change(pictures[chosen])), 0.3)
                loss = functional.cross_entropy(last(vector), labels[chosen], label_smoothing=0.05)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                plan.step()
                total += float(loss)
                bar.update()
            bar.set_postfix(loss=f"{total / steps:.3f}")
    body.eval()
    return total / steps


def pictures_as_inputs(pictures: Any, *, mirrored: bool = False) -> Any:
    """(B, 3, size, size), from −1 to 1, of uint8 pictures (B, size, size, 3).

    mirrored: half of them, by chance.
    """
    x = pictures.permute(0, 3, 1, 2).float().div_(127.5).sub_(1)  # stays channels last, as is fast
    if not mirrored:
        return x
    turned = torch.rand(len(x)) < 0.5
    return torch.where(turned[:, None, None, None], x.flip(3), x)


def vectors(body: Any, pictures: Any, change: Callable[[Any], Any], batch: int = 256) -> Any:
    """The vectors (N, features) of all pictures."""
    body.eval()
    with torch.no_grad():
        parts = [body(change(pictures[k : k + batch])) for k in range(0, len(pictures), batch)]
    return torch.cat(parts)


def exported(body: Any, last: Any) -> Network:
    """The same network in float64 NumPy, batch normalization folded into the convolutions."""
    convolutions = []
    for layer, norm in pairwise(body):
        if isinstance(layer, nn.Conv2d):
            plain = Convolution(_numbers(layer.weight), np.zeros(layer.out_channels), 2, 1)
            gamma, beta = _numbers(norm.weight), _numbers(norm.bias)
            mean, variance = _numbers(norm.running_mean), _numbers(norm.running_var)
            convolutions.append(fold_batch_norm(plain, gamma, beta, mean, variance, norm.eps))
    dense = next(layer for layer in body if isinstance(layer, nn.Linear))
    return Network(tuple(convolutions), exported_dense(dense), exported_dense(last))


def exported_dense(layer: Any) -> Dense:
    """A fully connected layer in float64 NumPy."""
    return Dense(_numbers(layer.weight), _numbers(layer.bias))


def _numbers(tensor: Any) -> Array:
    array: Array = tensor.detach().numpy().astype(np.float64)
    return array


def imported(network: Network, inputs: Any) -> tuple[Any, Any]:
    """(body, last) that do what the network does, normalizing by what it computes of these inputs.

    Training can go on from there as if normalization had never been folded in.
    """
    channels = [network.convolutions[0].W.shape[1], *(len(c.b) for c in network.convolutions)]
    body, last = build(channels, inputs.shape[-1], len(network.dense.b), len(network.last.b))
    maps = inputs
    layers = [layer for layer in body if isinstance(layer, nn.Conv2d | nn.BatchNorm2d)]
    with torch.no_grad():
        for k, convolution in enumerate(network.convolutions):
            plain, norm = layers[2 * k : 2 * k + 2]
            plain.weight.copy_(torch.from_numpy(convolution.W))
            seen = plain(maps)
            mean, variance = seen.mean((0, 2, 3)), seen.var((0, 2, 3))
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(variance)
            norm.weight.copy_(torch.sqrt(variance + norm.eps))
            norm.bias.copy_(mean + torch.from_numpy(convolution.b))
            maps = functional.relu(seen + norm.bias[:, None, None] - mean[:, None, None])
        for layer, dense in ((body[-2], network.dense), (last, network.last)):
            layer.weight.copy_(torch.from_numpy(dense.W))
            layer.bias.copy_(torch.from_numpy(dense.b))
    return body, last
