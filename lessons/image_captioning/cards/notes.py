"""What is said of a picture, of a sentence or of a twin beside the figures of the lesson on captions."""

from collections.abc import Sequence

import streamlit as st

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
from ui import cards
from ui.cards import plain
from ui.state import Page

MOST_FOUND = 4


def about_picture(picture: Picture, kind: str, *, hidden: bool) -> None:
    """What the picture may be called, unless hidden, and whether training could know it.

    ``kind``: what was done to its pixels.
    """
    scene = picture.scene
    if scene is None:
        return
    remark = measured.disturbed(kind)
    if scene.subject.name in NOVEL:
        remark += f"Training never showed **any {scene.subject.name}**, and has no word for it. "
    elif is_held_out(scene):
        remark += "Training never showed **this combination**, only its parts. "
    names = "; ".join(dict.fromkeys(references(scene)))
    if remark or not hidden:
        cards.note("What it may be called", remark + ("" if hidden else f"{plain(names)}."))


def sentences_found(caption: Caption, picture: Picture, tree: Tree) -> None:
    """The sentences that ended, the likeliest first, each with its grade."""
    lines = []
    for number in tree.finished()[:MOST_FOUND]:
        text = caption.text(tree.tokens(number))
        grade = f" · {judge(text, picture.scene).name}" if picture.scene else ""
        lines.append(f"- {signed(tree.nodes[number].total, 2)} · {plain(text)}{grade}")
    cards.note("Sentences that ended, by log P", "\n".join(lines) or "None ended.")


def picked(page: Page[Captions], pictures: Sequence[JudgedPicture], name: str | None, *, hidden: bool) -> None:
    """The picture that was clicked, and the way to open it; hidden while the question is open."""
    if hidden:
        return
    picture = next((one for one in pictures if one.name == name), None)
    if picture is None:
        cards.note("A picture", "Click a picture to see what the judge compared.")
        return
    wrong = "; ".join(picture.verdict.errors) or "nothing"
    number = int(picture.name.rpartition(".")[2])
    body = (
        f"“{plain(picture.sentence)}”  \n**{picture.verdict.name}**. Wrong: {plain(wrong)}.  "
        f"\n:gray[It shows {plain(picture.what)}.]"
    )
    with cards.card(f"No. {number}", body):
        st.button(
            "Open it in *write*",
            key=page.key("open_picture"),
            icon=":material/open_in_new:",
            on_click=lambda: page.change(view="write", number=number),
        )


def compared(found: Twins, *, hidden: bool) -> None:
    """How far a fact and a new drawing of the same facts move the vector; nothing while the question is open."""
    facts, redrawn = found.of(FACTS), found.of(DRAWING)
    if hidden or not facts or not redrawn:
        return
    cards.note(
        "How far v moves",
        f"**{plain(facts[0].change)}** moves v by {signed(facts[0].distance)}; "
        f"**{plain(redrawn[-1].change)}**, all facts the same, by {signed(redrawn[-1].distance)}. "
        "Where a fact moves v less than a new drawing does, the decoder can hardly read it.",
    )
