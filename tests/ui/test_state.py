"""A page's state: what a link may say, what the reader changes, and that no page reaches another."""

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import answer, live_value
from tests.ui.example import START, Example, address, control, held, opened, press, ran, refused, shown, state
from ui.state import LAST

GOOD = {
    "kind": "Beta", "units": "7", "rate": "1", "word": "olé 👍", "start": " ", "part": "3-4", "low": "0.5",
    "high": "1.5", "seed": "9", "marks": "4-5",
}  # fmt: skip
TAKEN = Example(
    kind="b", units=7, rate=1.0, word="olé 👍", start=" ", part=(3, 4), low=0.5, high=1.5, seed=9, marks=(4, 5)
)
MALFORMED: dict[str, dict[str, Any]] = {
    "empty": dict.fromkeys(GOOD, ""),
    "of the wrong type": {
        "kind": "1", "units": "3.5", "rate": "fast", "word": "\x07\x07", "start": "1", "part": "two-five",
        "low": "cold", "high": "warm", "seed": "one", "marks": "x",
    },
    "out of range": {
        "kind": "c", "units": "33", "rate": "0.2", "word": "x", "start": "z", "part": "0-5", "low": "-0.1",
        "high": "3.1", "seed": "0", "marks": "12345",
    },
    "far out of range": {
        "kind": "a,Beta", "units": "-1", "rate": "1e999", "word": "x" * 41, "start": "he", "part": "1-2-3",
        "low": "inf", "high": "nan", "seed": "9" * 5000, "marks": "-1",
    },
    "given twice": {name: ["1", "2", "3"] for name in GOOD},
    "10 kB long": dict.fromkeys(GOOD, "x" * 10_000),
    "4 kB of marks": dict.fromkeys(GOOD, "ae" + "\u0301" * 4_000),
}  # fmt: skip


def start_again(app: AppTest, slug: str, **link: Any) -> AppTest:
    """The page ``slug`` as a link opens it in the same visit."""
    app.query_params.clear()
    app.query_params.update(link)
    return ran(app, slug=slug)


def changed() -> AppTest:
    """The page after the reader changed every control on it."""
    app = opened()
    control(app.button_group, "hello.kind").set_value("b")
    control(app.slider, "hello.units").set_value(32)
    control(app.select_slider, "hello.rate").set_value(10.0)
    control(app.text_input, "hello.word").set_value("eel")
    control(app.selectbox, "hello.start").set_value("l")
    control(app.slider, "hello.part").set_value((1, 9))
    return live_value(app, "hello.low", 0.5)


CHANGED = Example(kind="b", units=32, rate=10.0, word="eel", start="l", part=(1, 9), low=0.5)


def test_without_a_link_the_start_values_are_shown_and_the_address_stays_empty() -> None:
    app = opened()
    assert state(app) == START
    assert shown(app) == {name: getattr(START, name) for name in shown(app)}
    assert address(app) == {}


def test_good_values_of_a_link_are_taken_and_stay_in_the_address() -> None:
    app = opened(**GOOD)
    assert state(app) == TAKEN
    assert shown(app) == {name: getattr(TAKEN, name) for name in shown(app)}
    assert refused(app) == []
    assert address(app) == GOOD | {"kind": "b"}


def test_older_names_and_forms_of_a_link_are_understood() -> None:
    app = opened(sort="Beta", part=["3", "4"])
    assert state(app) == replace(START, kind="b", part=(3, 4))
    assert refused(app) == []


@pytest.mark.parametrize("fault", MALFORMED)
def test_values_that_cannot_be_used_are_named_and_the_start_values_shown(fault: str) -> None:
    app = opened(**MALFORMED[fault])
    assert state(app) == START
    assert shown(app) == {name: getattr(START, name) for name in shown(app)}
    assert sorted(refused(app)) == sorted(GOOD)
    assert address(app) == {}
    assert len(app.warning[0].value) < 150 * len(GOOD)


def test_one_value_that_cannot_be_used_leaves_the_others() -> None:
    app = opened(**GOOD | {"units": "99"})
    assert state(app) == replace(TAKEN, units=3)
    assert refused(app) == ["units"]


def test_what_another_page_would_understand_is_named_and_leaves_the_address() -> None:
    app = opened(example="4", units="7")
    assert refused(app) == ["example"]
    assert "nothing that this page can set" in app.warning[0].value
    assert address(app) == {"units": "7"}


def test_what_belongs_to_the_browser_and_to_streamlit_is_left_alone() -> None:
    app = opened(present="1", embed="true", embed_options="dark_theme")
    assert refused(app) == []
    assert address(app) == {"present": "1"}


