"""The stored PyTorch passes of ragged batches, captioners and sequence to sequence."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from rnn_core import caption
from rnn_core.attention import AttentionParams
from rnn_core.caption import Captioner, Described
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.decoder import DecoderParams
from rnn_core.encoder import EncoderParams
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.seq2seq import Pairs, Seq2Seq
from rnn_core.types import Array
from rnn_core.weights import named
from tests.rnn_core.golden import assert_equal_to

Numbers = dict[str, Array]


@cache
def stored() -> Numbers:
    """Every array of sequences.npz by name."""
    with np.load(Path(__file__).parent / "goldens" / "sequences.npz") as file:
        return dict(file)


def cases(kind: str) -> list[str]:
    """The names of the stored passes of a kind."""
    return sorted({name.split("/")[0] for name in stored() if name.startswith(f"{kind}-")})


def case(name: str, dtype: Any = np.float64) -> Numbers:
    """The arrays of one pass, real numbers as `dtype`."""
    found = {k.removeprefix(f"{name}/"): v for k, v in stored().items() if k.startswith(f"{name}/")}
    return {k: v.astype(dtype) if v.dtype.kind == "f" else v for k, v in found.items()}


def cell_of(numbers: Numbers, prefix: str) -> Any:
    """The cell whose weights have this prefix."""
    kind: Any = LSTMParams if f"{prefix}.W" in numbers else RNNParams
    names = ("W", "b") if kind is LSTMParams else ("W_xh", "W_hh", "b_h")
    return kind(*(numbers[f"{prefix}.{name}"] for name in names))


def decoder_of(numbers: Numbers) -> DecoderParams:
    """The decoder of a pass."""
    readout = ReadoutParams(numbers["decoder.readout.W_hy"], numbers["decoder.readout.b_y"])
    attention = None
    if "decoder.attention.W_a" in numbers:
        names = ("W_a", "W_c", "b_c")
        attention = AttentionParams(*(numbers[f"decoder.attention.{name}"] for name in names))
    return DecoderParams(cell_of(numbers, "decoder.cell"), readout, attention)


def seq2seq_of(numbers: Numbers) -> tuple[Seq2Seq, Pairs]:
    """The network and the batch of a pass."""
    has_back = any(name.startswith("encoder.back") for name in numbers)
    back = cell_of(numbers, "encoder.back") if has_back else None
    encoder = EncoderParams(numbers["encoder.E"], cell_of(numbers, "encoder.ahead"), back)
    fields = ("source", "lengths", "x", "targets", "mask")
    batch = Pairs(*(numbers[name] for name in fields))
    return Seq2Seq(encoder, numbers["E"], decoder_of(numbers)), batch


def captioner_of(numbers: Numbers) -> tuple[Captioner, Described]:
    """The network and the batch of a pass."""
    model = Captioner(numbers["W_v"], numbers["b_v"], numbers["E"], decoder_of(numbers))
    return model, Described(*(numbers[name] for name in ("v", "x", "targets", "mask")))


def when_of(name: str) -> str:
    """How the vector is given in the pass of this name."""
    return caption.ONCE if name.endswith("once") else caption.EVERY_STEP


def model_of(numbers: Numbers) -> Model:
    """The network of a ragged pass."""
    readout = ReadoutParams(numbers["readout.W_hy"], numbers["readout.b_y"])
    return Model(cell_of(numbers, "cell"), readout, numbers["E"])


def assert_gradients(grads: Any, numbers: Numbers, tolerance: float = 1e-12) -> None:
    """Every gradient equals PyTorch's."""
    found = named(grads)
    assert found
    for name, gradient in found.items():
        assert_equal_to(gradient, numbers[f"d{name}"], tolerance)
