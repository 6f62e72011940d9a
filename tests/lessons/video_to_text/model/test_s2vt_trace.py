"""What is written about a clip: the greedy sentence, its probability, and the pass that wrote it."""

import numpy as np
import pytest

from lessons.video_to_text.model.s2vt_trace import END, LONGEST, START, S2VTTrace, errors, log_p_by_steps, s2vt_trace
from rnn_core import s2vt
from rnn_core.cells.lstm import LSTMParams
from rnn_core.readout import ReadoutParams
from rnn_core.s2vt import S2VT
from rnn_core.text import Vocabulary
from rnn_core.types import Array

KNOWN = Vocabulary(("<pad>", START, END, "a", "b", "c"))


def network(seed: int, *, ends: float = 0.0) -> S2VT:
    rng = np.random.default_rng(seed)

    def some(*shape: int) -> Array:
        return rng.standard_normal(shape)

    both = LSTMParams(some(16, 4 + 3), some(16)), LSTMParams(some(20, 5 + 4 + 2), some(20))
    b_y = some(6)
    b_y[2] += ends
    return S2VT(some(3, 7), some(3), some(6, 2), *both, ReadoutParams(some(6, 5), b_y))


@pytest.mark.parametrize("seed", range(6))
def test_each_word_is_the_most_probable_after_those_before(seed: int) -> None:
    trace = s2vt_trace(KNOWN, network(seed), np.random.default_rng(seed).random((4, 7)))
    assert trace.n_frames == 4
    assert trace.run.p[:, 0].argmax(1).tolist() == list(trace.tokens)
    assert trace.log_p == pytest.approx(log_p_by_steps(trace), rel=1e-12)
    assert len(trace.tokens) == LONGEST or trace.tokens[-1] == KNOWN.symbols.index(END)
    assert END not in trace.words
    assert trace.sentence == " ".join(trace.words)


def test_a_network_that_ends_at_once_says_nothing() -> None:
    trace = s2vt_trace(KNOWN, network(0, ends=100), np.zeros((1, 7)))
    assert trace.words == []
    assert trace.tokens == (2,)


def test_the_errors_name_log_p_and_every_array_and_are_small() -> None:
    trace = s2vt_trace(KNOWN, network(3), np.random.default_rng(3).random((5, 7)))
    found = errors(trace, np.random.default_rng(0))
    assert {"log P of the sentence, step by step", "W_v", "E", "first.W", "readout.b_y"} <= set(found)
    assert max(found.values()) < 1e-6


def test_a_wrong_pass_is_noticed_by_hand() -> None:
    trace = s2vt_trace(KNOWN, network(4), np.random.default_rng(4).random((3, 7)))
    wrong = s2vt.run(network(5), trace.run.batch)
    other = S2VTTrace(KNOWN, wrong)
    assert log_p_by_steps(other) == pytest.approx(other.log_p, rel=1e-12)
    assert log_p_by_steps(other) != pytest.approx(trace.log_p)
