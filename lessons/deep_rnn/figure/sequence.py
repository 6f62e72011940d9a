"""One sequence of *Whose turn?* as a class plays it, and beneath it what the stored networks say.

Ids are "x.t", "same.t" and "turn.t" for what is true, "one.t" and "two.t" for the networks' answers, "same1.t",
"turn1.t" and "character2.t" for what is read from a layer's state. "share_one" and so on stand behind their rows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from figures.columns import View
from figures.forms import Explained, Form, Forms, Number, Piece, Table
from figures.forms import Step as Line
from figures.graph import PADDING, Cell, Edge, Frame, Graph, Mark, Node, Note, Role, Step
from figures.numbers import signed
from lessons.deep_rnn.sequence import CHARACTERS, Played
from lessons.deep_rnn.turn import trained
from rnn_core.studies import turn_task

LEFT, WIDTH, SPACE, ROW = 106.0, 31.0, 9.0, 19.0
SHARE_WIDTH = 40.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the networks' part: what it says at each time step, what is right, and how often it is right."""

    id: str
    name: str
    role: Role
    said: tuple[str, ...]
    truth: tuple[str, ...]
    share: float
    of: str


def sequence(played: Played, view: View, *, networks: bool) -> Graph:
    """The walk through the characters: the same as before, whose turn; with ``networks`` what they say."""
    T, box = len(played.x), ROW + 2 * PADDING
    gap = 14.0 if view.dense else 20.0
    y_turn = 14 + box / 2
    y_same, y_x = y_turn + box + gap, y_turn + 2 * (box + gap)
    rows = _rows(played) if networks else ()
    first = y_x + box / 2 + (26 if view.dense else 34)
    below = tuple(first + box / 2 + k * (box + 4) for k in range(len(rows)))
    nodes, edges = list(_truth(played, (y_turn, y_same, y_x))), list(_arrows(T))
    notes = [
        Note(8, y_turn, "whose turn?", "target"),
        Note(8, y_same, "same?", "hidden"),
        Note(8, y_x, "character  x", "input"),
    ]
    for row, y in zip(rows, below, strict=True):
        nodes += _said(row, y, T)
        notes.append(Note(8, y, row.name, row.role))
    if rows:
        notes.append(Note(_behind(T) + SHARE_WIDTH / 2, first - 10, "right, held-out", anchor="end"))
    steps = tuple(_step(played, t, rows, view) for t in range(1, T + 1))
    bottom = (below[-1] if rows else y_x) + box / 2
    return Graph(
        title="Whose turn? One sequence",
        width=_behind(T) + SHARE_WIDTH / 2 + 8,
        height=bottom + 10,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=tuple(notes),
        steps=steps,
        start=min(view.start, T - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=explained(played, rows, T if view.answer_after is None else view.answer_after + 1),
    )


def explained(played: Played, rows: tuple[Row, ...], until: int) -> Explained:
    """How what stands in the boxes was found, up to the time step ``until``."""
    forms = {
        "same": Form("The same as before? At t = {t}", words="{t:compared}"),
        "turn": Form("Whose turn? At t = {t}", words="{t:counted}"),
    }
    tables = {"t": Table(np.arange(1, until + 1), (1,))}
    for kind, name in (("one", "one layer"), ("two", "two layers")):
        if rows:
            tables[f"y_{kind}"] = Table(played.scores[kind][:until], (1, 0), "output")
            forms[kind] = Form(
                f"The network with {name}: its scores at t = {{t}}",
                (Line((Piece("player {i}"),), Number(f"y_{kind}", ("t", "i")), "output", beside=True),),
                "The largest score is the answer. The network reads the sequence with its stored weights.",
                each=(f"y_{kind}", 1),
            )
    for row in rows:
        forms[f"share_{row.id}"] = Form(f"{row.name}: share of right answers", words=row.of)
        if row.id not in played.scores:
            forms[row.id] = Form(
                f"{row.name} At t = {{t}}",
                words="A linear readout of the layer's state computes one score for each possible answer; this is the "
                "answer with the largest. It was fitted by least squares to other sequences; the network itself stayed "
                "as it was.",
            )
    names = {
        "compared": tuple(_compared(played, t) for t in range(1, until + 1)),
        "counted": tuple(_counted(played, t) for t in range(1, until + 1)),
    }
    return Explained(Forms(forms), tables, names)


def _rows(played: Played) -> tuple[Row, ...]:
    same, turns = tuple(_yes(one) for one in played.same), tuple(map(str, played.turns))
    two = trained("two")
    read = "Linear readout, mean of the ten networks with two layers, on held-out sequences."

    def carried(layer: int, what: str, name: str, id: str, say: Callable[[int], str], truth: tuple[str, ...]) -> Row:
        found = tuple(say(int(one)) for one in played.readouts[layer, what])
        return Row(id, name, "hidden", found, truth, two.carried(layer, what), read)

    def answers(kind: str, name: str) -> Row:
        of = f"Mean of ten networks, at the last of {turn_task.LENGTH} time steps of held-out sequences."
        share = float(trained(kind).last.mean())
        return Row(kind, name, "output", tuple(map(str, played.answers(kind))), turns, share, of)

    return (
        answers("one", "one layer"),
        answers("two", "two layers"),
        carried(2, "symbol", "layer 2: x?", "character2", CHARACTERS.__getitem__, tuple(played.characters)),
        carried(1, "turn", "layer 1: turn?", "turn1", str, turns),
        carried(1, "repeat", "layer 1: same?", "same1", _yes, same),
    )


def _truth(played: Played, at: tuple[float, float, float]) -> Iterator[Node]:
    T, (y_turn, y_same, y_x) = len(played.x), at
    for t in range(1, T + 1):
        turn, same = Cell(str(played.turns[t - 1]), index=0), Cell(_yes(played.same[t - 1]), index=0)
        character = Cell(played.characters[t - 1], index=0)
        yield _box(f"turn.{t}", "target", t, y_turn, turn, T, f"Whose turn at t = {t}")
        yield _box(f"same.{t}", "hidden", t, y_same, same, T, f"The same as before at t = {t}")
        yield _box(f"x.{t}", "input", t, y_x, character, 0, f"Character at t = {t}")


def _said(row: Row, y: float, T: int) -> Iterator[Node]:
    for t in range(1, T + 1):
        said, truth = row.said[t - 1], row.truth[t - 1]
        mark: Mark = "" if said == truth else "wrong"
        yield _box(f"{row.id}.{t}", row.role, t, y, Cell(said, mark=mark, index=0), T, f"{row.name} At t = {t}")
    yield Node(
        f"share_{row.id}",
        row.role,
        _behind(T),
        y,
        SHARE_WIDTH,
        ROW,
        (Cell(signed(row.share, 2), row.share, index=0),),
        alt=f"{row.name}, share of right answers. {row.of}",
    )


def _box(name: str, role: Role, t: int, y: float, cell: Cell, T: int, alt: str) -> Node:
    """A box that says nothing before the walk has reached its time step; with T = 0 it says all at once."""
    frames = tuple(Frame((cell if t <= now else Cell("?", index=0),)) for now in range(1, T + 1))
    return Node(name, role, _center(t), y, WIDTH, ROW, (cell,), alt=alt, frames=frames)


def _arrows(T: int) -> Iterator[Edge]:
    for t in range(1, T + 1):
        yield Edge(f"read.{t}", "input", f"x.{t}", f"same.{t}", "read")
        yield Edge(f"count.{t}", "hidden", f"same.{t}", f"turn.{t}", "count")
        if t > 1:
            yield Edge(f"before.{t}", "input", f"x.{t - 1}", f"same.{t}", "before")
            yield Edge(f"pass.{t}", "target", f"turn.{t - 1}", f"turn.{t}", "pass")


def _step(played: Played, t: int, rows: tuple[Row, ...], view: View) -> Step:
    before = (f"before.{t}", f"pass.{t}") if t > 1 else ()
    said = tuple(f"{row.id}.{t}" for row in rows)
    lit = (f"read.{t}", f"count.{t}", *before, f"same.{t}", f"turn.{t}", *said)
    covered = view.answer_after is not None and t > view.answer_after + 1
    told = "" if covered else f" · {_told(played, t)}"
    return Step(f"t = {t}{told}", lit, (f"turn.{t}", f"x.{t}"))


def _told(played: Played, t: int) -> str:
    character, turn = played.characters[t - 1], int(played.turns[t - 1])
    if t == 1:
        return f"“{character}” is the first character: player {turn} begins"
    if played.same[t - 1]:
        return f"“{character}” is the same as before: the turn passes to player {turn}"
    return f"“{character}” is not the same as before: player {turn} keeps the turn"


def _compared(played: Played, t: int) -> str:
    if t == 1:
        return "There is no character before the first one."
    here, before = played.characters[t - 1], played.characters[t - 2]
    equal = "the same: a repeat" if here == before else "not the same"
    return f"“{here}” at t = {t} and “{before}” at t = {t - 1} are {equal}."


def _counted(played: Played, t: int) -> str:
    count, m = int(played.same[:t].sum()), turn_task.PLAYERS
    repeats = f"{count} repeat{'s' * (count != 1)} so far"
    return f"{repeats}; the remainder of {count} divided by {m} is {played.turns[t - 1]}. Player 0 begins."


def _yes(value: int) -> str:
    return "yes" if value else "no"


def _center(t: int) -> float:
    """The middle of the column of time ``t``."""
    return LEFT + WIDTH / 2 + (t - 1) * (WIDTH + SPACE)


def _behind(T: int) -> float:
    """The middle of the column of shares, behind the last time step."""
    return _center(T) + WIDTH / 2 + 11 + SHARE_WIDTH / 2
