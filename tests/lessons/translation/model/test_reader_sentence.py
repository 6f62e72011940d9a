"""The reader's sentence: as far as it is whole, and what is wrong with it."""

import pytest

from datasets.phrases import reading
from lessons.translation.model.sentence import LECTURE, unusable, whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i see him", "i see him"),
        ("I see him.", "i see him"),
        ("i see him and she", "i see him"),
        ("i see him and she sees me in the", "i see him and she sees me"),
        ("Does she see him?", "does she see him ?"),
        ("does she see him", LECTURE),
        ("the", LECTURE),
        ("", LECTURE),
        ("🐈 <b>", LECTURE),
    ],
)
def test_a_text_counts_as_far_as_it_is_a_whole_sentence(text: str, expected: str) -> None:
    assert whole(text) == expected
    assert reading.understood(whole(text).split()) is not None


@pytest.mark.parametrize("text", ["", "the", "she does not", LECTURE, "Does she see him?"])
def test_what_can_still_become_a_sentence_is_not_complained_about(text: str) -> None:
    assert unusable(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i see zebra", "at “zebra”: after “i see” may come"),
        ("cat", "at “cat”: at the start may come"),
        ("i see him him", "after “see him” may come"),
        ("does she see him ? and", "nothing may come"),
        ("😀", "at “😀”"),
        ("i see him and " * 40, "too long"),
        ("nan", "at “nan”"),
    ],
)
def test_what_cannot_is_named_with_what_may_stand_there(text: str, said: str) -> None:
    assert said in (unusable(text) or "")
