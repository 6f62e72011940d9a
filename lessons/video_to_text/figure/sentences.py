"""Sentences side by side: of one clip by the three inputs, beside what each is worth; of pairs never trained."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from datasets.clips.sentences import references
from datasets.flow_pictures import colored
from datasets.pictures import png
from figures import forms as forms_of
from figures.columns import View
from figures.forms import Applied, Constant, Explained, Form, Forms, Number, Piece, Product, Table
from figures.graph import Cell, Graph, Node, Note, Step
from lessons.video_to_text.figure.forms import written_words
from lessons.video_to_text.figure.graph import BAR, LETTER, MARK
from lessons.video_to_text.model.stories import Comparison, Story

ORDER = ("rgb", "flow", "both")
NAMES = {"rgb": "RGB alone", "flow": "flow alone", "both": "RGB and flow"}
ROW_NAMES = {"rgb": "RGB", "flow": "flow", "both": "both"}
COLUMNS = ("object", "color", "one motion", "two motions", "all right")
SETS = {"test": "held out", "unseen": "unseen"}
UNSEEN_SET = "unseen"
SHARES_LEFT, WIDE, LOW_WIDE, ROW, SHARES_TOP = 84, 98, 90, 22, 60
MEANS = {
    "object": "The noun is that of the clip.",
    "color": "The color word is that of the clip.",
    "one motion": "Clips with one motion: the verb names it, in either of its wordings.",
    "two motions": "Clips with two motions: both are named, and in their order.",
    "all right": "Object, color and every motion are right.",
}
SIDE, SPACE, TOP, LEFT, WIDTH = 56, 8, 30, 118, 670.0
SHOWN_FRAME = 8
"""Of the twelve frames that which stands for the clip."""
WORD_SPACE = 5


def shares(of: Comparison, view: View) -> Graph:
    """The walk from input to input."""
    nodes: list[Node] = []
    wide = LOW_WIDE if view.dense else WIDE
    notes = [Note(6, SHARES_TOP + 4 + ROW * (k + 0.5), column) for k, column in enumerate(COLUMNS)]
    for place, inputs in enumerate(ORDER):
        x = SHARES_LEFT + place * (2 * wide + 18)
        notes.append(Note(x + wide + 4, 16, NAMES[inputs], anchor="middle"))
        for k, name in enumerate(SETS):
            nodes.append(_bars(of, inputs, name, x + (k + 0.5) * wide + k * 6, wide))
    y = SHARES_TOP + ROW * len(COLUMNS) + 60.0
    width: float = SHARES_LEFT + 3 * (2 * wide + 18) - 12
    notes.append(Note(6, y, "This clip, from each input:"))
    for inputs in ORDER:
        y += 44
        story = of.stories[inputs]
        row, end = row_of_words(f"{inputs}_word", story.trace.words, story.wrong, SHARES_LEFT, y)
        nodes += row
        notes.append(Note(6, y, ROW_NAMES[inputs]))
        width = max(width, end)
    steps = _walk(of, nodes)
    return Graph(
        title="Shares of right sentences by input",
        width=width + 6,
        height=y + 26,
        nodes=tuple(nodes),
        notes=tuple(notes),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=_explained_shares(of, view),
    )


def _bars(of: Comparison, inputs: str, name: str, x: float, wide: float) -> Node:
    cells = []
    for column in COLUMNS:
        right, n = of.count(inputs, name, column)
        cells.append(
            Cell(f"{100 * right / n:.1f} %" if n else "–", right / n if n else 0.0, hint=f"{column}: {right} of {n}")
        )
    return Node(
        id=f"{inputs}_{name}.0",
        role="output" if inputs == "both" else "input",
        x=x,
        y=SHARES_TOP + 4 + ROW * len(COLUMNS) / 2,
        width=wide,
        cell_height=ROW,
        cells=tuple(cells),
        title=SETS[name],
        display="bars",
        veil="cells" if name == UNSEEN_SET else "none",
        alt=f"{NAMES[inputs]}, {SETS[name]}: shares right",
    )


def _walk(of: Comparison, nodes: list[Node]) -> tuple[Step, ...]:
    """Input by input on held-out clips, and then all inputs on pairs that training never showed."""
    found = []
    for inputs in ORDER:
        lit = tuple(
            node.id for node in nodes if node.id.startswith(f"{inputs}_") and node.id != f"{inputs}_{UNSEEN_SET}.0"
        )
        wrong = sorted(set(of.stories[inputs].wrong.values()))
        verdict = f"wrong here: {', '.join(wrong)}" if wrong else "nothing wrong here"
        found.append(Step(f"{NAMES[inputs]}: {verdict}", lit, lit))
    unseen = tuple(f"{inputs}_{UNSEEN_SET}.0" for inputs in ORDER)
    found.append(Step("pairs of thing and motion that training never showed", unseen, unseen))
    return tuple(found)


def _explained_shares(of: Comparison, view: View) -> Explained:
    """The forms of the bars and of the words; a sentence that a question hides is not among them."""
    forms: dict[str, Form] = {}
    tables: dict[str, Table] = {}
    for inputs in ORDER:
        for name in SETS:
            kind = f"{inputs}_{name}"
            counts = np.array([of.count(inputs, name, column) for column in COLUMNS])
            covered = name == UNSEEN_SET and view.veil_after is not None and view.veil_after < len(ORDER)
            tables[kind] = Table(np.full_like(counts, np.nan, float) if covered else counts, (1, 1))
            number = _share(kind, f"{NAMES[inputs]}, {SETS[name]}")
            forms |= {kind: replace(number, where={"i": Constant(len(COLUMNS))}), f"{kind}.#": number}
            forms |= {
                f"{kind}.0.{k}": replace(number, steps=(), lines=((Piece("no such clips"),),))
                for k, (_, n) in enumerate(counts.tolist(), start=1)
                if not n
            }
        story = of.stories[inputs]
        hidden = view.veil_after is not None and ORDER.index(inputs) > view.veil_after
        more, behind = written_words(story, f"{inputs}_word", () if hidden else story.trace.tokens)
        forms |= more
        tables |= behind
    symbols = of.stories[ORDER[0]].trace.vocabulary.symbols
    return Explained(Forms(forms), tables, {"columns": COLUMNS, "means": tuple(MEANS.values()), "symbols": symbols})


def _share(table: str, title: str) -> Form:
    right, clips = Number(table, ("i", 1)), Number(table, ("i", 2))
    step = forms_of.Step(
        (Piece("right / all clips"),), Product((right, Applied("1/", clips))), "output", digits=0, percent=True
    )
    return Form(
        f"{title}: {{i:columns}}",
        (step,),
        "{i:means} A stored result, counted when the networks were made, from the stored weights; the proof "
        "below counts anew.",
    )


def unseen_pairs(stories: Sequence[Story], view: View) -> Graph:
    """One row a clip, one step a row."""
    nodes: list[Node] = []
    notes: list[Note] = [Note(LEFT, 12, "a frame, its flow, and the sentence; ✗ is not true")]
    steps, width = [], WIDTH
    for number, story in enumerate(stories, start=1):
        y = TOP + (number - 0.5) * (SIDE + SPACE)
        thing, motion = story.clip.thing, story.clip.motions[0]
        notes.append(Note(6, y, f"{thing}, {motion}"))
        nodes += _pictures(story, number, y)
        row, end = rows_of_words(f"word{number}", story.trace.words, story.wrong, LEFT + 2 * SIDE + 14, y, WIDTH)
        nodes += row
        width = max(width, end)
        lit = tuple(node.id for node in nodes if node.id.split(".")[0].endswith(f"{number}"))
        verdict = f"wrong: {', '.join(sorted(set(story.wrong.values())))}" if story.wrong else "right"
        steps.append(Step(f"{number} · {thing}, {motion}: {verdict}", lit, lit))
    return Graph(
        title="Pairs of thing and motion that were never trained",
        width=width + 6,
        height=TOP + len(stories) * (SIDE + SPACE) + 6,
        nodes=tuple(nodes),
        notes=tuple(notes),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        explained=_explained_pairs(stories),
    )


def row_of(node: str) -> int | None:
    """The row, from 1, that a box of the gallery stands in; None for another figure's box."""
    found = re.fullmatch(r"(word|frame|flow)([1-9])\.\d+(\.\d+)?", node)
    return int(found[2]) if found else None


