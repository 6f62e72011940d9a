"""What the builder of sentences offers."""

import pytest

from datasets.reviews import text
from lessons.sentiment.cards.builder import FOLLOWS, KINDS, SHOWN, added, offered
from lessons.sentiment.model import readers


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("", "which"),
        ("the", "which"),
        ("it", "it"),
        ("the film", "thing"),
        ("the film was", "verb"),
        ("the film was not", "turn"),
        ("the film was not good", "praise"),
        ("it is boring", "blame"),
        ("it is boring but", "go on"),
    ],
)
def test_what_is_offered_depends_on_the_last_word(said: str, kinds: str) -> None:
    found = offered(text.words(said), readers.adjectives())
    assert tuple(found) == (FOLLOWS[kinds] if said else FOLLOWS[""])


def test_after_a_word_of_no_kind_all_kinds_are_offered() -> None:
    assert tuple(offered(["zorb"], readers.adjectives())) == tuple(KINDS)


def test_every_word_on_every_page_is_known_to_the_readers() -> None:
    known = readers.vocabulary().symbols
    seen = set()
    for page in range(60):
        for found in offered(["zorb"], readers.adjectives(), page).values():
            assert 0 < len(found) <= SHOWN
            assert all(part in known for word in found for part in word.split())
            seen |= set(found)
    adjectives = readers.adjectives()
    assert seen >= {*adjectives.positive, *adjectives.negative, *KINDS["thing"]}


def test_a_sentence_can_be_built_from_nothing_with_the_words_offered() -> None:
    said = "the"
    for kind in ("thing", "verb", "turn", "praise", "go on", "which"):
        found = offered(text.words(said), readers.adjectives())
        said = added(said, found[kind][0])
    assert readers.unusable(said) is None
    assert len(text.words(said)) == 7
