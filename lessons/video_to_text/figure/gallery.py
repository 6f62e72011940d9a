"""Clips whose pair of thing and motion no training showed: what is said of each, right or wrong."""

import re
from collections.abc import Sequence

from datasets.flow_pictures import colored
from datasets.pictures import png
from figures.columns import View
from figures.graph import Graph, Node, Note, Step
from lessons.video_to_text.figure import words
from lessons.video_to_text.figure.boxes import Story

SIDE, SPACE, TOP, LEFT, WIDTH = 56, 8, 30, 118, 670.0
SHOWN = 8
"""Of the twelve frames that which stands for the clip."""


def gallery(stories: Sequence[Story], view: View) -> Graph:
    """One row a clip, one step a row."""
    nodes: list[Node] = []
    notes: list[Note] = [Note(LEFT, 12, "a frame, its flow, and what is said; ✗ is not true")]
    steps, width = [], WIDTH
    for number, story in enumerate(stories, start=1):
        y = TOP + (number - 0.5) * (SIDE + SPACE)
        thing, motion = story.clip.thing, story.clip.motions[0]
        notes.append(Note(6, y, f"{thing}, {motion}"))
        nodes += _pictures(story, number, y)
        row, end = words.rows(f"word{number}", story.told.words, story.wrong, LEFT + 2 * SIDE + 14, y, WIDTH)
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
    )


def row_of(node: str) -> int | None:
    """The row, from 1, that a box of the gallery stands in; None for another figure's box."""
    found = re.fullmatch(r"(word|frame|flow)([1-9])\.\d+(\.\d+)?", node)
    return int(found[2]) if found else None


def _pictures(story: Story, number: int, y: float) -> list[Node]:
    pictures = {"frame": story.seen.frames[SHOWN - 1], "flow": colored(story.seen.flow[SHOWN - 1])}
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
            alt=f"{name} {SHOWN} of clip {number}",
        )
        for k, (name, picture) in enumerate(pictures.items())
    ]
