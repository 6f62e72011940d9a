"""The frame of a lesson: its title, notices above the figure, the columns."""

from tests.pages.conftest import cards
from tests.ui.page.page import opened
from ui.registry import BY_SLUG


def test_a_refused_link_is_told_above_the_figure_with_the_parameters_name() -> None:
    (warning,) = opened(units="9]9").warning
    assert "page's start values stand in their place" in warning.value
    assert r"- units: “9\]9” is not a whole number" in warning.value
    assert not opened(units="9").warning


def test_a_remark_about_a_control_is_told_literally() -> None:
    (warning,) = opened({"remark": ["No *such* word."]}).warning
    assert warning.value == r"No \*such\* word\."


def test_the_figure_stands_before_the_cards_and_is_wider_for_a_presenter() -> None:
    app, presented = opened(), opened(present="1")
    figure, beside = app.columns
    assert [text.value for text in figure.text] == ["figure"]
    assert [one["title"] for one in cards(app).values()] == ["Guide · 1 of 5 · The task", "How was this number made?"]
    assert presented.columns[0].weight > figure.weight > beside.weight


def test_the_title_of_a_lesson_is_its_question() -> None:
    (title,) = opened().title
    assert title.value == BY_SLUG["hello"].question
