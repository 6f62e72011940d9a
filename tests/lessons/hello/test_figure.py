"""The unrolled graph: the slide digit by digit, every step of the walk, every size a lesson has."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.columns import MOST_ROWS, View
from figures.graph import Graph
from figures.numbers import quoted, signed, visible
from figures.payload import as_data
from lessons.hello.figure import reading, step_of, writing
from rnn_core import model, presets, sample
from rnn_core.model import Run
from rnn_core.sample import Generation
from rnn_core.text import Vocabulary
from tests.figures.runs import drawn_run, runs
from ui.components.payload import encode

SLIDE = presets.hello_slide()
PRINTED_INPUTS = [["1", "0", "0", "0"], ["0", "1", "0", "0"], *[["0", "0", "1", "0"]] * 2]
PRINTED_HIDDEN = [["0.3", "−0.1", "0.9"], ["1.0", "0.3", "0.1"], ["0.1", "−0.5", "−0.3"], ["−0.3", "0.9", "0.7"]]
PRINTED_LOGITS = [
    ["1.0", "2.2", "−3.0", "4.1"],
    ["0.5", "0.3", "−1.0", "1.2"],
    ["0.1", "0.5", "1.9", "−1.1"],
    ["0.2", "−1.5", "−0.1", "2.2"],
]


def boxes(payload: dict[str, Any]) -> dict[str, Any]:
    return {node["id"]: node for node in payload["nodes"]}


def arrows(payload: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {edge["id"]: (edge["source"], edge["target"]) for edge in payload["edges"]}


def slide(view: View | None = None) -> dict[str, Any]:
    return as_data(reading(SLIDE.run(), SLIDE.vocabulary, view or View(digits=1)))


def written(run: Run, vocabulary: Vocabulary, *, temperature: float, seed: int = 0) -> Generation:
    start, n = [vocabulary.symbols[0]], len(run.y)
    if temperature == 0:
        return sample.greedy(run.model, vocabulary, start, n)
    rng = np.random.default_rng(seed)
    return sample.temperature(run.model, vocabulary, start, n, rng=rng, temperature=temperature)


def both(run: Run, vocabulary: Vocabulary, view: View) -> tuple[Graph, Graph]:
    generation = written(run, vocabulary, temperature=0)
    return reading(run, vocabulary, view), writing(generation, vocabulary, view, temperature=0)


def test_the_slides_boxes_print_the_slides_digits() -> None:
    found = boxes(slide())
    assert [found[f"x.{t}"]["texts"] for t in range(1, 5)] == PRINTED_INPUTS
    assert [found[f"h.{t}"]["texts"] for t in range(1, 5)] == PRINTED_HIDDEN
    assert [found[f"y.{t}"]["texts"] for t in range(1, 5)] == PRINTED_LOGITS
    assert {node["id"] for node in found.values()} == {f"{kind}.{t}" for kind in "xhypL" for t in range(1, 5)}


def test_the_slides_boxes_are_labeled_as_on_the_slide() -> None:
    found = boxes(slide())
    assert [found[f"x.{t}"]["caption"] for t in range(1, 5)] == ["“h”", "“e”", "“l”", "“l”"]
    assert [found[f"L.{t}"]["caption"] for t in range(1, 5)] == ["“e”", "“l”", "“l”", "“o”"]
    for t in range(1, 5):
        assert found[f"x.{t}"]["labels"] == found[f"y.{t}"]["labels"] == ["h", "e", "l", "o"]


def test_two_wrong_bets_and_two_right_ones_are_marked_on_the_slide() -> None:
    found = boxes(slide())
    assert [found[f"y.{t}"]["marks"] for t in range(1, 5)] == [
        ["", "target", "", "wrong"],
        ["", "", "target", "wrong"],
        ["", "", "right", ""],
        ["", "", "", "right"],
    ]
    assert [found[f"y.{t}"]["alt"] for t in (1, 2)] == ["Scores at t = 1", "Scores at t = 2"]


def test_the_losses_printed_above_the_slide_are_the_runs() -> None:
    found, losses = boxes(slide()), SLIDE.run().losses
    assert losses is not None
    shown = [found[f"L.{t}"]["texts"] for t in range(1, 5)]
    assert shown == [[signed(value, 2)] for value in losses[:, 0].tolist()]


def test_each_arrow_of_the_slide_joins_what_its_matrix_joins() -> None:
    payload = slide()
    expected = {f"W_xh.{t}": (f"x.{t}", f"h.{t}") for t in range(1, 5)}
    expected |= {f"W_hh.{t}": (f"h.{t - 1}", f"h.{t}") for t in range(2, 5)}
    expected |= {f"W_hy.{t}": (f"h.{t}", f"y.{t}") for t in range(1, 5)}
    expected |= {f"softmax.{t}": (f"y.{t}", f"p.{t}") for t in range(1, 5)}
    expected |= {f"L_edge.{t}": (f"p.{t}", f"L.{t}") for t in range(1, 5)}
    assert arrows(payload) == expected
    for edge in payload["edges"]:
        if edge["id"].startswith("W"):
            assert edge["group"] == edge["label"] == edge["id"][:4]


def test_reading_goes_read_update_predict_at_each_step() -> None:
    steps = slide()["steps"]
    targets = ["“e”", "“l”", "“l”", "“o”"]
    assert [step["text"] for step in steps] == [
        text
        for t, (symbol, target) in enumerate(zip("hell", targets, strict=True), start=1)
        for text in (
            f"t = {t} · read “{symbol}”",
            f"t = {t} · update the hidden state",
            f"t = {t} · predict, compare with {target}",
        )
    ]
    assert [step["now"] for step in steps[3:6]] == [["x.2"], ["h.2"], ["y.2"]]
    assert steps[4]["lit"] == ["W_xh.2", "W_hh.2", "h.2"]


@settings(max_examples=15)
@given(runs(longest=12))
def test_every_box_and_arrow_lights_up_exactly_once(found: tuple[Run, Vocabulary]) -> None:
    for graph in both(*found, View()):
        payload = as_data(graph)
        lit = [name for step in payload["steps"] for name in step["lit"]]
        assert sorted(lit) == sorted([*boxes(payload), *arrows(payload)])
        assert all(set(step["now"]) <= set(step["lit"]) for step in payload["steps"])


@settings(max_examples=15)
@given(runs(longest=12))
def test_no_arrow_lights_up_before_the_boxes_it_joins(found: tuple[Run, Vocabulary]) -> None:
    for graph in both(*found, View()):
        payload = as_data(graph)
        when = {name: k for k, step in enumerate(payload["steps"]) for name in step["lit"]}
        for name, (source, target) in arrows(payload).items():
            assert when[source] <= when[name] == when[target]


@pytest.mark.parametrize("action", ["read", "update", "predict"])
def test_step_of_finds_the_action_in_the_walk(action: str) -> None:
    steps = slide()["steps"]
    for t in range(1, 5):
        assert steps[step_of(t, action)]["text"].startswith(f"t = {t} · {action}")


def test_step_of_finds_the_writing_in_the_walk() -> None:
    generation = written(SLIDE.run(), SLIDE.vocabulary, temperature=0)
    steps = writing(generation, SLIDE.vocabulary, View(), temperature=0).steps
    for t in range(1, 5):
        assert steps[step_of(t, "write")].text.startswith(f"t = {t} · softmax, write ")


@settings(max_examples=25)
@given(runs())
def test_a_graph_of_any_size_prints_the_runs_numbers(found: tuple[Run, Vocabulary]) -> None:
    run, vocabulary = found
    assert run.targets is not None
    payload = as_data(reading(run, vocabulary, View()))
    encode(payload)
    nodes = boxes(payload)
    for t in range(1, len(run.y) + 1):
        h, y, target = run.trace.h[t, 0], run.y[t - 1, 0], int(run.targets[t - 1, 0])
        assert nodes[f"h.{t}"]["texts"] == [signed(value) for value in h.tolist()]
        if len(h) > MOST_ROWS:
            assert nodes[f"h.{t}"]["values"] == h.tolist()
        shown = [k - 1 for k in nodes[f"y.{t}"]["indices"]]
        assert shown == sorted(set(shown))
        assert len(shown) == min(len(y), MOST_ROWS)
        assert {int(y.argmax()), target} <= set(shown)
        assert nodes[f"y.{t}"]["texts"] == [signed(float(y[k])) for k in shown]
        assert nodes[f"y.{t}"]["labels"] == [visible(vocabulary.symbols[k]) for k in shown]
        marks = dict(zip(shown, nodes[f"y.{t}"]["marks"], strict=True))
        right = int(y.argmax()) == target
        assert marks.pop(target) == ("right" if right else "target")
        assert right or marks.pop(int(y.argmax())) == "wrong"
        assert not any(marks.values())
        one = nodes[f"x.{t}"]["texts"].index("1")
        assert nodes[f"x.{t}"]["texts"].count("1") == 1
        assert nodes[f"x.{t}"]["indices"][one] == int(run.x[t - 1, 0]) + 1


@settings(max_examples=25)
@given(runs(), st.sampled_from([0.0, 0.5, 3.0]))
def test_a_writing_graph_feeds_every_choice_back(found: tuple[Run, Vocabulary], temperature: float) -> None:
    run, vocabulary = found
    generation = written(run, vocabulary, temperature=temperature)
    graph = writing(generation, vocabulary, View(), temperature=temperature)
    payload = as_data(graph)
    encode(payload)
    nodes, last = boxes(payload), len(run.y)
    fed_back = {name: ends for name, ends in arrows(payload).items() if name.startswith("fed")}
    assert fed_back == {f"fed_back.{t}": (f"p.{t}", f"x.{t + 1}") for t in range(1, last)}
    for t in range(1, last + 1):
        chosen = int(generation.tokens[t])
        symbol = quoted(vocabulary.symbols[chosen])
        box = nodes[f"p.{t}"]
        assert box["caption"] == symbol
        marked = [k - 1 for k, mark in zip(box["indices"], box["marks"], strict=True) if mark]
        assert marked == [chosen]
        p = generation.run.p[t - 1, 0] if temperature == 0 else generation.p[t - 1]
        assert box["texts"] == [signed(float(p[k - 1])) for k in box["indices"]]
        assert payload["steps"][4 * t - 1]["text"] == f"t = {t} · softmax, write {symbol}"
        if t < last:
            assert nodes[f"x.{t + 1}"]["caption"] == symbol
            assert f"fed_back.{t}" in payload["steps"][4 * t]["lit"]


@pytest.mark.parametrize("n_symbols", [1, 2, 6, 7, 40])
@pytest.mark.parametrize("n_hidden", [1, 6, 7, 32])
@pytest.mark.parametrize("n_steps", [1, 39])
def test_no_box_covers_another_or_leaves_the_drawing(n_symbols: int, n_hidden: int, n_steps: int) -> None:
    for graph in both(*drawn_run(n_symbols, n_hidden, n_steps, 0), View()):
        for node in graph.nodes:
            assert node.width / 2 <= node.x <= graph.width - node.width / 2
            assert node.height / 2 <= node.y <= graph.height - node.height / 2
        for one, other in combinations(graph.nodes[:12], 2):
            apart_across = abs(one.x - other.x) >= (one.width + other.width) / 2
            apart_down = abs(one.y - other.y) >= (one.height + other.height) / 2
            assert apart_across or apart_down, (one.id, other.id)


def test_the_view_says_where_the_walk_stands_and_what_is_hidden() -> None:
    view = View(4, "7", 5, ("y.2", "h.2"), 1, "h.2.3")
    payload = slide(view)
    assert payload["start"] == 4
    assert payload["start_token"] == "7"
    assert payload["veil_after"] == 5
    assert payload["highlight"] == ["y.2", "h.2"]
    assert payload["selected"] == "h.2.3"


def test_a_start_beyond_the_end_is_the_last_step() -> None:
    assert slide(View(start=10**6))["start"] == 11


def test_an_open_question_hides_the_predictions_and_no_input() -> None:
    nodes = boxes(slide())
    assert {node["veil"] for name, node in nodes.items() if name[0] == "x"} == {"none"}
    assert {node["veil"] for name, node in nodes.items() if name[0] in "hyL"} == {"cells"}
    generation = written(SLIDE.run(), SLIDE.vocabulary, temperature=0)
    nodes = boxes(as_data(writing(generation, SLIDE.vocabulary, View(), temperature=0)))
    assert {nodes[f"p.{t}"]["veil"] for t in range(1, 5)} == {"all"}


def test_a_run_without_targets_cannot_be_read() -> None:
    run = model.run(SLIDE.model, SLIDE.run().x)
    with pytest.raises(ValueError, match=r"run\.targets"):
        reading(run, SLIDE.vocabulary, View())


def test_all_rows_of_a_presenter_s_drawing_fit_below_a_question() -> None:
    for graph in both(SLIDE.run(), SLIDE.vocabulary, View(dense=True)):
        assert graph.height <= 405
