"""The guide: Next and Back set whole states, a question waits and answers every option, a clicker goes through all."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import address, answer, cards, components, held, options
from tests.ui.example import SCRIPT, START, Example, opened, press, ran, shown, state
from ui.progress import Answer
from ui.registry import BY_SLUG
from ui.state import LAST, Visit

AT = {"asked": 1, "nine": 2, "far": 3, "summary": 4}


def at(stop: str, **link: str) -> AppTest:
    return opened(stop=stop, **link)


def text(app: AppTest) -> str:
    body: str = cards(app)["hello.guide"]["body"]
    return body


def title(app: AppTest) -> str:
    found: str = cards(app)["hello.guide"]["title"]
    return found


def step(app: AppTest) -> int:
    found: int = app.session_state["place"][0]
    return found


def presented(stop: str = "") -> AppTest:
    return opened(present="1", **({"stop": stop} if stop else {}))


def clicked(app: AppTest, by: int = 1) -> AppTest:
    """A clicker's key past the end of the stop's walk, or before its beginning."""
    return ran(ran(app, move=by))


def test_a_page_opens_at_the_first_stop_and_its_address_names_none() -> None:
    app = opened()
    assert title(app) == "Guide · 1 of 5 · The task"
    assert text(app) == "What is to be done."
    assert address(app) == {}
    assert step(app) == 1


def test_next_and_back_put_the_page_into_the_whole_state_of_the_stop() -> None:
    app = press(at("asked"), "Skip")
    app = press(app, "Next: Nine")
    assert state(app) == Example(units=9, kind="b", stop="nine")
    assert shown(app)["units"] == 9
    assert address(app) == {"stop": "nine"}
    app = press(app, "Back")
    assert state(app) == replace(START, stop="asked")
    assert shown(app)["units"] == START.units


@pytest.mark.parametrize("stop", AT)
def test_a_link_to_a_stop_is_the_page_that_next_leads_to(stop: str) -> None:
    app = opened()
    for _ in range(AT[stop]):
        app = press(app, "Skip") if app.session_state["open"] else app
        app = press(app, "Next")
    linked = at(stop)
    assert cards(linked)["hello.guide"] == cards(app)["hello.guide"]
    assert state(linked) == state(app)
    assert linked.session_state["place"][::2] == app.session_state["place"][::2]


def test_a_stop_that_the_script_does_not_have_is_refused_by_its_name() -> None:
    app = at("nonsense")
    assert [refusal.parameter for refusal in held(app, "hello").refusals] == ["stop"]
    assert "nonsense" in app.warning[0].value
    assert "1 of 5" in title(app)


def test_what_a_link_says_beside_the_stop_is_added_to_its_state() -> None:
    app = at("nine", units="12")
    assert state(app) == Example(units=12, kind="b", stop="nine")
    assert address(app) == {"stop": "nine", "units": "12"}


def test_touching_a_control_leaves_the_guide_where_it_is_and_resume_brings_the_stop_back() -> None:
    app = press(at("nine"), "set", set={"units": 4})
    assert "3 of 5" in title(app)
    assert text(app).startswith("Nine.")
    assert "Resume" in text(app)
    app = press(app, "Resume")
    assert state(app) == Example(units=9, kind="b", stop="nine")
    assert "Resume" not in text(app)


def test_choosing_a_number_or_stepping_touches_nothing() -> None:
    app = press(at("nine"), "set", set={"selected": "h.3"})
    assert "Resume" not in text(press(app, "go"))


def test_start_values_bring_the_first_stop_back() -> None:
    app = press(press(at("nine"), "set", set={"units": 4}), "Start values")
    assert state(app) == START
    assert "1 of 5" in title(app)


# ---- the question -------------------------------------------------------------------------------


def test_nothing_on_the_page_tells_the_answer_before_the_reader_commits() -> None:
    app = at("asked")
    assert "is a wish" not in str(components(app))
    assert "**Which symbol wins?**" in text(app)
    assert options(app, "hello") == ["e", "l", "*"]
    assert app.session_state["view"].veil_after == 4
    assert app.session_state["view"].selected is None


def test_the_right_option_is_told_so_with_its_reason_and_the_figure_shows_it() -> None:
    app = answer(at("asked"), "hello", "l")
    assert ":green[✓ **“l”** is right.] Among 3 units l is a wish." in text(app)
    assert ":orange" not in text(app)
    assert app.session_state["place"][::2] == (7, ("y.2",))
    assert app.session_state["view"].veil_after is None
    assert options(app, "hello") == []


@pytest.mark.parametrize("option", ["e", "*"])
def test_a_wrong_option_is_answered_with_the_reason_one_might_think_so(option: str) -> None:
    app = answer(at("asked"), "hello", option)
    assert f"Among 3 units {option} is a wish." in text(app)
    assert "The answer is **“l”**. Among 3 units l is a wish." in text(app)
    assert step(app) == 7


def test_skipping_shows_the_answer_and_blames_nobody() -> None:
    app = press(at("asked"), "Skip")
    assert "The answer is **“l”**." in text(app)
    assert ":orange" not in text(app)
    assert step(app) == 7


def test_next_waits_for_the_question() -> None:
    labels = [each["label"] for each in cards(at("asked"))["hello.guide"]["presses"]]
    assert not any(label.startswith("Next") for label in labels)


def test_an_answer_stays_while_the_reader_goes_on_and_comes_back() -> None:
    app = answer(at("asked"), "hello", "e")
    back = press(press(app, "Next"), "Back")
    assert text(back) == text(app)
    assert step(back) == 7


def test_an_answer_of_an_earlier_visit_counts_for_a_reader_and_is_asked_again_before_a_class() -> None:
    app = answer(at("asked"), "hello", "e")
    visit: Visit = app.session_state["visit"]
    answers = visit.answers["hello"]
    for name, given in answers.items():
        answers[name] = Answer(given.option, given.truth, earlier=True)
    assert not ran(app).session_state["open"]
    assert press(app, "Present").session_state["open"]


# ---- the clicker --------------------------------------------------------------------------------


def test_a_clicker_goes_through_question_answer_and_stops_to_the_next_lesson() -> None:
    app = presented()
    seen = []
    for _ in range(5):
        seen.append((title(app)[:6], app.session_state["open"]))
        app = clicked(app)
    seen.append((title(app)[:6], app.session_state["open"]))
    app = ran(app, move=1)
    assert seen == [("1 of 5", False), ("2 of 5", True), ("2 of 5", False), *((f"{k} of 5", False) for k in (3, 4, 5))]
    assert app.session_state["visit"].leaving == 1


def test_a_clicker_back_goes_to_the_end_of_the_stop_before() -> None:
    app = clicked(presented("nine"), -1)
    assert "2 of 5" in title(app)
    app = clicked(presented("far"), -1)
    assert "3 of 5" in title(app)
    assert step(app) == 5


def test_a_stop_with_the_state_of_the_one_before_is_walked_to_from_there() -> None:
    assert presented("nine").session_state["walk"] == (5, 5)
    app = presented("far")
    assert app.session_state["walk"] == (6, 9)
    assert step(app) == 6
    assert at("far").session_state["walk"] is None
    assert step(at("far")) == 9


def test_after_a_control_was_touched_the_clicker_resumes_first() -> None:
    app = press(presented("nine"), "set", set={"units": 4})
    assert app.session_state["walk"] is None
    app = clicked(app)
    assert state(app) == Example(units=9, kind="b", stop="nine")


def test_a_presenter_sees_the_guide_above_the_figure_and_notes_on_demand() -> None:
    app = presented("asked")
    assert [card["name"] for card in cards(app).values()] == ["guide"]
    app = press(app, "Notes")
    assert cards(app)["hello.note"]["body"] == "Ask the class first."
    assert "Note" not in str(cards(press(app, "Hide notes")).keys())
    assert "hello.note" not in cards(at("asked"))


def test_a_script_refuses_two_stops_of_one_name() -> None:
    with pytest.raises(ValueError, match="same name"):
        type(SCRIPT)(SCRIPT.result, (SCRIPT.stops[0], SCRIPT.stops[0]), symbols=())


def test_the_last_stop_stands_at_the_end_of_any_walk() -> None:
    assert step(at("summary")) == LAST


def test_the_last_stop_leads_to_the_next_lesson() -> None:
    app = at("summary")
    labels = [each["label"] for each in cards(app)["hello.guide"]["presses"]]
    assert labels == ["Back", f"Next lesson: {BY_SLUG['bptt'].title}"]
