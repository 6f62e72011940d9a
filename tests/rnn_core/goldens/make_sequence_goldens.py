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
import torch  # type: ignore[import-not-found]
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


def main() -> None:
    """Write sequences.npz beside this file."""
    stored = {f"vision/{name}": value.detach().numpy() for name, value in vision().items()}
    np.savez_compressed(HERE / "sequences.npz", **stored)


if __name__ == "__main__":
    main()
