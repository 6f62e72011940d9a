"""The product itself: one box for every factor of the gradient of h_0, the last time steps factor by factor.

Time runs to the right; so the gradient goes to the left, as its formula is written.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from figures.columns import View
from figures.curve_data import spoken
from figures.forms import Applied, Explained, Expression, Form, Forms, Number, Piece, Product, Table
from figures.forms import Step as Equation
from figures.graph import PADDING, Cell, Edge, Graph, Node, Note, Role, Step
from figures.numbers import subscript
from lessons.gradient_flow.figure.norms import as_factor
from rnn_core.activations import tanh_slope
from rnn_core.cells import rnn
from rnn_core.studies.gradient_norm_study import Laboratory, factors
from rnn_core.types import Array

SHOWN, SHOWN_TO_A_HALL = 7, 5
"""So many factors, from the loss back, are taken apart."""
NAMES, PITCH, BOX, ROW, GAP, LINE = 92.0, 61.0, 50.0, 21.0, 18.0, 22.0
LEAST, MOST_COLUMNS, CELL = 400.0, 25, 14.0
WIDEST = 23.0
DEEPEST = math.log10(2)
"""A factor of 2 or of 1/2 has the full color."""
NOTHING = "–"
"""Stands where an exact 0 leaves nothing to divide by."""


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The lengths of ∂L/∂h_0 … ∂L/∂h_T in network 1, and of what each time step does to them.

    ``squash`` and ``turn`` (T,) are the factors of the slopes and of W_hhᵀ at t = 1 … T, ``slopes`` the mean slope.
    """

    log10: Array
    squash: Array
    turn: Array
    slopes: Array
    linear: bool

    @classmethod
    def of(cls, laboratory: Laboratory) -> "Chain":
        """That of the first network."""
        squash, turn = factors(laboratory, 0)
        linear = laboratory.cell == "linear"
        slopes = np.ones(len(squash))
        if not linear:
            trace = rnn.forward(laboratory.networks[0], laboratory.x[:, [0]])
            slopes = tanh_slope(trace.a[:, 0]).mean(1)
        return cls(laboratory.log10[0], squash, turn, slopes, linear)

    @property
    def T(self) -> int:
        """How many factors there are."""
        return len(self.squash)

    @property
    def factors(self) -> Array:
        """By what each time step multiplies the length, (T,); nan behind exactly 0."""
        return self.squash * self.turn

    @property
    def lengths(self) -> Array:
        """Of ∂L/∂h_0 … ∂L/∂h_T."""
        return np.asarray(10**self.log10)

    def ended(self, t: int) -> bool:
        """True if the gradient of h_t is exactly 0."""
        return bool(self.log10[t] == -math.inf)


