"""The states of a sentence as a path in a plane: across is the verdict, up what "not" changes.

Beside it stands for each word how far the state moved, and how much of that the readout sees.
"""

from dataclasses import dataclass

import numpy as np

from figures.axes import ticks
from figures.columns import View
from figures.graph import Cell, Edge, Graph, Node, Note, Role, Step
from figures.numbers import quoted, signed
from lessons.sentiment.figure import forms
from lessons.sentiment.figure.scene import Column, Scene
from lessons.sentiment.model.reading import Reading, direction
from rnn_core.studies.state_plane import Plane
from rnn_core.types import Array

WIDTH, BESIDE, SIDE, TOP, FOOT = 660.0, 412.0, 34.0, 34.0, 62.0
"""The path's width in px, alone or beside its table, and its margins."""
HEIGHT, DENSE_HEIGHT = 440.0, 392.0
DOT, HIGH, LETTER = 20.0, 15.0, 8.2
"""A point's width; how high and wide a letter beside it is."""
THREAD = 6.0
"""How wide a line is for the words that shall not stand on it."""
PANEL, MOST_ROWS, BOX = 272.0, 14, 72.0
"""Px of the table beside the path; more words than so many have no room in it; a box's width."""
OFFSETS = (
    (1, 0),
    (-1, 0),
    (0, -1),
    (0, 1),
    (1, -1),
    (-1, -1),
    (1, 1),
    (-1, 1),
    (1, -2),
    (-1, -2),
    (1, 2),
    (-1, 2),
    (0, -2),
    (0, 2),
)
"""Where a word may stand beside its point, the best places first."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of the drawing: what of the plane it shows."""

    left: float
    right: float
    low: float
    high: float
    width: float
    height: float

    @classmethod
    def of(cls, places: Array, width: float = WIDTH, *, dense: bool = False) -> "Frame":
        """The room for all the places (N, 2), with 0 of the verdict in it."""
        x, y = places[:, 0], places[:, 1]
        left, right = min(float(x.min()), -0.5), max(float(x.max()), 0.5)
        low, high = float(y.min()), float(y.max())
        if high - low < 0.2:
            low, high = low - 0.1, high + 0.1
        wide, tall = 0.06 * (right - left), 0.08 * (high - low)
        height = DENSE_HEIGHT if dense else HEIGHT
        return cls(left - wide, right + wide, low - tall, high + tall, width, height)

    def x(self, value: float) -> float:
        """Where the value stands across."""
        return SIDE + (self.width - 2 * SIDE) * (value - self.left) / (self.right - self.left)

    def y(self, value: float) -> float:
        """Where the value stands up and down."""
        return TOP + (self.height - TOP - FOOT) * (self.high - value) / (self.high - self.low)


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One path: the kind of its points' ids, their role, its reading and where its states lie."""

    kind: str
    role: Role
    reading: Reading
    places: Array


def path(scene: Scene, plane: Plane, view: View) -> Graph:
    """Both paths, drawn word by word; nothing of what an open question hides."""
    tracks = [Track("at", "output", scene.reading, plane.place(scene.reading.h))]
    if scene.twin is not None:
        tracks.append(Track("beside", "plain", scene.twin, plane.place(scene.twin.h)))
    table = scene.reading.steps <= MOST_ROWS
    width = BESIDE if table else WIDTH
    frame = Frame.of(np.concatenate([track.places for track in tracks]), width, dense=view.dense)
    known = len(scene.columns) if view.veil_after is None else view.veil_after + 1
    taken = [
        (frame.x(across), frame.y(up), DOT + 4, DOT + 4) for track in tracks for across, up in track.places.tolist()
    ]
    taken += [(frame.x(across), frame.y(up), THREAD, THREAD) for track in tracks for across, up in _along(track.places)]
    boundary = _boundary(scene.reading, frame)
    taken.append((boundary.x, boundary.y, THREAD, boundary.height))
    nodes = [boundary, *(_dot(track, 0, frame) for track in tracks)]
    edges: list[Edge] = []
    notes = _axes(scene.reading, plane, frame)
    if table:
        notes += _heads()
    steps: list[Step] = []
    for place, column in enumerate(scene.columns):
        lit: list[str] = []
        for track, t in zip(tracks, column, strict=False):
            if t is None or place >= known:
                continue
            nodes.append(_dot(track, t, frame))
            edges.append(_step(track, t))
            lit += [nodes[-1].id, edges[-1].id]
            if track is tracks[0] or not _same(tracks, column):
                notes.append(_label(track, t, frame, taken))
        if table and column[0] is not None and place < known:
            boxes, word = _row(scene.reading, column[0], frame)
            nodes += boxes
            notes.append(word)
            lit += [box.id for box in boxes]
        steps.append(Step(_caption(scene, column), tuple(lit), tuple(lit[:1])))
    return Graph(
        title="The hidden state as a path",
        width=width + (PANEL if table else 0),
        height=frame.height,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=tuple(notes),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=forms.of_path(scene, plane, known),
    )


def _along(places: Array) -> list[tuple[float, float]]:
    """Points (across, up) on the lines from each place to the next."""
    parts = np.linspace(0, 1, 24)[:, np.newaxis, np.newaxis]
    points = places[:-1] + parts * (places[1:] - places[:-1])
    return [(float(across), float(up)) for across, up in points.reshape(-1, places.shape[1])[:, :2]]


def _same(tracks: list[Track], column: Column) -> bool:
    """True if both paths are at one point in this column."""
    t, s = column
    if t is None or s is None:
        return False
    return bool(np.allclose(tracks[0].places[t], tracks[1].places[s], atol=1e-9))


