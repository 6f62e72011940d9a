"""The tree of a beam search as a drawing: every kept hypothesis, the best path, the sums."""

from itertools import pairwise

import numpy as np
import pytest

from figures import beam_tree
from figures.columns import View
from figures.numbers import signed
from figures.payload import as_data
from rnn_core import beam
from rnn_core.activations import log_softmax
from rnn_core.types import Array, Tokens
from tests.explained import explanation, said, unexplained

WORDS = ("‹end›", "a", "b", "c", "d", "e")


def search(seed: int, width: int, longest: int = 6, penalty: float = 0.0) -> beam.Tree:
    """A search among words whose log-probabilities depend on the word before."""
    table = 2 * np.random.default_rng(seed).standard_normal((len(WORDS), len(WORDS)))

    def advance(state: beam.State, tokens: Tokens) -> tuple[Array, beam.State]:
        return log_softmax(table[tokens]), state

    one = (np.zeros((1, 1)),)
    return beam.search(advance, one, 1, width=width, longest=longest, end=0, penalty=penalty)


SEARCHES = [(seed, width) for seed in range(6) for width in (1, 2, 3, 5)]


@pytest.mark.parametrize(("seed", "width"), SEARCHES)
def test_every_kept_hypothesis_is_drawn_with_its_word_and_log_p(seed: int, width: int) -> None:
    tree = search(seed, width)
    data = as_data(beam_tree.beam_tree(tree, WORDS, View()))
    boxes = {node["id"]: node["texts"] for node in data["nodes"]}
    for number, node in enumerate(tree.nodes):
        if not node.kept:
            continue
        word, total = boxes[f"b.{number}"]
        assert word == ("start" if not number else "end" if node.finished else WORDS[node.token])
        assert total == signed(node.total, 2)


@pytest.mark.parametrize("most", [0, 1, 2, 99])
def test_of_the_dropped_as_many_are_drawn_as_asked_for_and_the_others_counted(most: int) -> None:
    tree = search(0, 4)
    data = as_data(beam_tree.beam_tree(tree, WORDS, View(), most_dropped=most))
    drawn = {int(node["id"][2:]) for node in data["nodes"]}
    counted = sum(int(n["text"].split()[1]) for n in data["notes"] if n["text"].startswith("+"))
    assert counted == len(tree.nodes) - len(drawn)
    for depth in range(1, max(node.depth for node in tree.nodes) + 1):
        dropped = [n for n, one in enumerate(tree.nodes) if one.depth == depth and not one.kept]
        assert [n for n in dropped if n in drawn] == dropped[:most]


@pytest.mark.parametrize(("seed", "width"), SEARCHES)
def test_each_length_is_a_column_whose_boxes_do_not_overlap(seed: int, width: int) -> None:
    tree = search(seed, width)
    data = as_data(beam_tree.beam_tree(tree, WORDS, View()))
    places: dict[float, list[float]] = {}
    for node in data["nodes"]:
        places.setdefault(node["x"], []).append(node["y"])
        assert node["y"] + node["height"] / 2 <= data["height"]
        assert node["x"] + node["width"] / 2 <= data["width"]
    assert len(places) == 1 + max(node.depth for node in tree.nodes)
    for ys in places.values():
        assert all(below - above > 48 for above, below in pairwise(ys))


@pytest.mark.parametrize(("seed", "width"), SEARCHES)
def test_the_walk_lights_everything_once_and_ends_on_the_best_path(seed: int, width: int) -> None:
    tree = search(seed, width)
    data = as_data(beam_tree.beam_tree(tree, WORDS, View()))
    lit = [name for step in data["steps"] for name in step["lit"]]
    assert sorted(lit) == sorted(one["id"] for one in (*data["nodes"], *data["edges"]))
    path = data["steps"][-1]["now"]
    assert path[-1] == f"b.{tree.best}"
    bold = {node["id"] for node in data["nodes"] if "best" in node.get("marks", [])}
    assert bold == set(path)


@pytest.mark.parametrize("penalty", [0.0, 0.7])
def test_a_box_s_log_p_is_the_sum_over_its_words(penalty: float) -> None:
    tree = search(1, 3, penalty=penalty)
    figure = beam_tree.beam_tree(tree, WORDS, View(), most_dropped=99)
    for number in range(1, len(tree.nodes)):
        found = explanation(figure, f"b.{number}")
        assert found is not None
        assert found == explanation(figure, f"b.{number}.2") == explanation(figure, f"to.{number}")
        node = tree.nodes[number]
        words = [WORDS[token] if token else "end" for token in tree.tokens(number)]
        assert found["title"] == f"“{' '.join(words)}”"
        results = [piece["text"] for line in found["lines"] for piece in line if piece.get("result")]
        assert [line[0]["text"] for line in found["lines"][: node.depth]] == [f"log p(“{word}”)" for word in words]
        total = sum(float(text.replace("−", "-")) for text in results[: node.depth])
        assert total == pytest.approx(node.total, abs=6e-4 * node.depth)
        assert results[node.depth] == signed(node.total, 3)
        assert results[-1] == signed(node.score, 3)
        assert len(results) == node.depth + (2 if penalty else 1)


@pytest.mark.parametrize(("seed", "width"), SEARCHES)
def test_every_number_of_the_tree_follows_from_the_tables_that_travel_with_it(seed: int, width: int) -> None:
    figure = beam_tree.beam_tree(search(seed, width), WORDS, View())
    assert unexplained(figure) == []
    assert "log 1 = 0" in said(figure, "b.0")


@pytest.mark.parametrize("name", ["h.1", "", "c.2"])
def test_what_is_not_in_the_tree_is_not_explained(name: str) -> None:
    assert said(beam_tree.beam_tree(search(0, 2), WORDS, View()), name) == ""


def test_a_box_says_what_became_of_it() -> None:
    tree = search(2, 3)
    data = as_data(beam_tree.beam_tree(tree, WORDS, View(), most_dropped=9))
    said = {int(node["id"][2:]): node["alt"] for node in data["nodes"]}
    for number, node in enumerate(tree.nodes):
        if number == tree.best:
            assert "the best" in said[number]
        elif not node.kept:
            assert "dropped" in said[number]
        elif node.finished:
            assert "ended" in said[number]
        else:
            assert "kept" in said[number]
