"""The grammar of reviews: every sentence has its verdict; the exam keeps some negations."""

import re

import numpy as np
import pytest

from datasets.reviews import exam, templates, text, words
from datasets.reviews.adjectives import NEGATIVE, POSITIVE, Adjectives, more
from datasets.reviews.grammar import KINDS, SHARES, UNSEEN, Review, review
from datasets.reviews.phrases import Phrases

OWN = Adjectives()
OPINIONS = {*POSITIVE, *NEGATIVE}


DRAWN = {
    "plain": (185, 2931),
    "negation": (192, 3508),
    "agreement": (186, 5814),
    "contrast": (190, 5761),
    "double negation": (211, 4638),
    "not only": (204, 4398),
    UNSEEN: (211, 3537),
}
"""Of the exam that the first kinds gave before there were more: how many sentences praise, and all words."""


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


def test_only_contrasts_and_enough_can_contradict_a_first_opinion() -> None:
    for each in drawn(n=600):
        assert each.settled or each.kind == "contrast" or {"but", "enough"} & set(each.words), each
    assert not [each for each in drawn("contrast") if each.settled]


def test_a_comparison_is_turned_round_by_what_stands_before() -> None:
    found = [(f" {' '.join(each.words)} ", each.positive) for each in drawn("comparison", 4000)]
    for said, positive in (
        (" could not be better ", True),
        (" could not be worse ", False),
        (" could n't be better ", True),
        (" could be better ", False),
        (" could be worse ", True),
        (" far better than expected ", True),
        (" much worse than expected ", False),
        (" not worse than ", True),
        (" not better than ", False),
        (" no better than ", False),
        (" there is nothing better ", True),
    ):
        verdicts = {verdict for text, verdict in found if said in text and ("no" in said or " no" not in text)}
        assert verdicts == {positive}, said


def test_sick_praises_what_is_sick_and_blames_what_makes_sick() -> None:
    found = [each for each in drawn("slang", 3000) if "sick" in each.words and "but" not in each.words]
    assert {each.positive for each in found} == {True, False}
    for each in found:
        text = " ".join(each.words)
        if " made me sick" in text or " sick of " in text or " makes us sick" in text:
            assert each.positive == (" never get " in text), text
        if " was sick" in text and text.rpartition(" was sick")[0].split()[-1] not in ("i", "she", "sister"):
            assert each.positive, text


def test_a_face_says_what_its_sentence_says() -> None:
    for each in drawn("faces", 1000):
        praising, blaming = (set(each.words) & set(faces) for faces in (words.PRAISING_FACES, words.BLAMING_FACES))
        assert bool(praising) == each.positive
        assert bool(blaming) != each.positive
    assert not set(words.PRAISING_FACES) & set(words.BLAMING_FACES)


def test_every_face_is_one_word_as_it_is_typed() -> None:
    for face in (*words.PRAISING_FACES, *words.BLAMING_FACES):
        assert text.words(f"good {face}") == ["good", face]


def test_verbs_agree_with_what_is_spoken_of() -> None:
    several = {"they", "we", *words.PLURAL}
    for each in drawn(n=4000):
        for place, (who, verb) in enumerate(zip(each.words, each.words[1:], strict=False)):
            if who in several and not {"of", "about", "in", "with"} & set(each.words[max(0, place - 3) : place]):
                assert verb not in ("has", "does", "lacks", "fails", "shows", "sucks", "was", "is"), each
            if who in ("it", "she", "he", "everything"):
                assert verb not in ("have", "do", "lack", "are", "were"), each
        assert "'s n't" not in " ".join(each.words)


def test_the_parts_of_the_exam_that_were_drawn_before_are_still_the_same() -> None:
    """Their verdicts, and their words but for agreement; a new kind of sentence must not change them."""
    for part, (positive, words_in_all) in DRAWN.items():
        asked = exam.sentences(part, OWN)
        assert (sum(each.positive for each in asked), sum(len(each.words) for each in asked)) == (
            positive,
            words_in_all,
        )


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
