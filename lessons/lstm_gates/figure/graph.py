"""The lecture's picture of an LSTM's cell: cell state on top, gates below, one box for each vector.

The boxes show the numbers of the time the walk is at. The walk takes one time apart, panel by
panel, and then goes on through time with the complete cell.
"""

from dataclasses import dataclass, replace

from figures.columns import View
from figures.graph import PADDING, Cell, Edge, Frame, Graph, Node, Role, Step
from figures.numbers import quoted, signed
from lessons.lstm_gates.figure.equations import COMPLETE, STOPS, is_held, with_numbers
from lessons.lstm_gates.figure.forms import explained
from lessons.lstm_gates.figure.parts import ARROWS, BOXES, LIT, NOW, OPERATIONS, Box
from lessons.lstm_gates.figure.strips import Strips
from rnn_core.studies.clamped_run import Play
from rnn_core.studies.store_recall_task import READS, SAYS

WIDTH = 684
COLUMNS = {"first": 41, "f": 126, "kept": 200, "i": 219, "added": 295, "C_tilde": 349, "o": 442, "C": 522, "last": 610}
"""The middles of the columns; beside every box there is room for a second number."""

BOX, ANSWERS, SMALL, JOIN = 52, 44, 22, 10


@dataclass(frozen=True, slots=True)
class Rows:
    """The height of a row of numbers, the middles of the rows of boxes, and where the cell ends."""

    row: float
    belt: float
    middle: float
    gates: float
    before: float
    line: float
    bottom: float

    @classmethod
    def of(cls, units: int, *, dense: bool) -> "Rows":
        """The rows for boxes of so many units; dense ones leave room for large type."""
        row, gap, title = (20.0, 21.0, 15.0) if dense else (21.0, 32.0, 17.0)
        box = units * row + 2 * PADDING
        belt = title + box / 2
        middle = belt + box + gap
        gates = middle + box + gap + 4
        line = gates + box / 2 + 15
        return cls(row, belt, middle, gates, gates - 17, line, line + row / 2 + PADDING)


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """What is drawn: a run, the untouched run (the same one if no gate is held), the time apart.

    ``asked`` is the step, from 0, at which an open question stands, None without one.
    """

    play: Play
    untouched: Play
    apart: int
    asked: int | None = None

    @property
    def moments(self) -> list[tuple[int, int]]:
        """The walk as times (from 1) and panels (from 0)."""
        later = range(self.apart + 1, len(self.play.word) + 1)
        return [(self.apart, stop) for stop in range(COMPLETE + 1)] + [(t, COMPLETE) for t in later]


