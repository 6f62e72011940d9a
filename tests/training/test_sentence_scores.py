"""BLEU and CIDEr: the papers' examples, and what can be reckoned by hand."""

import math

import pytest

from training.sentence_scores import bleu, cider, cider_by_picture

PAPINENI = ["the cat is on the mat", "there is a cat on the mat"]


def test_a_word_counts_only_as_often_as_in_a_reference() -> None:
    assert bleu(["the the the the the the the"], [PAPINENI], 1) == pytest.approx(2 / 7)


def test_a_short_sentence_is_punished() -> None:
    assert bleu(["the cat"], [PAPINENI], 1) == pytest.approx(math.exp(1 - 6 / 2))


def test_a_reference_itself_scores_one_and_nothing_shared_scores_zero() -> None:
    assert bleu([PAPINENI[0]], [PAPINENI]) == 1
    assert bleu(["a b c d e"], [PAPINENI]) == 0
    assert bleu(["the cat is", "x"], [PAPINENI, ["y"]], 2) > 0


def test_bleu_is_a_geometric_mean_over_the_whole_set() -> None:
    said, known = ["a b c d", "a b x d"], [["a b c d"], ["a b c d"]]
    by_hand = (7 / 8 * 4 / 6) ** 0.5
    assert bleu(said, known, 2) == pytest.approx(by_hand)


def test_cider_by_hand() -> None:
    assert cider_by_picture(["a c", "e"], [["a b"], ["c d"]], 1)[0] == pytest.approx(5)
    assert cider(["a b", "c d"], [["a b"], ["c d"]], 2) == pytest.approx(10)
    shorter = cider_by_picture(["a", "c d"], [["a b"], ["c d"]], 1)[0]
    assert shorter == pytest.approx(10 / 2**0.5 * math.exp(-1 / 72))


def test_a_word_of_all_references_counts_nothing() -> None:
    assert cider(["the", "the"], [["the cat"], ["the dog"]], 1) == 0


def test_sets_that_do_not_fit_are_refused() -> None:
    wrong: list[tuple[list[str], list[list[str]]]] = [([], []), (["a"], []), (["a"], [[]])]
    for said, known in wrong:
        with pytest.raises(ValueError, match="as many"):
            bleu(said, known)
        with pytest.raises(ValueError, match="as many"):
            cider(said, known)
