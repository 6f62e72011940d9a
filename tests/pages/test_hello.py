"""The lesson `hello`: its promises hold in the script that the server runs."""

import math

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.hello.script import SCRIPT
from rnn_core import presets
from rnn_core.model import backward
from rnn_core.weights import named
from tests.explained import said
from tests.pages.conftest import (
    OpenLesson,
    address,
    button,
    control,
    explained_controls,
    exponent_of_the_proof,
    figure,
    held,
    live_value,
    press,
    texts,
    words,
)
from ui.character_model import MOST_STEPS, Choice, Training

SLIDE_HIDDEN = [["0.3", "−0.1", "0.9"], ["1.0", "0.3", "0.1"], ["0.1", "−0.5", "−0.3"],
                ["−0.3", "0.9", "0.7"]]  # fmt: skip
SLIDE_LOGITS = [["1.0", "2.2", "−3.0", "4.1"], ["0.5", "0.3", "−1.0", "1.2"],
                ["0.1", "0.5", "1.9", "−1.1"], ["0.2", "−1.5", "−0.1", "2.2"]]  # fmt: skip


def training(at: AppTest) -> Training:
    found: Training = held(at, "hello").own["player"].shot
    return found


def weights(at: AppTest) -> dict[str, np.ndarray]:
    return named(training(at).model)


def choice(at: AppTest) -> Choice:
    found: Choice = held(at, "hello").own["player"].of
    return found


def choose(at: AppTest, option: str) -> None:
    """Commit to an answer of the guide's question."""
    press(at, "hello.guide", option)


def opened(at: AppTest) -> AppTest:
    """The page with its further controls in sight."""
    at.session_state["hello.more"] = True
    return at.run()


def same(a: dict[str, np.ndarray], b: dict[str, np.ndarray]) -> bool:
    return all(np.array_equal(a[name], b[name]) for name in a)


