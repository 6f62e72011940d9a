"""The character networks that lessons share: which one is shown, how the link carries its training."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnn_core.weights import flatten
from tests.pages.conftest import address, control, held
from ui import character_model, network_controls
from ui.character_model import MOST_STEPS, Choice, Tape, Training


def page() -> None:
    """A network, its controls, and the buttons that train it."""
    import streamlit as st

    from ui import player
    from ui.network_controls import NetworkState, go_on, keep_tape, more_of_the_network, network_controls, training
    from ui.state import Page

    session = st.session_state
    page = Page("page", NetworkState)

    def view() -> None:
        state = page.state()
        choice, rate = state.drawn(session.get("cell", "rnn")), session.get("rate", 0.1)
        go_on(page, choice, rate, steps=2)
        keep_tape(page, choice)
        on = training(page, choice)

        def step() -> None:
            on.play()
            go_on(page, choice, rate, steps=1)
            on.pause()

        def start_over() -> None:
            on.start_over(character_model.replay(choice, character_model.start_tape(choice)))
            page.change(tape=None)

        network_controls(page, choice)
        more_of_the_network(page, choice)
        st.button("step", on_click=step)
        player.toggle(page, on)
        st.button("start over", on_click=start_over)
        st.button("reset", on_click=page.reset)
        session["choice"], session["now"] = choice, on.shot

    from ui import character_model

    player.live(page, view)


def opened(**link: Any) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    app.query_params.update(link)
    return ran(app)


def ran(app: AppTest, **session: Any) -> AppTest:
    for name, value in session.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click()
    return ran(app)


def choice(app: AppTest) -> Choice:
    found: Choice = app.session_state["choice"]
    return found


def now(app: AppTest) -> Training:
    found: Training = app.session_state["now"]
    return found


def tape(app: AppTest) -> Tape:
    return now(app).tape


def bits(app: AppTest) -> bytes:
    return flatten(now(app).model).tobytes()


def refused(app: AppTest) -> list[str]:
    return [refusal.parameter for refusal in held(app, "page").refusals]


def remarks(app: AppTest) -> list[str]:
    return held(app, "page").remarks


def test_the_lecture_s_network_is_chosen_first() -> None:
    assert choice(opened()) == network_controls.slide() == Choice("slide", "hello", 3, 1)


def test_the_slide_s_network_depends_on_neither_seed_nor_hidden_units() -> None:
    app = opened(seed="77", hidden="9")
    assert choice(app) == network_controls.slide()
    assert control(app.button, "page.new_weights").disabled
    assert control(app.slider, "page.hidden").disabled


def test_a_link_names_a_network_completely() -> None:
    assert choice(opened(network="random", word="wörld", hidden="9", seed="77")) == Choice("random", "wörld", 9, 77)


@pytest.mark.parametrize("word", ["hole", "oh", "lll"])
def test_the_slide_s_network_reads_words_made_of_its_letters(word: str) -> None:
    app = opened(word=word)
    assert choice(app) == network_controls.slide(word)
    assert not remarks(app)


def test_a_word_the_slide_cannot_spell_gets_a_trained_network_and_a_remark() -> None:
    app = opened(word="hallo", hidden="9")
    assert choice(app) == Choice("trained", "hallo", 9, 1)
    assert "“hallo”" in remarks(app)[0]
    assert not control(app.button, "page.new_weights").disabled


def test_the_slide_s_network_is_no_lstm_and_the_page_says_so() -> None:
    app = ran(opened(), cell="lstm")
    assert choice(app) == Choice("trained", "hello", 3, 1, "lstm")
    assert "vanilla RNN" in remarks(app)[0]


@pytest.mark.parametrize("text", ["0", "10000", "-1", "1.5", "", "x", "²", "1e3", "9" * 5000])
def test_a_seed_that_cannot_be_used_is_refused(text: str) -> None:
    app = opened(network="random", seed=text)
    assert choice(app) == Choice("random", "hello", 3, 1)
    assert refused(app) == ["seed"]


def test_no_control_but_new_weights_changes_the_seed() -> None:
    app = opened(network="random", seed="77")
    control(app.button_group, "page.network").set_value("trained")
    control(app.slider, "page.hidden").set_value(20)
    control(app.text_input, "page.word").set_value("wörld")
    assert choice(ran(app)) == Choice("trained", "wörld", 20, 77)
    control(app.button_group, "page.network").set_value("slide")
    assert choice(ran(app)).kind == "trained"
    control(app.text_input, "page.word").set_value("hello")
    assert choice(ran(app)) == network_controls.slide()
    control(app.button_group, "page.network").set_value("random")
    assert choice(ran(app)) == Choice("random", "hello", 20, 77)


def test_a_gradient_step_moves_the_weights_and_is_in_the_link() -> None:
    app = opened(network="random")
    before = bits(app)
    press(app, "step")
    assert tape(app) == ((0.1, 1),)
    assert bits(app) != before
    assert address(app) == {"network": "random", "tape": "1@0.1"}


def test_a_link_opens_the_network_it_was_copied_from_to_the_last_bit() -> None:
    app = opened(network="random")
    for rate in (0.1, 0.1, 3.0, 0.3):
        press(ran(app, rate=rate), "step")
    assert address(app)["tape"] == "2@0.1-1@3-1@0.3"
    copy = opened(**address(app))
    assert bits(copy) == bits(app)
    assert now(copy).losses == now(app).losses


def test_playing_and_pausing_is_one_button_so_that_what_stands_beside_it_does_not_move() -> None:
    app = opened(network="random")
    buttons = [(each.key, each.label) for each in app.button]
    press(app, "Train")
    playing = [(each.key, each.label) for each in app.button]
    assert [key for key, _ in playing] == [key for key, _ in buttons]
    assert [label for _, label in playing] == [label.replace("Train", "Pause") for _, label in buttons]


def test_each_network_keeps_its_own_training() -> None:
    app = press(opened(network="random", tape="5@0.1"), "step")
    first = bits(app)
    control(app.slider, "page.hidden").set_value(4)
    assert tape(ran(app)) == ()
    press(press(app, "step"), "step")
    assert tape(app) == ((0.1, 2),)
    control(app.slider, "page.hidden").set_value(3)
    assert bits(ran(app)) == first
    assert address(app)["tape"] == "6@0.1"
    control(app.slider, "page.hidden").set_value(4)
    assert tape(ran(app)) == ((0.1, 2),)


def test_a_malformed_tape_is_refused_and_nothing_is_trained() -> None:
    app = opened(network="random", tape="5@0.1-x")
    assert tape(app) == ()
    assert refused(app) == ["tape"]
    untrained = character_model.untrained(choice(app))
    assert np.array_equal(flatten(now(app).model), flatten(untrained))


def test_the_trained_network_begins_trained_and_that_is_no_part_of_the_link() -> None:
    app = opened(network="trained")
    assert tape(app) == character_model.start_tape(choice(app))
    assert address(app) == {"network": "trained"}
    assert address(press(app, "step"))["tape"] == "300@0.3-1@0.1"


@pytest.mark.parametrize("link", [{"network": "random"}, {"network": "trained"}, {"word": "hole"}])
def test_starting_over_gives_the_weights_of_the_beginning_back(link: dict[str, str]) -> None:
    app = opened(**link)
    before = bits(app)
    press(press(app, "step"), "start over")
    assert bits(app) == before
    assert address(app) == link


def test_start_values_forget_every_training() -> None:
    app = press(press(opened(tape="3@0.1"), "step"), "reset")
    assert tape(app) == ()
    assert address(app) == {}


def test_playing_trains_a_slice_at_every_run_until_it_is_paused() -> None:
    app = press(opened(network="random"), "Train")
    steps = character_model.length(tape(app))
    assert steps > 0
    assert character_model.length(tape(ran(app))) > steps
    assert "tape" not in address(app)
    press(app, "Pause")
    steps = character_model.length(tape(app))
    assert character_model.length(tape(ran(app))) == steps
    assert address(app)["tape"] == f"{steps}@0.1"


def test_training_stops_at_the_most_steps_a_link_can_carry() -> None:
    app = press(opened(network="random", tape=f"{MOST_STEPS - 1}@0.1"), "Train")
    ran(app)
    assert character_model.length(tape(app)) == MOST_STEPS
    assert [one.label for one in app.button if one.label == "Pause"] == []
    assert character_model.length(tape(press(app, "step"))) == MOST_STEPS
    assert character_model.parse_tape(address(app)["tape"]) == tape(app)


def test_training_stops_where_it_diverges_and_keeps_the_last_finite_network() -> None:
    app = press(ran(opened(network="random"), rate=1e308), "Train")
    for _ in range(4):
        ran(app)
    assert held(app, "page").own["player"].diverged
    assert not held(app, "page").own["player"].playing
    assert np.isfinite(flatten(now(app).model)).all()
