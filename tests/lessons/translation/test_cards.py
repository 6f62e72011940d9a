"""The sentences that the guide speaks of come out of the shipped networks as it says."""

from lessons.translation import script
from lessons.translation.model.sentence import LECTURE
from lessons.translation.model.translated import ELSEWHERE, OWN, searched, translated, translator
from lessons.translation.model.translated import reference as grammar


def test_every_sentence_of_the_guide_comes_out_as_it_says() -> None:
    def shown(
        network: str = "plain", sentence: str = LECTURE, handed: str = OWN
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        found = translated(network, sentence, handed)
        return found.trace.written, found.reference

    written, _ = shown(handed="other")
    assert written == grammar(ELSEWHERE)
    written, reference = shown(sentence=script.SWAPPED)
    assert written != reference
    assert sorted(written) == sorted(reference)
    assert (written.index("frères"), written.index("enfants")) == (7, 10)
    assert (reference.index("enfants"), reference.index("frères")) == (7, 10)
    written, reference = shown(sentence=script.UNSEEN)
    assert (written[3:5], reference[3:5]) == (("bonne", "vache"), ("vieille", "maison"))
    written, reference = shown(sentence=script.FIVE, network="attention")
    assert written != reference
    four = script.FIVE.rpartition(" and ")[0]
    written, reference = shown(sentence=four, network="attention")
    assert written == reference
    greedy, reference = shown(sentence=script.MENDED)
    tree = searched("plain", script.MENDED, 3)
    best = translator("plain").words(tree.tokens(tree.best))
    assert greedy != reference
    assert tuple(best) == reference
