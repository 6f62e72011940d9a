"""The reader's sentence: as far as it is whole, what is wrong with it, how it is compared."""

import pytest

from datasets.phrases import reading
from lessons.translation import cards as translation_cards
from lessons.translation.model import translated as translation
from lessons.translation import script as translation_lines
from lessons.translation.model.translated import LECTURE, NETWORKS, Choice, agreeing, unusable, whole
from lessons.translation.model.translator import translations


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


@pytest.mark.parametrize(
    ("written", "expected", "right"),
    [
        ("a b c", "a b c", (True, True, True)),
        ("a x c", "a b c", (True, False, True)),
        ("x a b c", "a b c", (False, True, True, True)),
        ("", "a b", ()),
    ],
)
def test_words_are_right_where_the_reference_has_them(
    written: str, expected: str, right: tuple[bool, ...]
) -> None:
    assert agreeing(tuple(written.split()), tuple(expected.split())) == right


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("sentence", [LECTURE, translation_lines.SWAPPED])
def test_what_is_shown_is_what_the_network_writes(network: str, sentence: str) -> None:
    shown = translation.shown(Choice(network, sentence))
    (expected,) = translations(translation.translator(network), [sentence.split()])
    assert list(shown.walk.written) == expected
    assert all(shown.right) == (shown.walk.written == shown.reference)


def test_every_line_to_look_for_is_true_of_the_shipped_networks() -> None:
    def shown(**values: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        found = translation.shown(Choice(**values))  # type: ignore[arg-type]
        return found.walk.written, found.reference

    written, _ = shown(handed="other")
    assert written == translation.reference(translation.ELSEWHERE)
    written, reference = shown(sentence=translation_lines.SWAPPED)
    assert written != reference
    assert sorted(written) != sorted(reference) or written[8] == "oiseau"
    assert {written.index("oiseau"), written.index("cheval")} == {8, 11}
    assert reference.index("cheval") < reference.index("oiseau")
    assert written.index("cheval") > written.index("oiseau")
    written, reference = shown(sentence=translation_lines.UNSEEN)
    assert (written[3:5], reference[3:5]) == (("beau", "arbre"), ("bel", "arbre"))
    written, reference = shown(sentence=translation_lines.FIVE, network="attention")
    assert written != reference
    four = translation_lines.FIVE.rpartition(" and ")[0]
    written, reference = shown(sentence=four, network="attention")
    assert written == reference
    greedy, reference = shown(sentence=translation_lines.MENDED)
    tree = translation.searched("plain", translation_lines.MENDED, 3)
    best = translation.translator("plain").words(tree.tokens(tree.best))
    assert greedy != reference
    assert tuple(best) == reference


def test_lines_name_only_controls_that_exist_with_values_they_have() -> None:
    for line in translation_lines.SCENES:
        assert len(line.sentence.replace("*", "")) <= 50, line.sentence
        assert line.values["network"] in translation.NETWORKS
        assert line.values["view"] in translation.VIEWS
        assert line.values["handed"] in translation.HANDS
        assert whole(str(line.values["sentence"])) == line.values["sentence"]


def test_the_word_asked_about_is_the_one_the_network_was_least_sure_of() -> None:
    shown = translation.shown(Choice())
    t = translation_cards.asked(shown)
    assert 2 <= t <= len(shown.walk.written)
    options = translation_cards.choices(shown, t)
    assert shown.symbols[shown.walk.tokens[t - 1]] in options
    assert len(set(options)) == len(options) == translation_cards.MOST


@pytest.mark.parametrize("network", NETWORKS)
def test_the_proof_holds(network: str) -> None:
    errors = translation_cards.errors(Choice(network))
    assert max(errors.values()) < 1e-6
    (exam,) = [error for name, error in errors.items() if "held-out" in name]
    assert exam == 0
