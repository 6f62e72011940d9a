"""The lines to look for are true of the shipped networks, and the question is about a doubtful word."""

from lessons.translation import cards, script
from lessons.translation.model.sentence import LECTURE
from lessons.translation.model.translated import ELSEWHERE, OWN, searched, translated, translator
from lessons.translation.model.translated import reference as grammar


def test_every_line_to_look_for_is_true_of_the_shipped_networks() -> None:
    def shown(
        network: str = "plain", sentence: str = LECTURE, handed: str = OWN
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        found = translated(network, sentence, handed)
        return found.trace.written, found.reference

    written, _ = shown(handed="other")
    assert written == grammar(ELSEWHERE)
    written, reference = shown(sentence=script.SWAPPED)
    assert written != reference
    assert sorted(written) != sorted(reference) or written[8] == "oiseau"
    assert {written.index("oiseau"), written.index("cheval")} == {8, 11}
    assert reference.index("cheval") < reference.index("oiseau")
    assert written.index("cheval") > written.index("oiseau")
    written, reference = shown(sentence=script.UNSEEN)
    assert (written[3:5], reference[3:5]) == (("beau", "arbre"), ("bel", "arbre"))
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


def test_look_for_lines_are_short_and_stand_in_their_view_with_whole_sentences() -> None:
    for view, lines in script.LINES.items():
        for line in lines:
            assert len(line.sentence.replace("*", "")) <= 50, line.sentence
            assert line.state.view in (view, "walk")
            assert line.state.whole_sentence == line.state.sentence


def test_the_word_asked_about_is_the_one_the_network_was_least_sure_of() -> None:
    shown = translated("plain", LECTURE)
    t = cards.asked(shown)
    assert 2 <= t <= len(shown.trace.written)
    options = cards.choices(shown, t)
    assert shown.symbols[shown.trace.tokens[t - 1]] in options
    assert len(set(options)) == len(options) == cards.MOST