def test_a_link_cannot_ask_for_what_does_not_go_together() -> None:
    app = opened(start="q", units="7")
    assert refused(app) == ["start"]
    assert state(app) == replace(START, units=7)


def test_the_notice_stays_while_the_reader_works_on_the_page() -> None:
    app = opened(units="99")
    control(app.slider, "hello.units").set_value(8)
    assert state(ran(app)).units == 8
    assert refused(app) == ["units"]


@pytest.mark.parametrize("text", ["", "0", "-3", "2.5", "x", "1" * 50, "٣"])
def test_a_step_that_is_none_is_named(text: str) -> None:
    app = opened(step=text)
    assert refused(app) == ["step"]


def test_a_step_of_the_link_is_where_the_figure_starts() -> None:
    assert opened(step="3").session_state["place"][0] == 2


def test_what_the_reader_changes_counts_and_stands_in_the_address() -> None:
    app = changed()
    assert state(app) == CHANGED
    assert address(app) == {
        "kind": "b", "units": "32", "rate": "10", "word": "eel", "start": "l", "part": "1-9", "low": "0.5",
    }  # fmt: skip
    assert state(opened(**address(app))) == CHANGED


def test_start_values_put_everything_back() -> None:
    app = press(changed(), "Start values")
    assert state(app) == START
    assert shown(app) == {name: getattr(START, name) for name in shown(app)}
    assert address(app) == {}
    assert state(ran(app)) == START


def test_start_values_put_a_link_back_and_forget_what_was_refused() -> None:
    app = press(opened(**GOOD | {"units": "99"}), "Start values")
    assert state(app) == START
    assert refused(app) == []
    assert address(app) == {}


def test_every_control_works_again_after_it_was_put_back() -> None:
    app = press(changed(), "Start values")
    control(app.slider, "hello.units").set_value(5)
    assert state(live_value(app, "hello.low", 0.7)) == replace(START, units=5, low=0.7)


def test_a_message_that_was_under_way_does_not_set_back_what_a_button_set() -> None:
    app = changed()
    old_slider, old_live = control(app.slider, "hello.units").key, held(app, "hello").versions.get("low", 0)
    press(app, "set", set={"units": 6, "low": 0.1})
    app.session_state[old_slider] = 32
    app.session_state["hello.low"] = {"value": {"at": 0.9, "token": str(old_live)}}
    assert (state(ran(app)).units, state(app).low) == (6, 0.1)


def test_a_slider_that_was_just_moved_takes_the_other_along_and_the_other_shows_it() -> None:
    app = live_value(opened(), "hello.low", 2.0)
    assert (state(app).low, state(app).high) == (2.0, 2.0)
    assert shown(app)["high"] == 2.0
    live_value(app, "hello.high", 0.5)
    assert (state(app).low, state(app).high) == (0.5, 0.5)
    assert shown(app)["low"] == 0.5


def test_a_list_that_no_longer_has_the_choice_shows_the_first_line() -> None:
    app = opened(start="l")
    control(app.text_input, "hello.word").set_value("axe")
    assert state(ran(app)).start == shown(app)["start"] == "a"


def test_a_control_that_is_not_drawn_for_a_while_keeps_its_value() -> None:
    app = ran(ran(changed(), fewer=True), fewer=False)
    assert state(app) == CHANGED
    assert shown(app) == {name: getattr(CHANGED, name) for name in shown(app)}


@pytest.mark.parametrize("typed", ["", "x", "x" * 41, "a\x07"])
def test_the_last_good_word_stays_while_the_typed_one_cannot_be_used(typed: str) -> None:
    app = opened()
    control(app.text_input, "hello.word").set_value("eel")
    ran(app)
    control(app.text_input, "hello.word").set_value(typed)
    assert state(ran(app)).word == state(ran(app)).word == "eel"
    assert shown(app)["word"] == typed
    assert "Still showing “eel”" in app.warning[0].value
    assert address(app)["word"] == "eel"
    control(app.text_input, "hello.word").set_value("hole")
    assert state(ran(app)).word == "hole"
    assert not app.warning


@pytest.mark.parametrize(("typed", "said"), [("hole ", "1 blank at the end left out"), ("ho\u00adle", "soft hyphen")])
def test_what_is_done_to_a_typed_word_is_said_beside_it(typed: str, said: str) -> None:
    app = opened()
    control(app.text_input, "hello.word").set_value(typed)
    assert state(ran(app)).word == "hole"
    assert address(app)["word"] == "hole"
    assert said in app.caption[0].value
    assert not app.warning
    control(app.text_input, "hello.word").set_value("hole")
    assert said not in " ".join(each.value for each in ran(app).caption)


