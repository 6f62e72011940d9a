"""What the cards tell of a picture, of a sentence or of what differs in one thing, in the lesson on captions."""

from collections.abc import Sequence

from datasets.scenes.facts import NOVEL
from datasets.scenes.held_out import is_held_out
from datasets.scenes.judge import judge
from datasets.scenes.sentences import references
from figures.numbers import signed
from lessons.image_captioning.cards import measured
from lessons.image_captioning.model.captioners import Caption, JudgedPicture
from lessons.image_captioning.model.pictures import Picture
from lessons.image_captioning.model.twins import DRAWING, FACTS, Twins
from lessons.image_captioning.state import Captions
from rnn_core.beam import Tree
from ui.cards import plain
from ui.components.card import Card, Press
from ui.state import Page

MOST_FOUND = 4


def about_picture(picture: Picture, kind: str, *, hidden: bool) -> list[Card]:
    """What true sentences about the picture are, unless hidden, and whether training could know it.

    ``kind``: what was done to its pixels.
    """
    scene = picture.scene
    if scene is None:
        body = "Nobody wrote down the facts of this picture, so no judge can grade the sentence. Be the judge."
        return [Card("facts", "The judge", body)]
    remark = measured.disturbed(kind)
    if scene.subject.name in NOVEL:
        remark += f"Training never showed **any {scene.subject.name}**, and the vocabulary has no word for it. "
    elif is_held_out(scene):
        remark += "Training never showed **this combination**, only its parts. "
    if hidden:
        return []
    names = "; ".join(dict.fromkeys(references(scene)))
    return [Card("facts", "True sentences about it", f"{remark}{plain(names)}.")]


def sentences_found(caption: Caption, picture: Picture, tree: Tree) -> Card:
    """The sentences that ended, the most probable first, each with its grade."""
    lines = []
    for number in tree.finished()[:MOST_FOUND]:
        text = caption.text(tree.tokens(number))
        grade = f" · {judge(text, picture.scene).name}" if picture.scene else ""
        lines.append(f"{signed(tree.nodes[number].total, 2)} · {plain(text)}{grade}")
    return Card("ended", "Finished sentences by $\\log P$", "  \n".join(lines) or "No sentence has ended.")


def picked(page: Page[Captions], pictures: Sequence[JudgedPicture], name: str | None) -> Card:
    """The picture that was clicked, and the way to open it."""
    picture = next((one for one in pictures if one.name == name), None)
    if picture is None:
        return Card("picked", "A picture", "Click a picture to see what the judge compared.")
    wrong = "; ".join(picture.verdict.errors) or "nothing"
    number = int(picture.name.rpartition(".")[2])
    body = (
        f"“{plain(picture.sentence)}”  \n**{picture.verdict.name}**. Wrong: {plain(wrong)}.  "
        f"\n:gray[It shows {plain(picture.what)}.]"
    )
    press = Press("Open it in the view write", lambda: page.change(view="write", number=number), icon="open_in_new")
    return Card("picked", f"No. {number}", body, [press])


def compared(found: Twins) -> list[Card]:
    """How far a fact and a new drawing of the same facts move the vector."""
    facts, redrawn = found.of(FACTS), found.of(DRAWING)
    if not facts or not redrawn:
        return []
    body = (
        f"**{plain(facts[0].change)}** moves $v$ by {signed(facts[0].distance)}; "
        f"**{plain(redrawn[-1].change)}**, all facts the same, by {signed(redrawn[-1].distance)}. "
        "Even a small move of $v$ may change the sentence: it depends on its direction."
    )
    return [Card("moved", "How far $v$ moves", body)]