def test_the_figure_prints_the_slide_s_digits(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", stop="scores")
    for t in (1, 2):
        assert texts(at, f"h.{t}") == SLIDE_HIDDEN[t - 1]
    assert texts(at, "y.1") == SLIDE_LOGITS[0]
    choose(at, "Skip")
    for t in range(4):
        assert texts(at, f"h.{t + 1}") == SLIDE_HIDDEN[t]
        assert texts(at, f"y.{t + 1}") == SLIDE_LOGITS[t]


def test_the_softmax_stands_between_the_scores_and_the_loss(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", stop="guessing")
    run = presets.hello_slide().run()
    for t in range(1, 5):
        p = np.exp(run.y[t - 1, 0]) / np.exp(run.y[t - 1, 0]).sum()
        assert texts(at, f"p.{t}") == [f"{each:.2f}" for each in p]
        for k in range(1, 5):
            assert f"= {p[k - 1]:.3f}" in said(figure(at), f"p.{t}.{k}")
    edges = {edge["id"]: (edge["source"], edge["target"]) for edge in figure(at)["edges"]}
    assert edges["softmax.3"] == ("y.3", "p.3")
    assert edges["L_edge.3"] == ("p.3", "L.3")


def test_what_the_open_question_asks_about_is_not_among_the_data(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", stop="scores")
    graph = figure(at)
    assert graph["veil_after"] == graph["start"]
    assert "y.2" in graph["steps"][graph["start"] + 1]["lit"]
    for hidden in ("y.2", "p.2", "L.2", "h.3", "y.3", "p.3", "L.3", "h.4", "y.4", "p.4", "L.4"):
        assert set(texts(at, hidden)) == {"?"}
    assert said(graph, "h.2.1").endswith("= 0.960\n")
    assert said(graph, "y.1.1") != ""
    assert said(graph, "p.1.1") != ""
    for hidden in ("y.2.4", "p.2.4", "L.2.1", "h.3.1", "y.4.2"):
        assert said(graph, hidden) == ""
    tables = graph["explained"]["tables"]
    for name, known in (("h", 3), ("y", 1), ("p", 1), ("best", 1)):
        rows = tables[name]["values"].reshape(tables[name]["shape"][0], -1)
        assert not np.isnan(rows[:known]).any()
        assert np.isnan(rows[known:]).all()


def test_committing_reveals_the_computed_answer_on_the_figure_and_ticks_the_lesson(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", stop="scores")
    assert "is right" not in words(at)
    choose(at, "o")
    graph = figure(at)
    assert "✓ **“o”** is right" in words(at)
    assert graph["veil_after"] is None
    assert "y.2" in graph["steps"][graph["start"]]["now"]
    assert [each.option for each in at.session_state["visit"].answers["hello"].values()] == ["o"]


def test_a_wrong_answer_is_told_the_character_with_the_largest_score(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", stop="scores")
    choose(at, "l")
    assert "✗ Not “l”" in words(at)
    assert "The answer is **“o”**" in words(at)


def test_the_slide_s_mean_loss_is_worse_than_guessing(open_lesson: OpenLesson) -> None:
    shown = words(open_lesson("hello", stop="guessing"))
    assert "**1.397** nats: :orange[worse than guessing] (ln 4 = 1.386)" in shown


def test_one_gradient_step_moves_every_weight_against_its_gradient(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", stop="guessing")
    before = weights(at)
    grads = named(backward(presets.hello_slide().run()).model)
    press(at, "hello.loss", "One gradient step")
    for name, after in weights(at).items():
        np.testing.assert_allclose(after, before[name] - 0.1 * grads[name], rtol=1e-12, atol=1e-15)
    assert address(at)["tape"] == "1@0.1"


def test_training_goes_on_in_slices_until_it_is_paused(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", stop="guessing")
    press(at, "hello.loss", "Train")
    at.run()
    losses = training(at).losses
    assert len(losses) > 2
    assert losses[-1] < losses[0]
    press(at, "hello.loss", "Pause")
    steps = len(training(at).losses)
    at.run()
    assert len(training(at).losses) == steps
    assert address(at)["tape"] == f"{steps - 1}@0.1"


def test_trained_it_writes_ello_from_h(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", network="trained", mode="write")
    written = [
        box["caption"] for box in sorted(figure(at)["nodes"], key=lambda box: box["id"]) if box["id"].startswith("p.")
    ]
    assert written == ["“e”", "“l”", "“l”", "“o”"]


def test_the_slide_trained_by_its_own_buttons_writes_ello(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", tape="40@0.1", mode="write")
    assert choice(at).kind == "slide"
    captions = [b["caption"] for b in figure(at)["nodes"] if b["id"].startswith("p.")]
    assert captions == ["“e”", "“l”", "“l”", "“o”"]


def test_the_two_l_s_are_told_apart_by_their_state(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", stop="two-l")
    assert texts(at, "x.3") == texts(at, "x.4")
    assert texts(at, "h.3") != texts(at, "h.4")
    assert texts(at, "y.3") != texts(at, "y.4")
    assert {"h.3", "h.4"} <= set(figure(at)["highlight"])


def test_resume_undoes_what_hides_what_a_stop_shows(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", stop="guessing", network="random", word="abba", tape="30@1")
    press(at, "hello.guide", "Resume")
    marks = [next(b for b in figure(at)["nodes"] if b["id"] == f"y.{t}").get("marks", []) for t in (1, 2, 3, 4)]
    assert ["wrong" in m for m in marks] == [True, True, False, False]
    assert ["right" in m for m in marks] == [False, False, True, True]
    assert figure(at)["veil_after"] is None


@pytest.mark.parametrize("network", ["slide", "trained", "random"])
def test_no_control_but_new_weights_changes_a_weight(open_lesson: OpenLesson, network: str) -> None:
    at = opened(open_lesson("hello", network=network, tape="7@0.3"))
    before = weights(at)
    control(at.select_slider, "hello.rate").set_value(3.0).run()
    assert same(weights(at), before)
    control(at.button_group, "hello.mode").set_value("write").run()
    assert same(weights(at), before)
    control(at.selectbox, "hello.start").set_value("l").run()
    assert same(weights(at), before)
    live_value(at, "hello.temperature", 1.5)
    assert same(weights(at), before)
    control(at.button, "hello.throw_again").click().run()
    assert same(weights(at), before)
    control(at.button_group, "hello.mode").set_value("read").run()
    press(at, "hello.guide", "Resume")
    assert choice(at).kind == "slide"


def test_more_units_or_another_word_leave_every_shared_weight_and_return_the_old_network(
    open_lesson: OpenLesson,
) -> None:
    at = opened(open_lesson("hello", network="random", tape="5@0.3"))
    trained = weights(at)
    control(at.text_input, "hello.word").set_value("help").run()
    other = presets.drawn(presets.hello_slide().vocabulary, 3, 1)
    columns = {s: k for k, s in enumerate(presets.hello_slide().vocabulary.symbols)}
    for k, symbol in enumerate("hel"):
        np.testing.assert_array_equal(weights(at)["cell.W_xh"][:, k], other.cell.W_xh[:, columns[symbol]])
    control(at.slider, "hello.hidden").set_value(9).run()
    np.testing.assert_array_equal(weights(at)["cell.W_hh"][:3, :3], other.cell.W_hh)
    control(at.slider, "hello.hidden").set_value(3).run()
    control(at.text_input, "hello.word").set_value("hello").run()
    assert same(weights(at), trained)


def test_new_weights_changes_them_and_says_so_in_the_link(open_lesson: OpenLesson) -> None:
    at = opened(open_lesson("hello", network="random"))
    before = weights(at)
    control(at.button, "hello.new_weights").click().run()
    assert not same(weights(at), before)
    assert address(at)["seed"] == "2"


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        ("network", "perceptron"),
        ("word", ""),
        ("word", "x"),
        ("word", "y" * 10_000),
        ("word", "a\x00"),
        ("hidden", "99"),
        ("hidden", "three"),
        ("hidden", "nan"),
        ("mode", "dream"),
        ("rate", "7"),
        ("rate", "nan"),
        ("seed", "-1"),
        ("seed", "1e9"),
        ("tape", "zz"),
        ("tape", "999999@0.1"),
        ("tape", "5@nan"),
        ("tape", "5@-1"),
    ],
)
def test_a_malformed_link_shows_the_start_values_and_names_the_parameter(
    open_lesson: OpenLesson, parameter: str, text: str
) -> None:
    at = open_lesson("hello", stop="guessing", **{parameter: text})
    assert any(parameter in warning.value for warning in at.warning)
    assert texts(at, "h.1") == SLIDE_HIDDEN[0]
    assert control(at.text_input, "hello.word").value == "hello"
    assert max(len(warning.value) for warning in at.warning) < 400


@pytest.mark.parametrize(("parameter", "text"), [("temperature", "1e9"), ("temperature", "hot"), ("start", "q")])
def test_a_malformed_link_into_write_mode_names_the_parameter(
    open_lesson: OpenLesson, parameter: str, text: str
) -> None:
    at = open_lesson("hello", mode="write", **{parameter: text})
    assert any(parameter in warning.value for warning in at.warning)


@pytest.mark.parametrize(
    "word",
    [
        "aa",
        "a" * 40,
        "👩‍👩‍👧🇩🇪👍🏽👩‍👩‍👧",
        "éé́e\u0301",
        "नमस्ते",
        "שלום",
        "a]b$c*d_e`f<g>",
        "two words",
        "The quick brown fox jumps over the dogs.",
    ],
)
@pytest.mark.parametrize("mode", ["read", "write"])
def test_any_word_gives_a_working_lesson(open_lesson: OpenLesson, word: str, mode: str) -> None:
    at = open_lesson("hello", network="random", word=word, mode=mode)
    assert not at.warning
    assert all(math.isfinite(loss) for loss in training(at).losses)
    assert not any("nan" in text for box in figure(at)["nodes"] for text in box["texts"])


@pytest.mark.parametrize("word", ["", "x", "é", "z" * 41])
def test_a_word_that_cannot_be_used_is_explained_and_nothing_is_lost(open_lesson: OpenLesson, word: str) -> None:
    at = open_lesson("hello", network="random", tape="9@1")
    before = weights(at)
    control(at.text_input, "hello.word").set_value(word).run()
    assert "Still showing “hello”" in words(at).replace("\\", "")
    assert same(weights(at), before)


def test_the_slide_s_network_hands_a_word_it_cannot_spell_to_a_trained_one(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", word="mama")
    assert "knows only h, e, l and o" in words(at).replace("\\", "")
    assert choice(at).kind == "trained"


def test_start_values_put_everything_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", network="random", word="abba", hidden="7", rate="3", seed="5", tape="4@1")
    button(at, "Start values").click().run()
    assert choice(at).kind == "slide"
    assert same(weights(at), named(presets.hello_slide().run().model))
    assert control(opened(at).select_slider, "hello.rate").value == 0.1
    assert "seed" not in address(at)
    assert "tape" not in address(at)


def test_training_stops_at_the_most_steps_a_link_can_carry(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", network="random", tape=f"{MOST_STEPS - 1}@0.1")
    press(at, "hello.loss", "One gradient step")
    press(at, "hello.loss", "One gradient step")
    assert address(at)["tape"] == f"{MOST_STEPS}@0.1"
    assert "most a link can carry" in words(at)


def test_there_are_at_most_four_controls_and_each_has_a_tooltip(open_lesson: OpenLesson) -> None:
    for mode in ("read", "write"):
        at = open_lesson("hello", mode=mode)
        assert len(explained_controls(at)) <= 5


def test_the_proof_is_computed_on_the_model_on_the_screen(open_lesson: OpenLesson) -> None:
    at = open_lesson("hello", network="random", word="banana", hidden="8", tape="3@0.3")
    assert "Largest relative error" not in words(at)
    at.button(key="proof_drawer").click().run()
    assert exponent_of_the_proof(at) <= -7


@pytest.mark.parametrize(
    ("typed", "word", "said"),
    [
        ("hello ", "hello", "1 blank at the end left out"),
        ("hel\u00adlo", "hello", "1 soft hyphen dropped"),
        ("e\u0301té", "été", "accents composed"),
    ],
)
def test_a_word_of_a_link_is_cleaned_and_that_is_said(
    open_lesson: OpenLesson, typed: str, word: str, said: str
) -> None:
    at = open_lesson("hello", word=typed, network="random")
    assert f"The word of the link: {said}" in words(at).replace("\\", "")
    assert address(at).get("word", "hello") == word


def test_a_word_of_one_letter_leaves_no_question_with_one_option(open_lesson: OpenLesson) -> None:
    for stop in SCRIPT.stops:
        at = open_lesson("hello", word="aaaa", stop=stop.name)
        assert not at.exception
    for place, stop in enumerate(SCRIPT.stops):
        asked = SCRIPT.told(place).asked
        assert stop.question is None or (asked is not None and len(asked.replies) > 1)
