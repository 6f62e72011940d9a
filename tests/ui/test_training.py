"""Training while the reader watches: every network has its own, and the link carries it."""

from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from rnn_core.weights import flatten
from ui import choose, networks
from ui.networks import MOST_STEPS, Choice, Tape, Training


def page() -> None:
    """A network and the buttons that train it."""
    import streamlit as st

    from ui import choose, link, training
    from ui.networks import Choice

    state = st.session_state
    link.arrive("page")
    choice = Choice(*state["chosen"]) if "chosen" in state else choose.slide()
    rate = state.get("rate", 0.1)

    def view() -> None:
        if training.running():
            training.advance(choice, rate, training.STEPS_A_TICK)
        state["now"] = training.current(choice)
        state["running"] = training.running()
        step = state.get("steps", 1)
        st.button("step", key="step", on_click=training.advance, args=(choice, rate, step))
        st.button("play", key="play", on_click=training.play)
        st.button("stop", key="stop", on_click=training.stop)
        st.button("start over", key="start_over", on_click=training.start_over, args=(choice,))
        st.button("forget", key="forget", on_click=link.forget_page)
        training.keep_time()

    training.live(view)
    state["refused"] = [refusal.parameter for refusal in link.refusals()]


def opened(choice: Choice | None = None, **link: Any) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    app.query_params.update(link)
    return ran(app) if choice is None else chosen(app, choice)


def chosen(app: AppTest, choice: Choice) -> AppTest:
    app.session_state["chosen"] = (choice.kind, choice.word, choice.hidden, choice.seed)
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return ran(app)


def tape(app: AppTest) -> Tape:
    now: Training = app.session_state["now"]
    return now.tape


def bits(app: AppTest) -> bytes:
    now: Training = app.session_state["now"]
    return flatten(now.model).tobytes()


A, B = Choice("random", "hello", 3, 1), Choice("random", "hello", 4, 1)
TRAINED = Choice("trained", "hello", 3, 1)


def test_a_gradient_step_moves_the_weights_and_is_in_the_link() -> None:
    app = opened(A)
    before = bits(app)
    click(app, "step")
    assert tape(app) == ((0.1, 1),)
    assert bits(app) != before
    assert app.query_params == {"tape": "1@0.1"}


def test_a_link_opens_the_network_it_was_copied_from_to_the_last_bit() -> None:
    app = opened(A)
    for rate in (0.1, 0.1, 3.0, 0.3):
        app.session_state["rate"] = rate
        ran(app)
        click(app, "step")
    copy = opened(A, **app.query_params)
    assert app.query_params == {"tape": "2@0.1-1@3-1@0.3"}
    assert bits(copy) == bits(app)
    assert copy.session_state["now"].losses == app.session_state["now"].losses


def test_a_links_training_is_that_of_the_network_it_names_only() -> None:
    app = opened(A, tape="5@0.1")
    assert tape(app) == ((0.1, 5),)
    assert tape(chosen(app, B)) == ()
    assert app.query_params == {}
    assert tape(chosen(app, A)) == ((0.1, 5),)
    assert app.query_params == {"tape": "5@0.1"}


def test_each_network_keeps_its_own_training() -> None:
    app = click(opened(A), "step")
    first = bits(app)
    click(click(chosen(app, B), "step"), "step")
    assert tape(app) == ((0.1, 2),)
    assert bits(chosen(app, A)) == first
    assert tape(chosen(app, B)) == ((0.1, 2),)


def test_a_malformed_tape_is_refused_and_nothing_is_trained() -> None:
    app = opened(A, tape="5@0.1-x")
    assert tape(app) == ()
    assert app.session_state["refused"] == ["tape"]
    assert np.array_equal(flatten(app.session_state["now"].model), flatten(networks.untrained(A)))


def test_the_trained_network_begins_trained_and_that_is_no_part_of_the_link() -> None:
    app = opened(TRAINED)
    assert tape(app) == networks.start_tape(TRAINED)
    assert app.query_params == {}
    click(app, "step")
    assert app.query_params == {"tape": "300@0.3-1@0.1"}


def test_starting_over_gives_the_weights_of_the_beginning_back() -> None:
    for choice in (A, TRAINED, choose.slide("hole")):
        app = opened(choice)
        before = bits(app)
        click(click(app, "step"), "start_over")
        assert bits(app) == before
        assert app.query_params == {}


def test_going_back_to_the_lectures_values_forgets_every_training() -> None:
    app = click(opened(A), "step")
    click(click(chosen(app, B), "step"), "forget")
    assert tape(app) == ()
    assert tape(chosen(app, A)) == ()


def test_playing_trains_a_slice_at_every_run_until_it_is_paused() -> None:
    app = click(opened(A), "play")
    assert app.session_state["running"]
    steps = networks.length(tape(app))
    assert steps > 0
    ran(app)
    assert networks.length(tape(app)) > steps
    click(app, "stop")
    steps = networks.length(tape(app))
    assert networks.length(tape(ran(app))) == steps
    assert app.query_params == {"tape": f"{steps}@0.1"}


def test_while_training_plays_the_address_is_left_alone() -> None:
    app = click(opened(A), "play")
    assert networks.length(tape(ran(app))) > 0
    assert app.query_params == {}


def test_training_stops_at_the_most_steps_a_link_can_carry() -> None:
    app = opened(A, tape=f"{MOST_STEPS - 1}@0.1")
    click(app, "play")
    assert networks.length(tape(app)) == MOST_STEPS
    ran(app)
    assert not app.session_state["running"]
    assert networks.length(tape(click(app, "step"))) == MOST_STEPS
    assert networks.parse_tape(app.query_params["tape"]) == tape(app)


def test_training_stops_where_it_diverges() -> None:
    app = opened(A)
    app.session_state["rate"] = 1e308
    click(ran(app), "play")
    for _ in range(5):
        ran(app)
    assert app.session_state["now"].diverged
    assert not app.session_state["running"]
    assert np.isfinite(flatten(app.session_state["now"].model)).all()
