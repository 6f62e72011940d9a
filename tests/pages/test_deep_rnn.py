"""The lesson `deep-rnn`: its promises hold in the script that the server runs."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from figures.numbers import signed
from lessons.deep_rnn import model as stacks
from lessons.deep_rnn.model import Stack, reading_of
from rnn_core.text import Vocabulary
from tests.explained import explanation, said
from tests.pages.conftest import (
    OpenLesson,
    address,
    cards,
    components,
    control,
    explained_controls,
    figure,
    held,
    press,
    texts,
    ticked,
    words,
)

START = Stack("random", "hello", 2, 3, 1, False)
FIRST = Stack("random", "hello", 1, 3, 1, False)


def go(at: AppTest, option: str) -> AppTest:
    return press(at, "deep-rnn.guide", option)


def shown(at: AppTest, stack: Stack) -> None:
    """Every box prints the numbers of the stack."""
    reading = reading_of(stack)
    for t in range(1, reading.steps + 1):
        for layer in range(1, reading.layers + 1):
            assert texts(at, f"h{layer}.{t}") == [signed(value, 2) for value in reading.states[layer - 1, t].tolist()]


def test_the_question_about_gradients_covers_the_way_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", stop="gradient")
    shown(at, START)
    graph = figure(at)
    assert graph["veil_after"] == graph["start"]
    assert all(step["lit"][-1].startswith("g") for step in graph["steps"][graph["start"] + 1 :])


def test_the_size_of_w_is_n_by_2n_and_grows_with_each_layer(open_lesson: OpenLesson) -> None:
    for n in (1, 3, 7):
        at = open_lesson("deep_rnn", hidden=str(n), layers="3")
        said = cards(at)["deep-rnn.size"]["body"]
        assert f"Each W has {n}·{2 * n} = {2 * n * n} entries" in said
        networks = [stacks.drawn(Vocabulary.of("hello"), n, layers, 1) for layers in (1, 2, 3, 4)]
        counts = [sum(matrix.size for matrix in one.cell.matrices) for one in networks]
        for layers, count in enumerate(counts, start=1):
            assert f"{layers} layer{'s' * (layers > 1)}: {count} weights" in said
        assert f"**3 layers: {counts[2]} weights" in said


def test_the_arrow_shows_the_block_of_n_by_2n(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", layers="2", selected="before2.3")
    found = explanation(figure(at), "before2.3")
    assert found is not None
    assert [len(row) for row in found["matrix"]["entries"]] == [6, 6, 6]


def test_an_answer_is_met_by_the_gradients_and_shows_them(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", stop="gradient")
    norms = reading_of(START).norms[:, 1]
    assert signed(float(norms[0]), 3) not in cards(at)["deep-rnn.guide"]["body"]
    go(at, f"layer {np.argmax(norms) + 1}")
    assert "is right" in words(at)
    assert signed(float(norms[0]), 3) in words(at)
    graph = figure(at)
    assert graph["veil_after"] is None
    assert graph["start"] == len(graph["steps"]) - 1
    assert {"g1.1", "g2.1"} <= set(graph["highlight"])
    assert "deep-rnn" in ticked(at)


def test_a_layer_on_top_leaves_all_states_below(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", stop="summary")
    before = [texts(at, f"h{layer}.{t}") for layer in (1, 2) for t in (1, 2, 3, 4)]
    gradient = texts(at, "g1.1")
    at = open_lesson("deep_rnn", stop="on-top")
    assert control(at.slider, "deep-rnn.layers").value == 3
    assert before == [texts(at, f"h{layer}.{t}") for layer in (1, 2) for t in (1, 2, 3, 4)]
    assert gradient != texts(at, "g1.1"), "the gradients below do change"
    assert texts(at, "h3.4")


def test_one_layer_is_the_network_of_the_lessons_before(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", layers="1")
    shown(at, Stack("random", "hello", 1, 3, 1, False))
    names = {node["id"] for node in figure(at)["nodes"]}
    assert not any(name.startswith("h2") for name in names)


def test_a_stop_sets_all_it_speaks_of(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", network="trained", word="abba", layers="4", loss="every time step", stop="summary")
    go(at, "Resume")
    shown(at, START)
    reading = reading_of(START)
    assert (reading.paths(1, 1), reading.paths(1, 2)) == (4, 1)
    at = open_lesson("deep_rnn", word="abracadabra", layers="4", hidden="8", view="heat map")
    boxes = [n for n in figure(at)["nodes"] if n["id"].startswith("h")]
    assert len(boxes) == 4 * 10
    assert {n["display"] for n in boxes} == {"heat"}
    assert not figure(at)["edges"]


@pytest.mark.parametrize("answered", [False, True])
def test_what_two_layers_learn_is_taken_out_until_it_is_answered(open_lesson: OpenLesson, *, answered: bool) -> None:
    at = open_lesson("deep_rnn", stop="whose-turn")
    if answered:
        go(at, "only the two layers")
    curves = next(data["curves"] for _, data in components(at) if "curves" in data)
    lines = [one for panel in curves["panels"] for one in panel["series"] if one["name"] != "chance"]
    assert any(len(one["y"]) for one in lines) == answered
    assert ("right at the last of" in cards(at)["deep-rnn.task"]["body"]) == answered


def test_another_sequence_is_played_from_its_first_character(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", stop="play")
    assert texts(at, "turn.12") == ["?"]
    before = [texts(at, f"x.{t}") for t in range(1, 13)]
    control(at.button, "deep-rnn.new_sequence").click().run()
    assert [texts(at, f"x.{t}") for t in range(1, 13)] != before
    assert figure(at)["start"] == 0
    assert not any(node["id"].startswith("one") for node in figure(at)["nodes"])


def test_what_the_networks_say_comes_after_the_question_which_of_them_learns(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", stop="what-they-carry")
    assert texts(at, "one.12") == ["1"]
    assert texts(at, "two.12") == ["0"]
    assert explained_controls(at) == {"view", "answers"}
    assert explained_controls(open_lesson("deep_rnn", stop="limits")) == {"view", "answers", "trainings"}


def test_no_control_but_new_weights_draws_weights(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn")
    before, inputs = texts(at, "h1.1"), texts(at, "x.1")
    control(at.slider, "deep-rnn.layers").set_value(3).run()
    assert texts(at, "h1.1") == before
    more = open_lesson("deep_rnn", stop="on-top", hidden="4", loss="every time step")
    assert texts(more, "x.1")[:3] == inputs
    control(at.text_input, "deep-rnn.word").set_value("help").run()
    assert texts(at, "h1.1") == before
    control(at.button, "deep-rnn.new_weights").click().run()
    assert texts(at, "h1.1") != before
    assert address(at)["seed"] == "2"


@pytest.mark.parametrize("word", ["ab", "aa", "a" * 40, "👩‍👩‍👧🇩🇪👍🏽", "नमस्ते", "a]b$c*d_e`f<g>"])
@pytest.mark.parametrize(("layers", "hidden"), [("1", "1"), ("4", "16")])
@pytest.mark.parametrize("view", ["grid", "heat map"])
def test_any_word_and_size_gives_a_working_lesson(
    open_lesson: OpenLesson, word: str, layers: str, hidden: str, view: str
) -> None:
    at = open_lesson("deep_rnn", word=word, layers=layers, hidden=hidden, view=view)
    assert not at.warning
    assert not any("nan" in text for box in figure(at)["nodes"] for text in box["texts"])


def test_the_smallest_stack_works(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", word="ab", layers="1", hidden="1")
    assert not at.exception
    assert figure(at)["veil_after"] is None


@pytest.mark.parametrize(
    ("parameter", "text"),
    [("network", "slide"), ("word", "x"), ("word", "y" * 10_000), ("layers", "5"),
     ("layers", "nan"), ("hidden", "17"), ("loss", "never"), ("view", "3d"), ("seed", "0")],
)  # fmt: skip
def test_a_malformed_link_shows_the_start_values_and_names_the_parameter(
    open_lesson: OpenLesson, parameter: str, text: str
) -> None:
    at = open_lesson("deep_rnn", **{parameter: text})
    assert any(parameter in warning.value for warning in at.warning)
    shown(at, FIRST)


@pytest.mark.parametrize("silly", ["", "x", "z" * 41])
def test_a_word_that_cannot_be_used_is_explained_and_nothing_is_lost(open_lesson: OpenLesson, silly: str) -> None:
    at = open_lesson("deep_rnn")
    control(at.text_input, "deep-rnn.word").set_value(silly).run()
    assert "Still showing “hello”" in words(at).replace("\\", "")
    shown(at, FIRST)


def test_start_values_put_everything_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", word="abba", layers="4", hidden="7", seed="5", view="heat map")
    control(at.button, "deep-rnn.start_values").click().run()
    shown(at, FIRST)
    assert "seed" not in address(at)


def test_there_are_at_most_four_controls_at_first(open_lesson: OpenLesson) -> None:
    assert explained_controls(open_lesson("deep_rnn")) == {"view", "layers", "word"}


def test_the_proof_is_computed_when_asked(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn")
    at.button(key="proof_drawer").click().run()
    assert "Largest relative error" in words(at)


def test_the_card_explains_what_the_figure_rings_after_a_layer_was_taken_away(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", layers="4", selected="h4.2.3")
    assert figure(at)["selected"] == "h4.2.3"
    assert said(figure(at), "h4.2.3").startswith("Layer 4 at t = 2, unit 3")
    control(at.slider, "deep-rnn.layers").set_value(2).run()
    assert figure(at)["selected"] == "h2.4.1"
    assert said(figure(at), "h2.4.1").startswith("Layer 2 at t = 4, unit 1")


def test_what_was_computed_of_a_word_leaves_with_the_visit(open_lesson: OpenLesson) -> None:
    at = open_lesson("deep_rnn", word="a secret")
    assert any("a secret" in str(of) for of in held(at, "deep-rnn").results)
    assert not any(hasattr(found, "cache_info") for found in vars(stacks).values()), "nothing is kept for all visits"
