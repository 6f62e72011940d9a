"""The views of a translation: which figure is drawn, and what explains its numbers."""

from figures import beam_tree
from figures.arithmetic import Arithmetic
from lessons.translation import cards as translation_cards
from lessons.translation.model import translated as translation
from lessons.translation.model.translated import Choice
from lessons.translation.figure import alignment, lengths
from lessons.translation.figure import arithmetic as sentence_arithmetic
from lessons.translation.figure import sentence as sentence_walk
from lessons.translation.figure.layout import Shown
from lessons.translation.model.translator import END
from ui import page as lesson
from ui import shipped


def show(slug: str, choice: Choice, shown: Shown) -> str:
    """Draw the view of the choice; returns what the reader chose in it, or what it began with."""
    first = {"walk": "v.1", "map": "y.1", "length": ""}.get(choice.view, "")
    if choice.view == "beam":
        tree = translation.searched(choice.network, choice.sentence, choice.width)
        first = f"b.{tree.best}"
    view = lesson.view(
        choice.about,
        f"{choice.view} {choice.width}",
        ask_after=translation_cards.veil(choice, shown) if choice.view == "walk" else None,
        selected=first or None,
    )
    if choice.view == "length":
        own = len(shown.walk.words), shown.walk.written == shown.reference
        measured = shipped.measured("translation")
        return lesson.plot(lengths.by_length(measured, choice.network, own, view), slug) or ""
    if choice.view == "beam":
        figure = beam_tree.beam_tree(tree, shown.symbols, view, end=END)
    elif choice.view == "map":
        figure = alignment.alignment(shown, translation.needs(choice.network, choice.sentence), view)
    else:
        figure = sentence_walk.sentence(shown, view)
    return lesson.show(figure, slug) or ""


def explain(choice: Choice, shown: Shown, node: str) -> Arithmetic | None:
    """The arithmetic of what is chosen in the view of the choice."""
    if choice.view == "length":
        return lengths.explain(shipped.measured("translation"), node)
    if choice.view == "beam":
        tree = translation.searched(choice.network, choice.sentence, choice.width)
        return beam_tree.explain(tree, shown.symbols, node, end=END)
    needs = translation.needs(choice.network, choice.sentence)
    return sentence_arithmetic.explain(shown, node, needs if choice.view == "map" else None)
