"""An LSTM's gates, cell state and gradient over time, as strips of heat under its diagram."""

from dataclasses import dataclass

import numpy as np

from figures.graph import PADDING, Cell, Node, Note, Role
from figures.numbers import signed, subscript, visible
from lessons.lstm_gates.figure.equations import COMPLETE
from rnn_core.studies.clamped_run import Play, saturation
from rnn_core.studies.store_recall_task import READS, SAYS
from rnn_core.types import Array

LEFT, RIGHT, WIDEST, BETWEEN = 104, 676, 38, 78
HEAD, ANSWER = 15, 20
"""The heights of the line of characters above the strips, and of the answers below them."""

STRIPS: tuple[tuple[str, str, Role, int], ...] = (
    ("f", "f  forget", "gate_f", 1),
    ("i", "i  input", "gate_i", 2),
    ("o", "o  output", "gate_o", 4),
    ("C_tilde", "C~  candidate", "gate_C", 2),
    ("C", "C  cell state", "hidden", 3),
    ("h", "h  hidden", "hidden", 4),
    ("dC", "∂s/∂C", "gradient", 5),
)
"""Each strip: its name, what stands beside it, its role, and the panel that lights it."""


@dataclass(frozen=True, slots=True, eq=False)
class Strips:
    """The strips of a run, and beside them those of the untouched run if they differ.

    covered: some of their numbers are not shown yet, so no share of them all is told.
    """

    play: Play
    untouched: Play
    top: float
    dense: bool
    covered: bool = False

    @property
    def pairs(self) -> list[tuple[str, Play]]:
        """The runs to draw, each with the ending of its nodes' names."""
        own = [("strip", self.play)]
        return own if self.play is self.untouched else [*own, ("untouched", self.untouched)]

    @property
    def strips(self) -> tuple[tuple[str, str, Role, int], ...]:
        """The strips that are drawn; a dense drawing leaves out what the boxes of the cell show as well."""
        return tuple(strip for strip in STRIPS if not (self.dense and strip[0] in ("C_tilde", "h")))

    @property
    def cell(self) -> float:
        """The width of one time."""
        room = RIGHT - LEFT - 190 if len(self.pairs) == 1 else (RIGHT - LEFT - BETWEEN) / 2
        return float(min(WIDEST, room / len(self.play.word)))

    @property
    def row(self) -> float:
        """The height of one unit in a strip."""
        return 3.5 if self.dense else 8.0

    @property
    def pitch(self) -> float:
        """From one strip to the next."""
        units = int(self.play.trace.h.shape[2])
        return units * self.row + 2 * PADDING + (1 if self.dense else 2)

    @property
    def bottom(self) -> float:
        """Where the drawing ends."""
        return self._below + ANSWER / 2 + PADDING + 2

    @property
    def _below(self) -> float:
        """The middle of the row of answers."""
        return self.top + HEAD + len(self.strips) * self.pitch + ANSWER / 2 + PADDING

    def nodes(self) -> list[Node]:
        """A box of heat for every strip and time step, and one for every answer."""
        T = len(self.play.word)
        strips = [
            self._node(number, kind, run, t, name, role)
            for number, (kind, run) in enumerate(self.pairs)
            for place, (name, _, role, _) in enumerate(self.strips)
            for t in range(1, T + 1)
        ]
        answers = [
            self._answer(number, kind, run, t) for number, (kind, run) in enumerate(self.pairs) for t in range(1, T + 1)
        ]
        return [*strips, *answers]

    def _answer(self, number: int, kind: str, run: Play, t: int) -> Node:
        answer = SAYS.symbols[int(run.said[t - 1])]
        return Node(
            id=f"{kind}_p.{t}",
            role="output",
            x=self._center(number, t),
            y=self._below,
            width=self.cell - 2,
            cell_height=ANSWER,
            cells=(Cell(answer, index=0),),
            alt=f"predicts at t = {t}{' untouched' if number else ''}",
        )

    def _node(self, number: int, kind: str, run: Play, t: int, name: str, role: Role) -> Node:
        place = [strip[0] for strip in self.strips].index(name)
        values = vectors(run, name)[t]
        both = np.stack([vectors(one, name) for _, one in self.pairs])
        scale = 1.0 if name in ("f", "i", "o", "C_tilde", "h") else float(np.abs(both).max()) or 1.0
        letter = name.replace("C_tilde", "C̃").replace("dC", "∂s/∂C")
        return Node(
            id=f"{kind}_{name}.{t}",
            role="gradient" if role == "gradient" else "plain",
            x=self._center(number, t),
            y=self._middle(place),
            width=self.cell - 2,
            cell_height=self.row,
            cells=tuple(
                Cell("", float(v), hint=f"{letter}{subscript(t)}[{unit}] = {signed(float(v), 3)}")
                for unit, v in enumerate(values, 1)
            ),
            display="heat",
            scale=scale,
            alt=f"{letter} at t = {t}{' untouched' if number else ''}: " + ", ".join(signed(float(v)) for v in values),
        )

    def notes(self) -> tuple[Note, ...]:
        """The names of the strips, the characters read and the answers, and how saturated the gates are."""
        found = [Note(12, self._middle(place), text, role) for place, (_, text, role, _) in enumerate(self.strips)]
        found += [Note(12, self.top + HEAD / 2, "reads"), Note(12, self._below, "predicts")]
        for number, (_, run) in enumerate(self.pairs):
            for t, token in enumerate(run.word.tolist(), 1):
                x = self._center(number, t)
                found.append(Note(x, self.top + HEAD / 2, visible(READS.symbols[token]), "input", "middle"))
        if len(self.pairs) == 1:
            found += self._beside()
        else:
            x = self._center(1, 1) - self.cell / 2 - 6
            found.append(Note(x, self.top + HEAD / 2, "untouched", anchor="end"))
        return tuple(found)

    def _beside(self) -> list[Note]:
        """Right of the strips: how many of a gate's numbers are nearly 0 or 1, and which unit is which."""
        x = self._center(0, len(self.play.word)) + self.cell / 2 + 14
        found = [Note(x, self._middle(3), "unit 1 above unit 2")]
        if self.covered:
            return found
        for place, name in enumerate(("f", "i", "o")):
            shut, wide = saturation(getattr(self.play.trace, name))
            found.append(Note(x, self._middle(place), f"{shut:.0%} below 0.1, {wide:.0%} above 0.9"))
        return found

    def names(self, t: int) -> tuple[str, ...]:
        """The ids of every strip at time ``t``."""
        names = (*(name for name, *_ in self.strips), "p")
        return tuple(f"{kind}_{name}.{t}" for kind, _ in self.pairs for name in names)

    def gradients(self) -> tuple[str, ...]:
        """The ids of the strips' gradients at all times."""
        return tuple(f"{kind}_dC.{t}" for kind, _ in self.pairs for t in range(1, len(self.play.word) + 1))

    def lit_by(self, stop: int, t: int) -> tuple[str, ...]:
        """The ids of the strips that a panel lights at time ``t``."""
        lit = [name for name, _, _, by in self.strips if by == stop] + (["p"] if stop == COMPLETE else [])
        return tuple(f"{kind}_{name}.{t}" for kind, _ in self.pairs for name in lit)

    def _center(self, number: int, t: int) -> float:
        left = LEFT + number * (self.cell * len(self.play.word) + BETWEEN)
        return left + (t - 0.5) * self.cell

    def _middle(self, place: int) -> float:
        return self.top + HEAD + (place + 0.5) * self.pitch


def vectors(play: Play, name: str) -> Array:
    """(T+1, H): the numbers of a strip; row t holds time t."""
    trace = play.trace
    if name in ("C", "h"):
        rows: Array = getattr(trace, name)[:, 0]
    elif name == "dC":
        rows = play.grads.C[:, 0]
    else:
        gate = getattr(trace, name)[:, 0]
        rows = np.concatenate([np.zeros_like(gate[:1]), gate])
    return rows
