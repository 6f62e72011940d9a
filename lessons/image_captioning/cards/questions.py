"""The question of each view of the lesson on captions, answered by what was computed."""

from collections.abc import Hashable, Sequence
from itertools import pairwise

from datasets.scenes.facts import GRADE_NAMES
from figures.numbers import signed
from lessons.image_captioning.model.captioners import Caption, JudgedPicture
from lessons.image_captioning.model.twins import Twins
from lessons.image_captioning.state import Captions
from rnn_core.beam import Tree
from ui import cards, predict
from ui.cards import plain
from ui.state import LAST, Page

PARTS = 4
"""So many ranges of a count are offered."""
SAME, ANOTHER = "the same sentence", "another one"


def which_grade(page: Page[Captions], about: Hashable, caption: Caption) -> None:
    """The reader grades first, then the judge."""
    if caption.verdict is None:
        cards.note("The judge", "Nobody wrote down the facts of this picture. Be the judge.")
        return
    wrong = "; ".join(caption.verdict.errors)
    predict.question(
        page,
        about,
        f"You be the judge: “{plain(caption.sentence)}” is …",
        list(GRADE_NAMES),
        answer=caption.verdict.name,
        because=f"{wrong or 'All that it says is so'}. The facts: {caption.what}.",
        reveal=lambda: page.jump(LAST, highlight=("grade",)),
    )


def another_sentence(page: Page[Captions], about: Hashable, caption: Caption, tree: Tree) -> None:
    """Whether a wider beam finds another sentence."""
    width = page.now.width
    if width == 1:
        return
    best = caption.text(tree.tokens(tree.best))
    found, greedy = tree.nodes[tree.best].total, float(caption.trace.log_p.sum())
    predict.question(
        page,
        about,
        f"Greedy writes “{plain(caption.sentence)}”. A beam of {width} finds …",
        [SAME, ANOTHER],
        answer=SAME if best == caption.sentence else ANOTHER,
        because=f"It finds “{best}”: log P = {signed(found, 3)}; greedy {signed(greedy, 3)}.",
        reveal=lambda: page.jump(LAST),
    )


def how_many(page: Page[Captions], about: Hashable, pictures: Sequence[JudgedPicture]) -> None:
    """How many of the pictures get a sentence without errors."""
    right = sum(picture.verdict.grade == 1 for picture in pictures)
    bounds = range(0, len(pictures) + 1, len(pictures) // PARTS)
    options = [f"{low} to {high - 1}" for low, high in pairwise((*bounds[:-1], len(pictures) + 1))]
    predict.question(
        page,
        about,
        f"Read some of the sentences. How many of these {len(pictures)} are **without errors**?",
        options,
        answer=options[min(right // bounds.step, PARTS - 1)],
        because=f"It is {right}: each is judged just now by the facts of its scene.",
        reveal=lambda: page.jump(0),
    )


def nearest_twin(page: Page[Captions], about: Hashable, found: Twins) -> None:
    """Which change moves the vector least."""
    twins = sorted(found.twins, key=lambda twin: twin.distance)
    if len(twins) < 2:
        return
    least = twins[0]
    offered = sorted({least.change, twins[-1].change, *(one.change for one in twins[1::3])})[:6]
    options = offered if least.change in offered else [least.change, *offered[:5]]
    predict.question(
        page,
        about,
        "Which of these moves the vector **least**?",
        options,
        answer=least.change,
        because=f"‖v − v′‖ = {signed(least.distance)}; the vector's own length is {signed(found.length)}.",
        reveal=lambda: page.jump(LAST, highlight=(f"{least.name}.d",)),
    )
