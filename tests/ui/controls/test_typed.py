"""What is typed: which texts can be a word, and what stands while one cannot."""

import pytest

from tests.ui.controls.page import opened, ran
from ui.controls import unusable


@pytest.mark.parametrize("typed", ["", "x", "x" * 41, "a\x07b"])
def test_the_last_good_word_stays_while_the_typed_one_cannot_be_used(typed: str) -> None:
    app = opened()
    app.text_input(key="word").set_value("eel")
    ran(app)
    app.text_input(key="word").set_value(typed)
    ran(app)
    assert app.session_state["found"]["word"] == "eel"
    assert app.text_input(key="word").value == typed
    (remark,) = app.session_state["remarked"]
    assert remark == f"The word is {unusable(typed)}. Still showing “eel”."
    app.text_input(key="word").set_value("hole")
    assert ran(app).session_state["found"]["word"] == "hole"
    assert app.session_state["remarked"] == ()


@pytest.mark.parametrize(
    "word",
    [
        *("ab", "aa", "a" * 40, "  ", "a\tb", "👩\u200d🚀👩\u200d🚀", "🇨🇦" * 40, "e\u0301" * 40),
        *("नमस्ते", "한국어", "سلام", "$]*\\", "\U0001f3f4\U000e0067\U000e007fx"),
        "👨🏽\u200d👩🏽\u200d👧🏽\u200d👦🏽x",
    ],
)
def test_text_of_any_script_can_be_a_word(word: str) -> None:
    assert unusable(word) is None


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("", "too short"),
        ("x", "too short"),
        ("👩\u200d🚀", "too short"),
        ("e\u0301", "too short"),
        ("a" * 41, "too long: 41 symbols"),
        ("🇨🇦" * 41, "too long: 41 symbols"),
        ("a\x00b", "control characters"),
        ("a\u202eb", "control characters"),
        ("ae" + "\u0301" * 40, "a symbol of it has more than 32"),
    ],
)
def test_what_cannot_be_a_word_is_told_why(word: str, why: str) -> None:
    assert why in (unusable(word) or "")
