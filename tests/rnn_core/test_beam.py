"""Beam search: greedy at width 1, exhaustive at full width, and the tree that it keeps."""

from itertools import product

import numpy as np
import pytest

from rnn_core import beam
from rnn_core.activations import log_softmax
from rnn_core.types import Array, Tokens

V, END = 4, 3


def memory(seed: int) -> tuple[beam.Advance, beam.State]:
    """A small network whose log-probabilities depend on everything read so far."""
    rng = np.random.default_rng(seed)
    W, table, out = (rng.standard_normal((5, 5)), rng.standard_normal((V, 5)), rng.standard_normal((V, 5)))

    def advance(state: beam.State, tokens: Tokens) -> tuple[Array, beam.State]:
        h = np.tanh(2 * state[0] @ W.T + table[tokens])
        return log_softmax(h @ out.T), (h,)

    return advance, (np.zeros((1, 5)),)


def log_probability(seed: int, tokens: list[int]) -> float:
    advance, state = memory(seed)
    total, latest = 0.0, 0
    for token in tokens:
        log_p, state = advance(state, np.array([latest]))
        total, latest = total + float(log_p[0, token]), token
    return total


@pytest.mark.parametrize("seed", range(20))
def test_a_beam_of_one_is_greedy(seed: int) -> None:
    tree = beam.search(*memory(seed), 0, width=1, longest=6, end=END)
    advance, state = memory(seed)
    expected: list[int] = []
    latest = 0
    while len(expected) < 6 and latest != END:
        log_p, state = advance(state, np.array([latest]))
        latest = int(log_p[0].argmax())
        expected.append(latest)
    assert tree.tokens(tree.best) == expected


def length_penalty(n: int, alpha: float) -> float:
    return float(((5 + n) / 6) ** alpha)


@pytest.mark.parametrize("alpha", [0, 0.6, 2])
@pytest.mark.parametrize("seed", range(5))
def test_a_beam_over_all_sequences_is_exhaustive_search(seed: int, alpha: float) -> None:
    tree = beam.search(*memory(seed), 0, width=V**4, longest=4, end=END, penalty=alpha)
    sequences = [
        [*head, END] for n in range(4) for head in product(range(END), repeat=n)
    ]  # every sequence of at most 4 that ends with the end symbol
    scores = {tuple(one): log_probability(seed, one) / length_penalty(len(one), alpha) for one in sequences}
    found = {tuple(tree.tokens(n)): tree.nodes[n].score for n in tree.finished()}
    assert found == pytest.approx(scores, rel=1e-12)
    assert tuple(tree.tokens(tree.best)) == max(scores, key=lambda one: scores[one])


@pytest.mark.parametrize("seed", range(5))
def test_without_an_end_symbol_the_best_sequence_of_the_full_length_is_found(seed: int) -> None:
    tree = beam.search(*memory(seed), 0, width=V**3, longest=3)
    scores = {one: log_probability(seed, list(one)) for one in product(range(V), repeat=3)}
    assert tuple(tree.tokens(tree.best)) == max(scores, key=lambda one: scores[one])
    assert not tree.finished()


def test_a_wider_beam_finds_what_greedy_misses() -> None:
    narrow = [beam.search(*memory(s), 0, width=1, longest=5) for s in range(30)]
    wide = [beam.search(*memory(s), 0, width=V**4, longest=5) for s in range(30)]
    gains = [w.nodes[w.best].total - n.nodes[n.best].total for w, n in zip(wide, narrow, strict=True)]
    assert min(gains) > -1e-12
    assert max(gains) > 0.1


@pytest.mark.parametrize("width", [1, 2, 3])
def test_the_tree_keeps_every_hypothesis_with_its_numbers(width: int) -> None:
    tree = beam.search(*memory(1), 0, width=width, longest=6, end=END, penalty=0.6)
    assert tree.nodes[0].parent == -1
    for number, node in list(enumerate(tree.nodes))[1:]:
        parent = tree.nodes[node.parent]
        assert node.parent < number
        assert parent.kept
        assert not parent.finished
        assert node.depth == parent.depth + 1 == len(tree.tokens(number))
        assert node.total == pytest.approx(parent.total + node.log_p, rel=1e-14)
        assert node.total == pytest.approx(log_probability(1, tree.tokens(number)), rel=1e-12)
        assert node.score == pytest.approx(node.total / length_penalty(node.depth, 0.6), rel=1e-14)
        assert node.finished == (node.token == END)
    accepted = 0
    for depth in range(1, max(node.depth for node in tree.nodes) + 1):
        level = [node for node in tree.nodes if node.depth == depth]
        kept = [node.total for node in level if node.kept]
        assert len(kept) == width - accepted
        assert min(kept) >= max((n.total for n in level if not n.kept), default=-np.inf)
        accepted += sum(node.kept and node.finished for node in level)
    assert len(tree.finished()) == accepted <= width


def test_a_length_penalty_prefers_longer_sequences() -> None:
    lengths = [
        np.mean(
            [
                len(tree.tokens(tree.best))
                for seed in range(20)
                for tree in [beam.search(*memory(seed), 0, width=40, longest=5, end=END, penalty=alpha)]
            ]
        )
        for alpha in (0, 1, 3)
    ]
    assert lengths[0] < lengths[1] < lengths[2]


def test_settings_without_a_search_are_named() -> None:
    advance, state = memory(0)
    with pytest.raises(ValueError, match="width must be at least 1, got 0"):
        beam.search(advance, state, 0, width=0, longest=3)
    with pytest.raises(ValueError, match="longest must be at least 1, got 0"):
        beam.search(advance, state, 0, width=1, longest=0)
    with pytest.raises(ValueError, match="penalty must be a number of at least 0, got -1"):
        beam.search(advance, state, 0, width=1, longest=1, penalty=-1)