def _pictures(story: Story, number: int, y: float) -> list[Node]:
    pictures = {"frame": story.features.frames[SHOWN_FRAME - 1], "flow": colored(story.features.flow[SHOWN_FRAME - 1])}
    return [
        Node(
            id=f"{name}{number}.0",
            role="input",
            x=LEFT + k * (SIDE + 4) + SIDE / 2,
            y=y,
            width=SIDE,
            cell_height=SIDE - 8,
            picture=png(picture),
            veil="none",
            alt=f"{name} {SHOWN_FRAME} of clip {number}",
        )
        for k, (name, picture) in enumerate(pictures.items())
    ]


def _explained_pairs(stories: Sequence[Story]) -> Explained:
    """What the pictures of the gallery show, and how each word got its probability."""
    forms: dict[str, Form] = {}
    tables: dict[str, Table] = {}
    for number, story in enumerate(stories, start=1):
        more, behind = written_words(story, f"word{number}", story.trace.tokens)
        clip = Form(
            f"Clip {number}: {story.clip.thing}, {story.clip.motions[0]}",
            lines=(
                (Piece(f"true: {references(story.clip)[0]}"),),
                (Piece("written:"), Piece(story.trace.sentence, "output", result=True)),
            ),
            words="Training showed the thing in other motions, and other things in this one.",
        )
        forms |= {**more, f"frame{number}": clip, f"flow{number}": clip}
        tables |= behind
    symbols = stories[0].trace.vocabulary.symbols if stories else ()
    return Explained(Forms(forms), tables, {"symbols": symbols})


def rows_of_words(
    name: str, words: Sequence[str], wrong: Mapping[int, str], x: float, y: float, most: float
) -> tuple[list[Node], float]:
    """As `row_of_words`, in two rows about y where one would end beyond ``most``."""
    found, end = row_of_words(name, words, wrong, x, y)
    if end <= most:
        return found, end
    half = (x + end) / 2
    split = next(k for k, node in enumerate(found) if node.x > half)
    high = found[0].height / 2
    first = [replace(node, y=y - high) for node in found[:split]]
    back = found[split].x - found[split].width / 2 - x - (MARK if split in wrong else 0)
    second = [replace(node, x=node.x - back, y=y + high) for node in found[split:]]
    return first + second, max(found[split - 1].x + found[split - 1].width / 2, end - back)


def row_of_words(
    name: str, words: Sequence[str], wrong: Mapping[int, str], x: float, y: float
) -> tuple[list[Node], float]:
    """The boxes "name.1", "name.2", … from x on, and where the row ends."""
    found = []
    for number, word in enumerate(words):
        x += MARK if number in wrong else 0
        width = max(26.0, LETTER * len(word) + 12)
        part = wrong.get(number)
        found.append(
            Node(
                id=f"{name}.{number + 1}",
                role="output",
                x=x + width / 2,
                y=y,
                width=width,
                cell_height=BAR,
                cells=(Cell(word, mark="wrong" if part else ""),),
                alt=f"Word {number + 1}" + (f", not true of the clip: the {part}" if part else ""),
            )
        )
        x += width + WORD_SPACE
    return found, x