def _step(track: Track, t: int) -> Edge:
    return Edge(
        f"{track.kind}_to.{t}",
        track.role,
        f"{track.kind}.{t - 1}",
        f"{track.kind}.{t}",
        f"{track.kind}_to",
        style="straight" if track.kind == "at" else "dashed",
        alt=f"The step to {quoted(track.reading.words[t - 1])}",
    )


def _dot(track: Track, t: int, frame: Frame) -> Node:
    x, y = (float(value) for value in track.places[t])
    word = quoted(track.reading.words[t - 1]) if t else "the start"
    return Node(
        f"{track.kind}.{t}",
        track.role if t else "plain",
        frame.x(x),
        frame.y(y),
        DOT if t else DOT / 2,
        DOT,
        shape="circle",
        title=str(t) if t else "",
        alt=f"After {word}: {signed(x)} across, {signed(y)} up",
        veil="none",
    )


def _boundary(reading: Reading, frame: Frame) -> Node:
    w, b = direction(reading.run.model)
    x, foot = frame.x(-b / float(np.linalg.norm(w))), frame.height - FOOT
    return Node(
        "boundary.0",
        "plain",
        x,
        (TOP + foot) / 2,
        0.6,
        foot - TOP - 8,
        alt="Where p is one half: left of it negative, right of it positive",
        veil="none",
    )


def _axes(reading: Reading, plane: Plane, frame: Frame) -> list[Note]:
    w, b = direction(reading.run.model)
    size, foot = float(np.linalg.norm(w)), frame.height - FOOT
    notes = [
        Note(frame.x((value - b) / size), foot + 12, text, anchor="middle")
        for value, text in ticks(size * frame.left + b, size * frame.right + b, most=9)
    ]
    up = f"{plane.shares[1]:.0%} of the variance"
    return [
        *notes,
        Note(SIDE, 14, "← negative", "output"),
        Note(frame.width - SIDE, 14, "positive →", "output", "end"),
        Note(frame.width / 2, foot + 30, "across: the log-odds w·h + b, all that the readout sees", "output", "middle"),
        Note(frame.width / 2, foot + 48, f"up, orthogonal to w: what a negation changes ({up})", "hidden", "middle"),
    ]


def _heads() -> list[Note]:
    return [
        Note(BESIDE + 12, TOP, "word"),
        Note(BESIDE + 132, TOP - 18, "state moves", "hidden", "middle"),
        Note(BESIDE + 132, TOP, "‖hₜ − hₜ₋₁‖", "hidden", "middle"),
        Note(BESIDE + 226, TOP - 18, "score moves", "output", "middle"),
        Note(BESIDE + 226, TOP, "w·(hₜ − hₜ₋₁)", "output", "middle"),
    ]


def _row(reading: Reading, t: int, frame: Frame) -> tuple[tuple[Node, Node], Note]:
    """How far word t moved the state, how much the log-odds, and the word."""
    pitch = min(34.0, (frame.height - TOP - 20) / reading.steps)
    y, row = TOP + 8 + pitch * (t - 0.5), min(22.0, pitch - 6)
    moves, word = reading.moves, quoted(reading.words[t - 1])
    length, change = float(moves[t - 1]), float(reading.changes[t - 1])
    said = f"+{signed(change, 1)}" if change > 0.05 else signed(change, 1)
    state = Node(
        f"m.{t}",
        "hidden",
        BESIDE + 132,
        y,
        BOX,
        row,
        (Cell(signed(length, 1), length, index=0),),
        alt=f"How far {word} moves the state",
        display="bars",
        scale=max(1e-9, float(moves.max())),
    )
    score = Node(
        f"d.{t}",
        "output",
        BESIDE + 226,
        y,
        BOX,
        row,
        (Cell(said, change, index=0),),
        alt=f"Change of the log-odds by {word}",
        display="signed bars",
        scale=max(1e-9, float(abs(reading.changes).max())),
    )
    return (state, score), Note(BESIDE + 12, y, reading.words[t - 1][:11])


def _label(track: Track, t: int, frame: Frame, taken: list[tuple[float, float, float, float]]) -> Note:
    """The word beside its point, where it covers least of what stands there already."""
    x, y = (move(float(v)) for move, v in zip((frame.x, frame.y), track.places[t], strict=True))
    word = track.reading.words[t - 1]
    wide = LETTER * len(word) + 4

    def spot(across: int, up: int) -> tuple[float, float, float, float]:
        return (x + across * (DOT / 2 + 4 + wide / 2), y + up * (DOT / 2 + HIGH / 2 + (0 if across else 2)), wide, HIGH)

    def cost(box: tuple[float, float, float, float]) -> float:
        covered = sum(
            max(0.0, (box[2] + other[2]) / 2 - abs(box[0] - other[0]))
            * max(0.0, (box[3] + other[3]) / 2 - abs(box[1] - other[1]))
            for other in taken
        )
        outside = max(0.0, 6 + wide / 2 - box[0], box[0] + wide / 2 - frame.width + 6)
        return covered + 20 * outside

    best = min((spot(*offset) for offset in OFFSETS), key=cost)
    taken.append(best)
    return Note(best[0], best[1], word, track.role, "middle")


def _caption(scene: Scene, column: Column) -> str:
    t, s = column
    if t is None:
        assert scene.twin is not None
        assert s is not None
        return f"only the other sentence has {quoted(scene.twin.words[s - 1])}"
    reading = scene.reading
    change = float(reading.changes[t - 1])
    said = f"t = {t} · {quoted(reading.words[t - 1])}: log-odds {signed(change, 1)}"
    return said if change < 0.05 else said.replace("log-odds ", "log-odds +")
