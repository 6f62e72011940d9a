"""The grammar of reviews: every sentence has its verdict; the exam keeps some negations."""

import re

import numpy as np
import pytest

from datasets.reviews import exam, templates, words
from datasets.reviews.adjectives import NEGATIVE, POSITIVE, Adjectives, more
from datasets.reviews.grammar import KINDS, SHARES, UNSEEN, Review, review
from datasets.reviews.phrases import Phrases

OWN = Adjectives()
OPINIONS = {*POSITIVE, *NEGATIVE}


def drawn(kind: str = "", n: int = 400, seed: int = 0) -> list[Review]:
    rng = np.random.default_rng(seed)
    return [review(rng, OWN, kind) for _ in range(n)]


def signs(each: Review) -> set[bool]:
    return {positive for positive in (True, False) if set(OWN.of(positive)) & set(each.words)}


def test_the_same_seed_writes_the_same_reviews() -> None:
    assert drawn(n=20) == drawn(n=20)
    assert drawn(n=20) != drawn(n=20, seed=1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_both_verdicts_and_no_slot_is_left_open(kind: str) -> None:
    found = drawn(kind)
    assert 0.35 < np.mean([each.positive for each in found]) < 0.65
    assert not [each for each in found if re.search(r"[{}\[\]|]", " ".join(each.words))]
    assert all(each.kind == kind for each in found)


def test_plain_praise_has_positive_adjectives_and_a_negation_of_praise_negative_ones() -> None:
    for each in drawn("plain"):
        assert signs(each) <= {each.positive}
    for each in drawn("negation"):
        assert signs(each) <= {not each.positive}
    for each in drawn("not only"):
        assert signs(each) == {each.positive}


def test_a_negation_has_a_word_that_negates() -> None:
    for each in drawn("negation"):
        assert words.NEGATORS & set(each.words) or {"fails", "fail", "failed", "lacks", "lack", "needs", "need"} & set(
            each.words
        ), each


def test_what_follows_but_decides() -> None:
    for each in drawn("contrast", 600):
        text = " ".join(each.words)
        after = text.rpartition(" but ")[2].split()
        sure = " but " in text and " anything but " not in text
        if sure and not words.NEGATORS & set(after) and after[-1] in OPINIONS:
            assert (after[-1] in POSITIVE) == each.positive, text


def test_before_the_first_opinion_a_sentence_is_neutral() -> None:
    opinions = words.OPINIONS | OPINIONS
    for each in drawn(n=300):
        assert not opinions & set(each.words[: each.neutral])
        assert each.neutral == len(each.words) or each.words[each.neutral] in opinions


def test_only_contrasts_can_contradict_their_first_opinion() -> None:
    assert {each.kind for each in drawn(n=300) if not each.settled} == {"contrast"}


def test_the_exam_s_negations_never_stand_in_training() -> None:
    """Each ninth adjective: never in a negation of training, always in those of the exam."""
    kept = {sign: set(OWN.negated(sign, held_out=True)) for sign in (True, False)}
    assert len(kept[True]) == len(POSITIVE) // 9
    assert not kept[True] & set(OWN.negated(True, held_out=False))
    for kind in ("negation", "double negation"):
        for each in drawn(kind, 800):
            assert not (kept[True] | kept[False]) & set(each.words)
    for each in drawn(UNSEEN, 300):
        assert kept[not each.positive] & set(each.words)
        assert not set(OWN.of(each.positive)) & set(each.words)


def test_no_pair_of_a_negator_and_an_adjective_of_the_exam_is_in_training() -> None:
    def pairs(reviews: list[Review]) -> set[tuple[str, str]]:
        return {
            (first, second)
            for each in reviews
            for first, second in zip(each.words, each.words[1:], strict=False)
            if first in words.NEGATORS - {"nothing"} and second in OPINIONS
        }

    trained, asked = pairs(drawn(n=4000)), pairs(drawn(UNSEEN, 400))
    assert len(trained) > 300
    assert len(asked) > 20
    assert not trained & asked


def test_training_draws_no_sentence_of_the_exam_as_the_exam_draws_it() -> None:
    """The exam's generator is another one: long sentences do not come twice."""
    trained = {each.words for each in drawn(n=3000, seed=1)}
    asked = [each.words for each in exam.sentences("contrast", OWN)]
    assert np.mean([each in trained for each in asked]) < 0.02


def test_more_adjectives_keep_the_grammar_s_own_signs() -> None:
    found = more(["good", "bad", "odd", "zesty", "very"], ["zany", "odd"])
    assert found.positive == (*POSITIVE, "zesty")
    assert found.negative == (*NEGATIVE, "zany")


def test_shares_are_shares_and_every_template_can_be_filled() -> None:
    assert sum(SHARES) == pytest.approx(1)
    assert len(SHARES) == len(KINDS)
    tables = (templates.PLAIN, templates.NEGATION, templates.DOUBLE_NEGATION, templates.NOT_ONLY,
              templates.AGREEMENT, templates.CONTRAST)  # fmt: skip
    for table in tables:
        for sign, group in table.items():
            p = Phrases(np.random.default_rng(0), OWN, sign is not False)
            for template in group:
                assert p.fill(template)
