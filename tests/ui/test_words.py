"""Which texts can be a lesson's word."""

import pytest

from ui.words import unusable


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
        ("ae" + "\u0301" * 40, "a symbol of it has more than 32"),
    ],
)
def test_what_cannot_be_a_word_is_told_why(word: str, why: str) -> None:
    assert why in (unusable(word) or "")
