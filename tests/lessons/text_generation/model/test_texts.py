"""The reader's own text: what is taken, what is refused, and why."""

import pytest

from datasets import toycode_sample
from lessons.text_generation.model import texts
from lessons.text_generation.model.texts import LEAST, MOST, MOST_SYMBOLS

FINE = "a good text. " * 30


def test_a_text_within_the_limits_is_taken() -> None:
    for text in (FINE, "né 👩‍🚀\n\t" * 100, "ab" * (MOST // 2)):
        assert texts.unlearnable(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "too short"),
        ("ab" * (LEAST // 2 - 1), "too short"),
        ("ab" * (MOST // 2) + "c", "too long"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + MOST_SYMBOLS + 1))) * 3, "too rich"),
        ("a" * 400, "nothing to learn"),
        (FINE + "\x00", "U+0000"),
        (FINE + "a" + "\u0301" * 40, "not text"),
    ],
)
def test_a_text_beyond_the_limits_is_refused_with_the_reason(text: str, why: str) -> None:
    assert why in (texts.unlearnable(text) or "")


def test_files_are_read_as_utf8_with_one_kind_of_line_end() -> None:
    assert texts.decoded("né\r\na\rb".encode()) == ("né\na\nb", None)
    assert texts.decoded("\ufeffab".encode()) == ("ab", None)


def test_what_is_not_utf8_or_too_large_is_refused_with_the_reason() -> None:
    text, why = texts.decoded("né".encode("latin-1"))
    assert (text, why) == ("", "not UTF-8: byte 1 cannot be read. Save the file as UTF-8")
    assert "too large" in (texts.decoded(b"a" * (4 * MOST + 1))[1] or "")


def test_the_sample_can_be_learned_and_is_the_same_each_time() -> None:
    corpus = toycode_sample.corpus()
    assert len(corpus.tokens) == toycode_sample.LENGTH
    assert toycode_sample.corpus() is corpus
    assert texts.unlearnable(corpus.vocabulary.decode(corpus.tokens.tolist())) is None
