"""A sentence translated by a shipped network: compared with the grammar's, and checked."""

import pytest

from lessons.translation.model import checks
from lessons.translation.model.sentence import LECTURE
from lessons.translation.model.translated import agreeing, translated, translator
from lessons.translation.model.translator import translations
from lessons.translation.script import SWAPPED
from lessons.translation.state import NETWORKS


@pytest.mark.parametrize(
    ("written", "expected", "right"),
    [
        ("a b c", "a b c", (True, True, True)),
        ("a x c", "a b c", (True, False, True)),
        ("x a b c", "a b c", (False, True, True, True)),
        ("", "a b", ()),
    ],
)
def test_words_are_right_where_the_reference_has_them(written: str, expected: str, right: tuple[bool, ...]) -> None:
    assert agreeing(tuple(written.split()), tuple(expected.split())) == right


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("sentence", [LECTURE, SWAPPED])
def test_what_is_shown_is_what_the_network_writes(network: str, sentence: str) -> None:
    shown = translated(network, sentence)
    (expected,) = translations(translator(network), [sentence.split()])
    assert list(shown.trace.written) == expected
    assert all(shown.right) == (shown.trace.written == shown.reference)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_proof_holds(network: str) -> None:
    errors = checks.errors(network, translated(network, LECTURE).trace)
    assert max(errors.values()) < 1e-6
    (exam,) = [error for name, error in errors.items() if "held-out" in name]
    assert exam == 0