def row_of_boxes(laboratory: Laboratory, view: View) -> Graph:
    """The factors of network 1. An open question leaves those that are taken apart, the others are not drawn."""
    chain, asked = Chain.of(laboratory), view.answer_after is not None
    last = max(0, chain.T - (SHOWN_TO_A_HALL if view.dense else SHOWN))
    places = _Places.of(chain, last, asked=asked)
    nodes = [] if asked else [_every(chain, places)]
    nodes.append(_length(chain, chain.T, places))
    edges: list[Edge] = []
    for t in range(chain.T, last, -1):
        nodes += [*_factor(chain, t, places), _length(chain, t - 1, places)]
        edges += _arrows(chain, t)
    if last and not asked:
        nodes += [_rest(chain, last, places), _length(chain, 0, places)]
        edges += [
            Edge("rest_length.1", "gradient", "rest.1", "length.0"),
            Edge("on.1", "gradient", f"length.{last}", "length.0"),
        ]
    steps = _steps(chain, last, asked=asked)
    return Graph(
        title="The product of all factors",
        width=places.width,
        height=places.height,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=tuple(places.notes()),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=_explained(chain, last, asked=asked),
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the boxes stand: one for every time step at the top, below them in columns those that are taken apart.

    ``last`` is the earliest time step of whose hidden state the gradient stands in a column of its own.
    """

    T: int
    last: int
    asked: bool
    columns: int
    top: float
    y: dict[str, float]
    width: float
    height: float

    @classmethod
    def of(cls, chain: Chain, last: int, *, asked: bool) -> "_Places":
        columns = min(chain.T, MOST_COLUMNS)
        top = 0.0 if asked else LINE + -(-chain.T // columns) * CELL + 2 * PADDING + 6
        tall = ROW + 2 * PADDING
        kinds = (*(() if chain.linear else ("slope",)), "W", "factor", "length")
        y = {kind: top + 52 + tall / 2 + k * (tall + GAP) for k, kind in enumerate(kinds)}
        width = NAMES + (1 + chain.T - last + (last > 0 and not asked)) * PITCH
        return cls(chain.T, last, asked, columns, top, y, max(width, LEAST), y["length"] + tall / 2 + 6)

    def x(self, t: int) -> float:
        """The middle of the column of h_t; h_0 stands left of those that are taken apart."""
        column = self.T - t if t >= self.last else self.T - self.last + 1
        return self.width - (column + 0.5) * PITCH

    def notes(self) -> list[Note]:
        """The names of the rows, and what the boxes above them are."""
        names = {"slope": "slopes 1 − h_t^2", "W": "matrix W_hh^T", "factor": "together", "length": "length"}
        roles: dict[str, Role] = {"slope": "hidden", "W": "output", "length": "gradient"}
        rows = [Note(4, y + 4, names[kind], roles.get(kind, "plain")) for kind, y in self.y.items()]
        if self.asked:
            return rows
        every = f"{self.T} factors, a box for each time step" if self.T > 1 else "a single factor"
        apart = f"the factors of the last {self.T - self.last} time steps, taken apart" if self.last else "taken apart"
        return [Note(4, 13, f"{every} · violet: longer, yellow: shorter"), *rows, Note(4, self.top + 12, apart)]


def _every(chain: Chain, places: _Places) -> Node:
    """One box for each factor, row by row, the last time step at the bottom right."""
    rows = -(-chain.T // places.columns)
    logs = np.log10(chain.factors, out=np.full(chain.T, np.nan), where=chain.factors > 0)
    cells = []
    for column in range(places.columns):
        for row in range(rows):
            t = row * places.columns + column + 1
            value = float(logs[t - 1]) if t <= chain.T and math.isfinite(logs[t - 1]) else None
            hint = f"t = {t}: × {as_factor(float(chain.factors[t - 1]))}" if value is not None else ""
            cells.append(Cell("", value, index=t if value is not None else 0, hint=hint))
    factors_there = chain.factors[np.isfinite(chain.factors)]
    low, high = (as_factor(float(pick(factors_there))) for pick in (np.min, np.max))
    width = min(places.columns * WIDEST, places.width - 8)
    return Node(
        id="each.1",
        role="plain",
        x=4 + width / 2,
        y=LINE + PADDING + rows * CELL / 2,
        width=width,
        cell_height=CELL,
        cells=tuple(cells),
        display="heat",
        columns=places.columns,
        scale=DEEPEST,
        alt=f"The factors of {chain.T} time steps, between {low} and {high}",
    )


def _factor(chain: Chain, t: int, places: _Places) -> list[Node]:
    """What time step ``t`` multiplies by: the slopes, the matrix, both."""
    values = {"slope": chain.squash, "W": chain.turn, "factor": chain.factors}
    named = {
        "slope": f"By what the slopes of tanh at t = {t} multiply the length",
        "W": f"By what the transposed W_hh multiplies the length at t = {t}",
        "factor": f"By what the whole time step t = {t} multiplies the length",
    }
    roles: dict[str, Role] = {"slope": "hidden", "W": "output", "factor": "plain"}
    top = next(iter(places.y))
    return [
        replace(
            _box(f"{kind}.{t}", roles[kind], places.x(t - 1), places.y[kind], float(values[kind][t - 1]), named[kind]),
            caption=f"t = {t}" if kind == top else "",
        )
        for kind in places.y
        if kind != "length"
    ]


def _length(chain: Chain, t: int, places: _Places) -> Node:
    number = float(chain.lengths[t])
    text = _short(number)
    alive = t == chain.T or not chain.ended(t + 1 if t or not places.last else places.last)
    cell = Cell(text, number) if alive else Cell(text, None, index=0)
    x, y = places.x(t), places.y["length"]
    return Node(
        f"length.{t}", "gradient", x, y, BOX, ROW, (cell,), title=f"t = {t}", alt=f"Length of the gradient at t = {t}"
    )


def _rest(chain: Chain, last: int, places: _Places) -> Node:
    """All factors that are not taken apart, as one."""
    value = math.nan if chain.ended(last) else float(chain.lengths[0] / chain.lengths[last])
    text = f"By what the other {last} time steps multiply the length"
    node = _box("rest.1", "plain", places.x(0), places.y["factor"], value, text)
    return replace(node, caption=f"{last} more")


def _box(name: str, role: Role, x: float, y: float, value: float, alt: str) -> Node:
    cell = Cell(NOTHING, None, index=0) if math.isnan(value) else Cell(_short(value), value)
    return Node(name, role, x, y, BOX, ROW, (cell,), alt=alt)


def _short(value: float) -> str:
    return f"{value:.2f}" if 0.01 <= value < 100 else spoken(math.log10(value), log=True) if value else "0"


def _arrows(chain: Chain, t: int) -> list[Edge]:
    """Down the column of a factor, and from the length before it to the one after it."""
    found = [
        Edge(f"by_W.{t}", "output", f"W.{t}", f"factor.{t}"),
        Edge(f"by.{t}", "gradient", f"factor.{t}", f"length.{t - 1}"),
        Edge(f"back.{t}", "gradient", f"length.{t}", f"length.{t - 1}"),
    ]
    return found if chain.linear else [Edge(f"by_slope.{t}", "hidden", f"slope.{t}", f"W.{t}"), *found]


def _steps(chain: Chain, last: int, *, asked: bool) -> tuple[Step, ...]:
    T = chain.T
    found = [Step(f"t = {T} · it starts with length 1", (f"length.{T}",), (f"length.{T}",))]
    for t in range(T, last, -1):
        was, now = (spoken(float(chain.log10[k]), log=True) for k in (t, t - 1))
        nothing = "exactly 0: nothing is left to multiply"
        text = nothing if chain.ended(t) else f"{was} × {as_factor(float(chain.factors[t - 1]))} = {now}"
        boxes = [f"{kind}.{t}" for kind in ("slope", "W", "factor") if kind != "slope" or not chain.linear]
        arrows = [edge.id for edge in _arrows(chain, t)]
        found.append(Step(f"t = {t - 1} · {text}", (*boxes, *arrows, f"length.{t - 1}"), (f"length.{t - 1}",)))
    if asked:
        return tuple(found)
    if last:
        end = spoken(float(chain.log10[0]), log=True)
        lit = ("rest.1", "rest_length.1", "on.1", "length.0", "each.1")
        found.append(Step(f"t = 0 · {last} more factors: length {end}", lit, ("length.0",)))
    else:
        found[-1] = replace(found[-1], lit=(*found[-1].lit, "each.1"))
    return tuple(found)


def _explained(chain: Chain, last: int, *, asked: bool) -> Explained:
    """The forms of all boxes; of an open question's figure the tables end where it ends."""
    T, known = chain.T, slice(last if asked else 0, None)
    lengths, squash, turn, slopes = chain.lengths.copy(), chain.squash.copy(), chain.turn.copy(), chain.slopes.copy()
    for array in (lengths, squash, turn, slopes):
        array[: known.start] = np.nan
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = math.nan if asked else float(lengths[0] / lengths[last])
    tables = {
        "length": Table(lengths, (0,), "gradient", "length"),
        "through": Table(lengths[1:] * squash, (1,), box="slope"),
        "slope": Table(squash, (1,), "hidden", "slope"),
        "W": Table(turn, (1,), "output", "W"),
        "mean": Table(slopes, (1,), box="slope"),
        "rest": Table(np.array([rest]), (1,), box="rest"),
    }

    def at(table: str, index: str | int = "t") -> Number:
        return Number(table, (index,))

    def ratio(what: Number, by: Number) -> Product:
        return Product((what, Applied("1/", by)))

    inner = "∂L/∂h{_t}" if chain.linear else "∂L/∂h{_t} ⊙ (1 − h{_t}²)"
    passed = Product((at("W"),) if chain.linear else (at("slope"), at("W")))
    forms = {
        "slope.#": _form(
            "By what the slopes of tanh at t = {t} multiply the length",
            (Piece("‖∂L/∂h{_t} ⊙ (1 − h{_t}²)‖ / ‖∂L/∂h{_t}‖", "hidden"),),
            ratio(at("through"), at("length")),
            "diag(1 − h²) multiplies each entry by its own slope, and no slope is above 1. The mean slope of all units "
            "here is {=mean}.",
            {"mean": at("mean")},
        ),
        "W.#": _form(
            "By what W_hhᵀ multiplies the length at t = {t}",
            (Piece(f"‖W_hhᵀ ({inner})‖ / ‖{inner}‖", "output"),),
            ratio(at("length", "t-1"), at("through")),
            "At most the largest singular value, σ_max; how much it really is depends on the direction of the vector.",
        ),
        "factor.#": _form(
            "By what time step t = {t} multiplies the length",
            (Piece("slopes × matrix" if not chain.linear else "matrix"),),
            passed,
            "One factor of the product.",
        ),
        "length.#": _form(
            "The length of ∂L/∂h{_t}, network 1",
            (Piece("‖∂L/∂h{_t}‖ = ‖∂L/∂h{_t+1}‖ × its factor", "gradient"),),
            Product((at("length", "t+1"), *(() if chain.linear else (at("slope", "t+1"),)), at("W", "t+1"))),
            "The vector comes from back-propagation; this is its length.",
        ),
        f"length.{T}.#": _form(
            "The length of ∂L/∂h{_t}, network 1",
            (Piece("‖∂L/∂h{_t}‖", "gradient"),),
            at("length"),
            "The way back begins with a gradient of length 1 with equal components.",
        ),
        "each.#": _form(
            "By what time step t = {i} multiplies the length",
            (Piece("‖∂L/∂h{_i-1}‖ / ‖∂L/∂h{_i}‖", "gradient"),),
            ratio(at("length", "i-1"), at("length", "i")),
            "One factor of the product.",
        ),
    }
    if last and not asked:
        title = f"The {last} factors of the time steps 1 to {last}, multiplied"
        whole = ratio(at("length", 0), at("length", last))
        forms["rest.#"] = _form(title, (Piece("‖∂L/∂h₀‖ / ‖∂L/∂h{_t}‖".replace("{_t}", subscript(last))),), whole, "")
        forms["length.0.#"] = _form(
            "The length of ∂L/∂h₀, network 1",
            (Piece(f"‖∂L/∂h{subscript(last)}‖ × the other {last} factors", "gradient"),),
            Product((at("length", last), at("rest", 1))),
            f"All {T} factors multiplied.",
        )
    return Explained(Forms(forms), tables)


def _form(
    title: str, symbols: tuple[Piece, ...], value: Expression, words: str, where: dict[str, Expression] | None = None
) -> Form:
    return Form(title, (Equation(symbols, value, significant=True),), words, where=where or {})
