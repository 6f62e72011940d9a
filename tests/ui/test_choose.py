"""Choosing a network: what the controls make of each other, and who may draw new weights."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui import choose, networks
from ui.networks import Choice


def page() -> None:
    """The controls of a character network, and those of writing."""
    import streamlit as st

    from ui import choose, controls, link
    from ui import page as lesson

    link.arrive("page")
    with lesson.control_row():
        choice = choose.network()
        if st.session_state.get("writes"):
            st.session_state["writing"] = choose.sampling(choice)
        else:
            st.session_state["learning_rate"] = choose.learning_rate()
    st.session_state["choice"] = choice
    st.session_state["remarked"] = controls.remarks()
    st.session_state["refused"] = [refusal.parameter for refusal in link.refusals()]


def opened(*, writes: bool = False, **link: Any) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["writes"] = writes
    app.query_params.update(link)
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def test_the_lectures_network_is_chosen_first() -> None:
    app = opened()
    assert app.session_state["choice"] == choose.slide() == Choice("slide", "hello", 3, 1)
    assert app.session_state["learning_rate"] == 0.1


def test_the_slides_network_does_not_depend_on_the_seed_or_the_hidden_units() -> None:
    app = opened(seed="77", hidden="9")
    assert app.session_state["choice"] == choose.slide()
    assert app.button(key="new_weights").disabled
    assert app.slider(key="hidden").disabled


def test_a_link_names_a_network_completely() -> None:
    app = opened(network="random", word="wörld", hidden="9", seed="77", rate="1")
    assert app.session_state["choice"] == Choice("random", "wörld", 9, 77)
    assert app.session_state["learning_rate"] == 1.0


@pytest.mark.parametrize("word", ["hole", "oh", "lll"])
def test_the_slides_network_reads_words_made_of_its_letters(word: str) -> None:
    app = opened(word=word)
    assert app.session_state["choice"] == choose.slide(word)
    assert app.session_state["remarked"] == ()


def test_a_word_the_slide_cannot_spell_gets_a_trained_network_and_a_remark() -> None:
    app = opened(word="hallo", hidden="9")
    assert app.session_state["choice"] == Choice("trained", "hallo", 9, 1)
    (remark,) = app.session_state["remarked"]
    assert "“hallo”" in remark
    assert not app.button(key="new_weights").disabled


def test_new_weights_takes_the_next_seed_and_nothing_else() -> None:
    app = opened(network="random", seed="77", word="hole", hidden="5")
    app.button(key="new_weights").click()
    assert ran(app).session_state["choice"] == Choice("random", "hole", 5, 78)
    assert app.query_params["seed"] == "78"
    assert app.button(key="new_weights").label == "New weights (seed 78)"


def test_after_the_last_seed_comes_the_first() -> None:
    app = opened(network="random", seed="9999")
    app.button(key="new_weights").click()
    assert ran(app).session_state["choice"].seed == 1


@pytest.mark.parametrize(
    "text", ["0", "10000", "-1", "1.5", "", "x", "٣", "²", "1e3", "+1", "9" * 5000]
)
def test_a_seed_that_cannot_be_used_is_refused(text: str) -> None:
    app = opened(network="random", seed=text)
    assert app.session_state["choice"] == Choice("random", "hello", 3, 1)
    assert app.session_state["refused"] == ["seed"]


def test_no_control_but_new_weights_changes_the_seed() -> None:
    app = opened(network="random", seed="77")
    app.button_group(key="network").set_value("trained")
    app.slider(key="hidden").set_value(20)
    app.text_input(key="word").set_value("wörld")
    app.select_slider(key="rate").set_value("10")
    ran(app)
    assert app.session_state["choice"] == Choice("trained", "wörld", 20, 77)
    app.button_group(key="network").set_value("slide")
    assert ran(app).session_state["choice"].kind == "trained"
    app.text_input(key="word").set_value("hello")
    assert ran(app).session_state["choice"] == choose.slide()
    app.button_group(key="network").set_value("random")
    assert ran(app).session_state["choice"] == Choice("random", "hello", 20, 77)


def test_the_lectures_learning_rate_is_on_the_slider() -> None:
    assert choose.LECTURE_RATE in choose.RATES
    assert networks.parse_tape(networks.show_tape(tuple((rate, 1) for rate in choose.RATES)))


def test_writing_starts_greedy_with_the_words_first_symbol() -> None:
    app = opened(writes=True, word="olé", network="trained")
    assert app.session_state["writing"] == (0.0, "o", 1)
    assert app.selectbox(key="start").options == ["o", "l", "é"]
    assert app.button(key="throw_again").disabled


def test_a_link_sets_how_to_write() -> None:
    app = opened(writes=True, temperature="1.5", start="l", dice="6")
    assert app.session_state["writing"] == (1.5, "l", 6)


def test_drawing_again_throws_other_dice_and_keeps_the_weights() -> None:
    app = opened(writes=True, network="random", seed="5", temperature="1.5")
    app.button(key="throw_again").click()
    ran(app)
    assert app.session_state["writing"] == (1.5, "h", 2)
    assert app.session_state["choice"].seed == 5
    assert app.query_params["dice"] == "2"
