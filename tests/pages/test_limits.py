"""What a visit may ask of the server: trainings and their time, said where they begin, and no more than that."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenLesson, cards, held, press
from ui import limits


def begin(at: AppTest) -> AppTest:
    """Press *Train* on the card of the loss."""
    return press(at, "hello.loss", "Train")


def training(at: AppTest) -> bool:
    """Whether the page's network is being trained."""
    return bool(held(at, "hello").own["player"].playing)


def used_up(at: AppTest) -> bool:
    """Whether the page says that nothing can be trained any more."""
    return any("This visit has used that up" in warning.value for warning in at.warning)


def opened(open_lesson: OpenLesson) -> AppTest:
    """The page that trains a network on a word, its question passed."""
    return open_lesson("hello", network="random")


def test_the_limit_is_said_where_a_training_begins(open_lesson: OpenLesson) -> None:
    at = opened(open_lesson)
    train = next(each for each in cards(at)["hello.loss"]["presses"] if each["label"] == "Train")
    assert train["help"] == limits.STATED
    assert not used_up(at)


def test_a_training_counts_once_however_long_it_plays(open_lesson: OpenLesson) -> None:
    at = begin(opened(open_lesson))
    at.run()
    visit = at.session_state["visit"]
    assert training(at)
    assert visit.trainings == 1
    assert visit.seconds > 0


def test_after_the_last_training_none_begins_and_the_page_says_why(open_lesson: OpenLesson) -> None:
    at = opened(open_lesson)
    at.session_state["visit"].trainings = limits.TRAININGS - 1
    at = begin(at)
    assert at.session_state["visit"].trainings == limits.TRAININGS
    assert training(at)
    at = press(at, "hello.loss", "Pause")
    assert used_up(at)
    assert next(each for each in cards(at)["hello.loss"]["presses"] if each["label"] == "Train")["disabled"]


def test_a_training_whose_visit_has_no_time_left_stands_still(open_lesson: OpenLesson) -> None:
    at = begin(opened(open_lesson))
    assert training(at)
    at.session_state["visit"].seconds = float(limits.SECONDS)
    at.run()
    assert not training(at)
    assert used_up(at)
