"""Captions of many vectors are those of one vector each."""

import numpy as np
import pytest

from rnn_core.beam import search
from rnn_core.caption import EVERY_STEP, ONCE, Captioner, advance
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.decoder import DecoderParams
from rnn_core.readout import ReadoutParams
from rnn_core.studies.batched_greedy import greedy

H, D, V, F = 5, 3, 7, 4


def captioner(cell: str) -> Captioner:
    rng = np.random.default_rng(3)
    draw = rng.standard_normal
    weights = (
        LSTMParams(draw((4 * H, H + D)), draw(4 * H))
        if cell == "lstm"
        else RNNParams(W_xh=draw((H, D)), W_hh=draw((H, H)), b_h=draw(H))
    )
    b_y = draw(V) + 2 * (np.arange(V) == 1)  # the end is likely
    decoder = DecoderParams(weights, ReadoutParams(draw((V, H)), b_y))
    return Captioner(draw((D, F)), draw(D), draw((V, D)), decoder)


@pytest.mark.parametrize("when", [ONCE, EVERY_STEP])
@pytest.mark.parametrize("cell", ["lstm", "rnn"])
def test_each_is_the_beam_of_one(cell: str, when: str) -> None:
    model, vectors = captioner(cell), np.random.default_rng(4).standard_normal((12, F))
    ended = 0
    for vector, found in zip(vectors, greedy(model, vectors, when, start=0, end=1, longest=9), strict=True):
        go, state = advance(model, vector, when)
        tree = search(go, state, 0, width=1, longest=9, end=1)
        tokens = tree.tokens(tree.best)
        ended += tokens[-1] == 1
        assert list(found.tokens) == [token for token in tokens if token != 1]
        assert sum(found.log_p) == pytest.approx(tree.nodes[tree.best].total, rel=1e-12)
    assert ended


def test_another_time_is_refused() -> None:
    with pytest.raises(ValueError, match="when must be"):
        greedy(captioner("rnn"), np.ones((1, F)), "never", start=0, end=1)