def cell(walk: Walk, view: View) -> Graph:
    """The diagram of the cell with its strips over time below."""
    rows = Rows.of(walk.play.trace.h.shape[2], dense=view.dense)
    equations = [] if view.dense else [_equations(walk, rows)]
    above = rows.bottom + 4 if view.dense else equations[0].y + equations[0].height / 2 + 6
    strips = Strips(
        walk.play, walk.untouched, above, view.dense, walk.asked is not None or view.answer_after is not None
    )
    moments = walk.moments
    graph = Graph(
        title="One cell of an LSTM",
        width=WIDTH,
        height=strips.bottom,
        nodes=(*_vectors(walk, rows), *_operations(rows), *equations, *strips.nodes()),
        edges=tuple(
            Edge(
                id=arrow.name,
                role=arrow.role,
                source=arrow.source,
                target=arrow.target,
                group=arrow.name,
                style="elbow" if arrow.bent else "straight",
                alt=arrow.what,
            )
            for arrow in ARROWS
        ),
        notes=strips.notes(),
        steps=tuple(_step(walk, strips, place, dense=view.dense) for place in range(len(moments))),
        start=min(view.start, len(moments) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=explained(walk.play, walk.untouched),
    )
    return replace(graph, nodes=_quiet(graph, walk.asked))


def _quiet(graph: Graph, asked: int | None) -> tuple[Node, ...]:
    """The boxes without numbers in the names of those that a question hides, from a presenter's class as well."""
    hidden = (graph if asked is None else replace(graph, veil_after=asked)).hidden()
    return tuple(replace(n, alt=n.alt.partition(":")[0]) if n.id in hidden else n for n in graph.nodes)


def _step(walk: Walk, strips: Strips, place: int, *, dense: bool) -> Step:
    """A step of the walk. While a question is open, the gradient comes only with the end, from which it goes back."""
    t, stop = walk.moments[place]
    panel, later = STOPS[stop], t > walk.apart
    lit: tuple[str, ...] = () if later else LIT[stop]
    own = strips.names(t) if later else strips.lit_by(stop, t)
    if walk.asked is not None:
        lit, own = _without_gradient(lit), _without_gradient(own)
        if place == len(walk.moments) - 1:
            lit, own = (*lit, "dC", "back"), (*own, *strips.gradients())
    text = f"t = {t} · reads {quoted(READS.symbols[int(walk.play.word[t - 1])])}"
    if later and (walk.asked is None or place <= walk.asked):
        text = f"{text}, predicts {SAYS.symbols[int(walk.play.said[t - 1])]}"
    elif not later and dense and panel.plain:
        text = f"t = {t} · {stop + 1} · {panel.plain}"
    elif not later:
        number = "" if stop == COMPLETE else f"{stop + 1} "
        text = f"{text} · {number}{panel.name}"
    return Step(text, (*lit, *own), (*NOW[stop], *(() if dense else own)))


def _without_gradient(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in ("dC", "back") and "_dC." not in name)


def _vectors(walk: Walk, rows: Rows) -> list[Node]:
    def numbers(box: Box) -> tuple[Frame, ...]:
        def at(t: int) -> Frame:
            beside = walk.play if walk.asked is not None and box.name == "dC" else walk.untouched
            both = (box.vector(play, t).tolist() for play in (walk.play, beside))
            cells = tuple(_number(*pair) for pair in zip(*both, strict=True))
            title = f"{box.title} fixed" if is_held(walk.play, box.name, t) else box.title
            return Frame(cells, title=title, id=f"{box.name}.{t}")

        return tuple(map(at, times))

    def answers(t: int) -> Frame:
        best = int(walk.play.said[t - 1])
        pairs = zip(walk.play.p[t - 1].tolist(), walk.untouched.p[t - 1].tolist(), strict=True)
        cells = []
        for k, (symbol, pair) in enumerate(zip(SAYS.symbols, pairs, strict=True)):
            number = _number(*pair)
            cells.append(
                Cell(
                    number.text,
                    number.value,
                    label=f"{symbol}  {number.label}".strip(),
                    mark="best" if k == best else "",
                )
            )
        return Frame(tuple(cells), title="p_{t}", id=f"p.{t}")

    def read(t: int) -> Frame:
        symbol = READS.symbols[int(walk.play.word[t - 1])]
        return Frame((Cell(symbol, 1.0),), title="x_{t}", id=f"x.{t}")

    times = [t for t, _ in walk.moments]
    heights = {"belt": rows.belt, "middle": rows.middle, "gates": rows.gates, "before": rows.before}
    boxes = [
        _box(box.name, box.role, COLUMNS[box.column], heights[box.row], BOX, rows.row, numbers(box), box.what)
        for box in BOXES
    ]
    return [
        *boxes,
        _box(
            "x",
            "input",
            COLUMNS["first"],
            rows.line,
            30,
            rows.row,
            tuple(map(read, times)),
            "The character that is read",
        ),
        _box(
            "p",
            "output",
            COLUMNS["last"] - 4,
            rows.middle,
            ANSWERS,
            rows.row,
            tuple(map(answers, times)),
            "The probability of each answer",
        ),
    ]


def _number(value: float, ghost: float) -> Cell:
    """A number, and beside it what it would be if no gate were held, where that differs."""
    text, other = signed(value), signed(ghost)
    return Cell(text, value, label="" if text == other else other)


def _box(
    name: str, role: Role, x: float, y: float, width: float, row: float, frames: tuple[Frame, ...], what: str
) -> Node:
    return Node(
        id=name,
        role=role,
        x=x,
        y=y,
        width=width,
        cell_height=row,
        cells=frames[0].cells,
        title=frames[0].title,
        alt=what,
        frames=frames,
    )


def _operations(rows: Rows) -> list[Node]:
    heights = {"belt": rows.belt, "gates": rows.gates}
    circles = [
        Node(
            id=name,
            role="plain",
            x=COLUMNS[column],
            y=heights[row],
            width=SMALL,
            title=sign,
            cell_height=rows.row,
            shape="circle",
            alt=f"{sign}, unit by unit",
        )
        for name, (column, row, sign) in OPERATIONS.items()
    ]
    join = Node(
        id="join",
        role="plain",
        x=COLUMNS["first"] + 44,
        y=rows.line,
        width=JOIN,
        cell_height=rows.row,
        shape="circle",
        alt="h_t−1, x_t as one vector",
    )
    return [*circles, join]


def _equations(walk: Walk, rows: Rows) -> Node:
    units = range(walk.play.trace.h.shape[2])
    frames = tuple(
        Frame(
            tuple(Cell(with_numbers(walk.play, stop, t, unit), index=0) for unit in units),
            title=STOPS[stop].equation,
            id=f"equation.{t}",
        )
        for t, stop in walk.moments
    )
    y = rows.bottom + 24 + (len(units) * 20 + 2 * PADDING) / 2
    return _box("equation", "plain", WIDTH / 2, y, WIDTH - 20, 20, frames, "The equation")
