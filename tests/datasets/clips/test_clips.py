"""Clips: their facts in a link, what is said of them, who grades it, what training never sees."""

import pytest

from datasets.clips.clip import COLORS, THINGS, Clip, parse
from datasets.clips.draws import TEST_SEED, TRAIN_SEED, UNSEEN, UNSEEN_SEED, is_unseen, news, several
from datasets.clips.judge import errors, judge, meaning
from datasets.clips.sentences import WORDINGS, references

SOME = several(11, 300)
CLIP = Clip("ball", "red", ("left", "falling"), 3)


def test_every_reference_of_every_clip_is_right() -> None:
    for clip in (*SOME, *several(12, 100, unseen=True)):
        for sentence in references(clip):
            assert judge(sentence, clip).right
            assert not errors(sentence.split(), clip)


@pytest.mark.parametrize(
    ("sentence", "wrong", "places"),
    [
        ("a blue ball is going left and then falling", ("color",), {1: "color"}),
        ("a red kite is moving left and then going down", ("object",), {2: "object"}),
        ("a red ball is falling and then going left", ("motion",),
         {4: "motion", 7: "motion", 8: "motion"}),
        ("a red ball is moving left", ("motion",), {}),
        ("a man wearing blue is bouncing", ("object", "color", "motion"),
         {1: "object", 3: "color", 5: "motion"}),
        ("", ("object", "color", "motion"), {}),
    ],
)  # fmt: skip
def test_a_wrong_part_is_found_and_its_words(sentence: str, wrong: tuple[str, ...], places: dict[int, str]) -> None:
    assert judge(sentence, CLIP).wrong == wrong
    assert errors(sentence.split(), CLIP) == places


def test_words_in_no_known_order_mean_nothing() -> None:
    assert meaning("is is and then").motions == (None,)
    assert meaning("ball red").motions == (None,)
    assert not judge("a red ball is left going and then falling", CLIP).motion


def test_no_wording_belongs_to_two_motions() -> None:
    wordings = [wording for several in WORDINGS.values() for wording in several]
    assert len(set(wordings)) == len(wordings)


def test_a_clip_is_the_same_after_its_link() -> None:
    for clip in SOME[:50]:
        assert parse(clip.encode()) == clip


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "clip must read"),
        ("red.ball.left", "clip must read"),
        ("red.ball.left.falling.up.3", "clip must read"),
        ("red.house.left.3", "thing must be one of"),
        ("mauve.ball.left.3", "color must be one of"),
        ("red.ball.sideways.3", "motion must be one of"),
        ("red.ball.left.0", "take must lie in"),
        ("red.ball.left.99999999999", "take must lie in"),
    ],
)
def test_what_is_no_clip_is_named(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        parse(text)


def test_training_never_shows_an_unseen_pair_nor_a_held_out_clip() -> None:
    trained = several(TRAIN_SEED, 5000)
    assert not any(is_unseen(clip) for clip in trained)
    assert not set(trained) & set(several(TEST_SEED, 500))
    assert not any(news(clip) for clip in trained)
    pairs = {(clip.thing, motion) for clip in trained for motion in clip.motions}
    assert not pairs & set(UNSEEN)
    assert len(pairs) == len(THINGS) * len(WORDINGS) - len(UNSEEN)


def test_every_clip_of_unseen_pairs_has_one() -> None:
    found = several(UNSEEN_SEED, 200, unseen=True)
    assert all(is_unseen(clip) and news(clip) for clip in found)
    pairs = {(clip.thing, motion) for clip in found for motion in clip.motions}
    assert set(UNSEEN) <= pairs


def test_what_is_new_is_said() -> None:
    assert news(CLIP) == ()
    assert news(Clip("dog", "pink", ("rising",), 1)) == ("a dog rising", "a pink dog")
    assert news(Clip("ball", "red", ("falling", "left"), 1)) == ("falling and then moving left",)
    assert "pink" not in COLORS["dog"]