def test_a_text_that_no_link_could_carry_is_refused_unread_with_its_length() -> None:
    app = opened()
    control(app.text_input, "hello.word").set_value("e" * 120_000)
    ran(app)
    said = app.warning[0].value.replace("\\", "")
    assert "too long: 120,000 characters, a field takes at most 2,000. Still showing “hello”" in said


def test_a_button_takes_away_a_typed_text_that_cannot_be_used() -> None:
    app = opened()
    control(app.text_input, "hello.word").set_value("x")
    press(ran(app), "set", set={"word": "hello"})
    assert shown(app)["word"] == "hello"
    assert not app.warning


def test_new_weights_take_the_next_seed_and_after_the_last_comes_the_first() -> None:
    app = press(opened(seed="77"), "New weights (seed 77)")
    assert state(app) == replace(START, seed=78)
    assert address(app) == {"seed": "78"}
    assert state(press(opened(seed="9999"), "New weights")).seed == 1


def test_nothing_of_one_page_reaches_another() -> None:
    app = press(changed(), "Next")
    answer(app, "hello", "l")
    press(app, "go", set={})
    fresh = start_again(app, "bptt")
    assert state(fresh) == START
    assert shown(fresh, "bptt") == {name: getattr(START, name) for name in shown(fresh, "bptt")}
    assert address(fresh) == {}
    assert fresh.session_state["place"][0] == 1
    assert press(fresh, "Next").session_state["open"]


def test_a_page_that_is_opened_again_is_as_it_was_left() -> None:
    app = start_again(start_again(changed(), "bptt"), "hello")
    assert state(app) == CHANGED
    assert shown(app) == {name: getattr(CHANGED, name) for name in shown(app)}


def test_on_arrival_a_link_counts_for_more_than_what_was_left() -> None:
    app = start_again(start_again(changed(), "bptt"), "hello", units="5")
    assert state(app) == replace(START, units=5)
    assert shown(app) == {name: getattr(state(app), name) for name in shown(app)}


def test_the_guide_of_one_page_answers_no_question_of_another() -> None:
    app = press(opened(stop="asked"), "Skip")
    assert not app.session_state["open"]
    assert start_again(app, "bptt", stop="asked").session_state["open"]


def test_a_stop_puts_the_page_into_the_whole_state_it_names() -> None:
    app = press(press(press(changed(), "Next"), "Skip"), "Next")
    assert state(app) == Example(units=9, kind="b", stop="nine")
    assert shown(app) == {name: getattr(state(app), name) for name in shown(app)}
    assert app.session_state["place"][::2] == (5, ())


def place(app: AppTest) -> tuple[int, str, tuple[str, ...]]:
    found: tuple[int, str, tuple[str, ...]] = app.session_state["place"]
    return found


def test_the_figure_stays_where_the_reader_left_it_while_nothing_new_is_shown() -> None:
    app = opened()
    assert place(app)[::2] == (1, ())
    before = place(app)
    assert place(ran(app)) == before
    after = place(press(app, "go"))
    assert place(ran(app)) == after


def test_every_jump_is_a_new_one() -> None:
    app = opened()
    tokens = [place(press(app, label))[1] for label in ("go", "go", "end", "go")]
    assert len({*tokens, place(opened())[1]}) == 5
    assert place(app)[::2] == (7, ("y.2",))


def test_a_figure_about_something_new_starts_again_without_highlights() -> None:
    app = press(opened(), "go")
    token = place(app)[1]
    step, new, highlight = place(ran(app, about="world", start=2))
    assert (step, highlight) == (2, ())
    assert new != token
    assert place(ran(app, about="x"))[1] not in (token, new)


def test_a_presenter_s_figure_stays_at_its_step_while_controls_change() -> None:
    app = press(opened(), "go")
    token = place(app)[1]
    assert place(ran(app, about="world", stay=True))[1] == token


def test_a_jump_together_with_a_new_subject_keeps_its_step() -> None:
    app = opened()
    step, token, highlight = place(press(app, "go", about="world"))
    assert (step, highlight) == (7, ("y.2",))
    assert place(ran(app)) == (7, token, ("y.2",))


def test_the_last_step_is_beyond_any_walk() -> None:
    assert LAST > 3 * 39 + 4 * 40


def test_what_was_computed_for_a_visit_is_computed_once_and_bounded() -> None:
    app = opened()
    results = held(app, "hello").results
    assert len(results) <= 24
