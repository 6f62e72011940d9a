"""The convolution networks of the video lesson in PyTorch: that of the flows, and both at work.

The flow network learns to name what moves how from one flow; its last layer is not used afterwards.
"""

from typing import Any

import numpy as np
import torch
from torch.nn import functional

from rnn_core.types import Array, Tokens
from rnn_core.vision import Network
from training import convolutions

CHANNELS = (2, 16, 32, 48)
FEATURES = 64


def train(flows: Array, labels: Tokens, n_labels: int, epochs: int, seed: int) -> Network:
    """The network after some epochs on flows (N, 2, size, size) and their labels (N,)."""
    torch.manual_seed(seed)
    body, last = convolutions.build(CHANNELS, flows.shape[2], FEATURES, n_labels)
    x, y = torch.from_numpy(flows.astype(np.float32)), torch.from_numpy(labels)
    convolutions.fit(body, last, x, y, epochs=epochs, say="flow network")
    return convolutions.exported(body, last)


def vectors(network: Network, images: Array) -> Array:
    """The vectors (N, F) of `vision.features`, in float32: ten times as fast, a little rounded."""
    x = _tensor(images)
    with torch.no_grad():
        for each in network.convolutions:
            filters = _tensor(each.W), _tensor(each.b)
            x = functional.relu(functional.conv2d(x, *filters, each.stride, each.padding))
        dense = functional.linear(x.flatten(1), _tensor(network.dense.W), _tensor(network.dense.b))
        found: Array = functional.relu(dense).numpy()
    return found


def _tensor(array: Array) -> Any:
    return torch.from_numpy(array.astype(np.float32))
