"""What stands beside the figures of the lesson on captions: questions, verdicts, tables."""

from collections.abc import Sequence
from itertools import pairwise

import streamlit as st

from datasets.scenes.facts import NOVEL
from datasets.scenes.held_out import is_held_out
from datasets.scenes.judge import judge
from datasets.scenes.sentences import references
from figures.columns import View
from figures.numbers import signed
from lessons.image_captioning import captions
from lessons.image_captioning import choice as caption_choice
from lessons.image_captioning.cards import tables as caption_tables
from lessons.image_captioning.cards import twins as caption_twins
from lessons.image_captioning.cards.twins import Neighbors
from lessons.image_captioning.choice import Choice
from lessons.image_captioning.figure import graph as caption_figure
from lessons.image_captioning.figure.gallery import GRADES, Picture
from lessons.image_captioning.figure.shown import Shown
from lessons.image_captioning.figure.twins import DRAWING, FACTS
from rnn_core.beam import Tree
from ui import arithmetic, cards, predict, walk
from ui import page as lesson
from ui.cards import plain

MOST_FOUND = 4
PARTS = 4
"""So many ranges of a count are offered."""
TWIN, BEAM = "the same sentence", "another one"


def view(choice: Choice, shown: Shown) -> View:
    """Where the figure of this view stands, and what its open question hides."""
    after = {"write": caption_figure.last_word(shown) if shown.grade else None, "features": 0, "grades": 0}.get(
        choice.view
    )
    selected = None
    if choice.view == "write":
        selected = f"p.{int(shown.told.log_p.argmin()) + 1}"  # where it hesitates
    elif choice.view == "beam":
        selected = f"b.{captions.tree(choice.writer, choice.seen, choice.width).best}"
    return lesson.view(choice.about, choice.view, ask_after=after, selected=selected)


def ask_grade(slug: str, choice: Choice, shown: Shown) -> None:
    """The reader grades first, then the judge."""
    given = captions.verdict(choice.writer, choice.seen)
    if given is None:
        cards.note("The judge", "Nobody wrote down the facts of this picture. Be the judge.")
        return
    wrong = "; ".join(fault.text for fault in given.faults)
    predict.question(
        slug,
        choice.about,
        f"You be the judge: “{plain(shown.sentence)}” is …",
        list(GRADES),
        answer=GRADES[given.grade - 1],
        because=f"{wrong or 'All that it says is so'}. The facts: {shown.what}.",
        reveal=lambda: walk.jump(walk.LAST, highlight=("grade",)),
    )


def ask_beam(slug: str, choice: Choice, shown: Shown) -> None:
    """Whether a wider beam finds another sentence."""
    if choice.width == 1:
        return
    tree = captions.tree(choice.writer, choice.seen, choice.width)
    best = captions.sentence(tree.tokens(tree.best))
    found, greedy = tree.nodes[tree.best].total, float(shown.told.log_p.sum())
    predict.question(
        slug,
        choice.about,
        f"Greedy writes “{plain(shown.sentence)}”. A beam of {choice.width} finds …",
        [TWIN, BEAM],
        answer=TWIN if best == shown.sentence else BEAM,
        because=f"It finds “{best}”: log P = {signed(found, 3)}; greedy {signed(greedy, 3)}.",
        reveal=lambda: walk.jump(walk.LAST),
    )


def ask_twins(slug: str, choice: Choice) -> None:
    """Which change moves the vector least."""
    found = caption_twins.neighbors(choice.writer, choice.seen)
    twins = sorted(found.twins, key=lambda twin: twin.distance)
    if len(twins) < 2:
        return
    least = twins[0]
    offered = sorted({least.change, twins[-1].change, *(one.change for one in twins[1::3])})[:6]
    options = offered if least.change in offered else [least.change, *offered[:5]]
    predict.question(
        slug,
        choice.about,
        "Which of these moves the vector **least**?",
        options,
        answer=least.change,
        because=f"‖v − v′‖ = {signed(least.distance)}; the vector's own length is {signed(found.length)}.",
        reveal=lambda: walk.jump(walk.LAST, highlight=(f"{least.name}.d",)),
    )


