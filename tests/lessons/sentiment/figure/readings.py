"""Small readings of each kind of network, for what draws and explains them."""

import numpy as np

from lessons.sentiment.figure.scene import Scene
from lessons.sentiment.model import reading as readings
from lessons.sentiment.model.reading import Reading
from rnn_core.cells.bag import BagParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.studies import state_plane
from rnn_core.studies.state_plane import Plane

WORDS = ("<unk>", "it", "was", "not", "good")
H, D = 9, 3


def network(kind: str) -> Model:
    rng = np.random.default_rng(0)
    cell: RNNParams | LSTMParams | BagParams
    if kind == "lstm":
        cell = LSTMParams(rng.standard_normal((4 * H, H + D)), rng.standard_normal(4 * H))
    elif kind == "rnn":
        cell = RNNParams(rng.standard_normal((H, D)), rng.standard_normal((H, H)) / 3,
                         rng.standard_normal(H))  # fmt: skip
    else:
        cell = BagParams(rng.standard_normal((H, D)), rng.standard_normal(H))
    readout = ReadoutParams(rng.standard_normal((2, H)), rng.standard_normal(2))
    return Model(cell, readout, rng.standard_normal((len(WORDS), D)))


def read(text: str, kind: str = "lstm") -> Reading:
    words = tuple(text.split())
    tokens = np.array([WORDS.index(word) if word in WORDS else 0 for word in words])
    return readings.read(network(kind), words, tokens)


def scene(text: str = "it was not good", twin: str | None = None, kind: str = "lstm") -> Scene:
    return Scene(read(text, kind), None if twin is None else read(twin, kind), 3)


def plane(kind: str = "lstm") -> Plane:
    rng = np.random.default_rng(1)
    w, _ = readings.direction(network(kind))
    return state_plane.plane(w, rng.standard_normal((20, H)), np.arange(20) < 10)