def about_picture(choice: Choice, *, hidden: bool) -> None:
    """What the picture may be called, unless hidden, and whether training could know it."""
    scene = choice.seen.scene
    if scene is None:
        return
    unseen = scene.subject.name in NOVEL
    remark = caption_tables.disturbed(choice.disturbed)
    if unseen:
        remark += f"Training never showed **any {scene.subject.name}**, and has no word for it. "
    elif is_held_out(scene):
        remark += "Training never showed **this combination**, only its parts. "
    said = "; ".join(dict.fromkeys(references(scene)))
    if remark or not hidden:
        cards.note("What it may be called", remark + ("" if hidden else f"{plain(said)}."))


def pictures(choice: Choice) -> tuple[Picture, ...]:
    """The held-out pictures of the gallery, graded now."""
    scenes = caption_choice.scenes(choice.source)
    first = min(choice.number, len(scenes) - captions.A_PAGE + 1)
    return captions.graded(choice.writer, scenes[first - 1 : first - 1 + captions.A_PAGE], first)


def ask_how_many(slug: str, choice: Choice, found: Sequence[Picture]) -> None:
    """How many of the pictures get a sentence without errors."""
    right = sum(picture.grade == 1 for picture in found)
    bounds = range(0, len(found) + 1, len(found) // PARTS)
    options = [f"{low} to {high - 1}" for low, high in pairwise((*bounds[:-1], len(found) + 1))]
    predict.question(
        slug,
        choice.about,
        f"Read some of the sentences. How many of these {len(found)} are **without errors**?",
        options,
        answer=options[min(right // bounds.step, PARTS - 1)],
        because=f"It is {right}: each is judged just now by the facts of its scene.",
        reveal=lambda: walk.jump(0),
    )


def picked(found: Sequence[Picture], name: str | None, *, hidden: bool) -> None:
    """The picture that was clicked, and the way to open it; hidden while the question is open."""
    if hidden:
        return
    picture = next((one for one in found if one.name == name), None)
    if picture is None:
        cards.note("A picture", "Click a picture to see what the judge compared.")
        return
    wrong = "; ".join(picture.errors) or "nothing"
    number = int(picture.name.rpartition(".")[2])
    body = (
        f"“{plain(picture.sentence)}”  \n**{GRADES[picture.grade - 1]}**. Wrong: {plain(wrong)}.  "
        f"\n:gray[It shows {plain(picture.what)}.]"
    )
    with cards.card(f"No. {number}", body):
        st.button(
            "Open it in *write*",
            key="open_picture",
            icon=":material/open_in_new:",
            on_click=caption_choice.go_to,
            args=(number,),
        )


def sentences_found(choice: Choice, tree: Tree) -> None:
    """The sentences that ended, the likeliest first, each with its grade."""
    lines = []
    for number in tree.finished()[:MOST_FOUND]:
        text = captions.sentence(tree.tokens(number))
        grade = ""
        if choice.seen.scene:
            grade = f" · {GRADES[judge(text, choice.seen.scene).grade - 1]}"
        lines.append(f"- {signed(tree.nodes[number].total, 2)} · {plain(text)}{grade}")
    cards.note("Sentences that ended, by log P", "\n".join(lines) or "None ended.")


def twin(near: Neighbors, name: str | None, *, hidden: bool) -> None:
    """The twin that was clicked, compared with the picture; hidden while the question is open."""
    found = next((one for one in near.twins if name in (one.name, f"{one.name}.d")), None)
    facts, anew = near.of(FACTS), near.of(DRAWING)
    if hidden:
        cards.note("How far v moves", arithmetic.HIDDEN)
    elif found is not None:
        cards.note(
            f"{plain(found.change)}: v moves by {signed(found.distance)}",
            f"‖v − v′‖ = √Σ(v[k] − v′[k])² = **{signed(found.distance, 3)}**; v itself is "
            f"{signed(near.length, 3)} long.  \n“{plain(near.sentence)}” becomes "
            f"“{plain(found.sentence)}”.",
        )
    elif facts and anew:
        cards.note(
            "How far v moves",
            f"**{plain(facts[0].change)}** moves v by {signed(facts[0].distance)}; "
            f"**{plain(anew[-1].change)}**, all facts the same, by {signed(anew[-1].distance)}. "
            "Where a fact moves v less than a new drawing does, the decoder can hardly hear it. "
            ":gray[Click a picture or a bar.]",
        )
