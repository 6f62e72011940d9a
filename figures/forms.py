"""How the numbers of a diagram were made, as data: the browser computes and prints the arithmetic under the pointer.

A `Form` explains all numbers of one kind ("h.#": every number of every box "h.t"), an `Expression` says how such a
number is computed from the entries of tables. Both are printed with the numbers in the formula where the
reader points; nothing is computed here.

Indices count as on the screen. ``t`` and ``i`` are the two numbers of an id ("h.2.3": t = 2, i = 3), ``k`` runs
through a `Total`, further names are given by `Form.where`. An index is such a name, with ±1 behind it where needed
("t-1"), or a whole number.

In a text, ``{i}`` stands for an index, ``{_t-1}`` for one as a subscript, ``{k:symbols}`` for its name in the list
`Explained.names["symbols"]`, ``{=m}`` for a number, ``{~m}`` for one to three digits that matter, ``{^m}`` for the
number of which m is the decimal logarithm.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeAlias

import numpy as np

from rnn_core.types import Array

Index: TypeAlias = "str | int | Number"
Function: TypeAlias = Literal["tanh", "σ", "exp", "ln", "max0", "1−x²", "x(1−x)", "√", "|x|", "−", "1/"]
"""σ is the logistic sigmoid, max0 the rectifier max(x, 0), − the opposite, 1/ the reciprocal."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Numbers of the figure or of its model: an array and what the reader sees it as.

    ``first`` is the number of the first entry along each axis: (0, 1) for states h_0 … h_T of units 1 … H.
    ``box`` is the kind of the boxes in which its rows are drawn ("h" for "h.2"; "" if they are not), ``group`` that
    of the arrows that stand for a matrix; both light up where the table takes part. ``role`` colors its numbers.
    """

    values: Array
    first: tuple[int, ...]
    role: str = ""
    box: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """One entry of a table; the values of a table of whole numbers are used as indices."""

    table: str
    index: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that is part of the formula: the 1 of 1 − p."""

    value: float


@dataclass(frozen=True, slots=True)
class Sum:
    """Its terms added up."""

    terms: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Its factors multiplied."""

    factors: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of ``of`` over all k of the axis of ``table`` that ``of`` counts by k.

    ``start`` and ``stop`` narrow the range of k, both inclusive. A long sum prints its largest terms, and the others
    as one number; where all terms are 0, ``zero`` says why ("h{_t-1} = 0"). ``label`` stands behind each
    term ("{k:words}").
    """

    of: "Expression"
    over: tuple[str, int]
    start: "str | int | Number | None" = None
    stop: "str | int | Number | None" = None
    zero: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest entry of a table's row; ``row`` leaves out the last index."""

    table: str
    row: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A function of one number."""

    function: Function
    to: "Expression"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sum that is printed as one number, with what it is behind it: "−0.31 from the flow"."""

    of: "Expression"
    text: str


Expression: TypeAlias = Number | Constant | Sum | Product | Total | Largest | Applied | Part


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a formula in the color of its role; ``text`` may have holes."""

    text: str
    role: str = ""
    result: bool = False


Line: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One equation: what is computed, in symbols, and how.

    ``value`` is printed with its numbers, below the symbols or ``beside`` them, and ends in its result, which has the
    color of ``role``. ``digits`` are those of the numbers; ``significant`` counts only digits that matter (gradients).
    ``unit`` stands behind the result ("nats"). With ``one_line`` symbols, numbers and result stand in one line. With
    ``percent`` the result is printed as a share.
    """

    symbols: Line
    value: Expression | None = None
    role: str = ""
    unit: str = ""
    digits: int = 3
    significant: bool = False
    beside: bool = False
    one_line: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix that no table holds: its entry ``of`` at the indices ``row`` and ``column``.

    ``rows`` and ``columns`` are the axes of tables through which these run.
    """

    of: Expression
    rows: tuple[str, int]
    columns: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Form:
    """How the numbers of a kind were made: a title, equations, a remark.

    ``lines`` stand before the equations as they are. ``each`` repeats the equations, one line each, for every i of
    that axis of that table. ``matrix`` is a table to show as such, or a matrix made of others, with ``rows`` and
    ``columns`` the lists that name its entries ("" for numbers). ``where`` names further indices; nothing is said
    where one of them is hidden. ``columns_of`` n makes of the i-th number of a box with n columns the indices ``row``
    and ``column``; ``by_row`` are then the forms of the numbers in each row. ``each_where`` names indices that depend
    on the i of ``each``, whose last one is ``each_stop``; the equations ``then`` follow these lines.

    ``typed`` is the entry of a table that takes the number which the reader types into the cell. ``printed`` says how a
    number is written into its cell when it is computed again: with as many digits as before, or as a "distance", below
    0.005 with a power of ten.
    """

    title: str
    steps: tuple[Step, ...] = ()
    words: str = ""
    lines: tuple[Line, ...] = ()
    each: tuple[str, int] | None = None
    matrix: str | Matrix = ""
    rows: str = ""
    columns: str = ""
    where: Mapping[str, Expression] = field(default_factory=dict)
    columns_of: int = 0
    typed: Number | None = None
    printed: Literal["", "distance"] = ""
    by_row: tuple["Form", ...] = ()
    each_where: Mapping[str, Expression] = field(default_factory=dict)
    each_stop: str = ""
    then: tuple[Step, ...] = ()


class Forms(Mapping[str, Form]):
    """The forms of a figure by kind: "h" for boxes and arrows, "h.#" for a box's numbers.

    "h.1" is one box, "h.1.#" the numbers of one box, "h.1.2" one number; the most exact name wins. Of a box whose id
    has no number ("hh"), "hh#" are the numbers, and i counts them.
    """

    def __init__(self, forms: Mapping[str, Form]) -> None:
        self._forms = dict(forms)

    def __getitem__(self, name: str) -> Form:
        """The form of this name; KeyError if there is none."""
        return self._forms[name]

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._forms)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._forms)

    @cached_property
    def text(self) -> str:
        """What travels to the browser, as JSON: made once, and read there once for all figures that have it."""
        found = {name: _form(form) for name, form in self._forms.items()}
        return json.dumps(found, allow_nan=False, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Recomputed:
    """Entries of a table that follow from other tables: the browser computes them again when the reader types a number.

    Each index of ``entry`` is a whole number, or the name of an index that runs through its axis, from ``since`` on
    where it is named there. Entries are computed in the order of the table, so that later ones may use earlier ones.
    """

    entry: Number
    value: Expression
    since: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """All that explains a figure's numbers: forms, tables by name, lists of names.

    ``recomputed`` are, in order, the tables that follow when the reader types a number into a cell.
    """

    forms: Forms
    tables: Mapping[str, Table] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recomputed: tuple[Recomputed, ...] = ()


def as_data(explained: Explained, hidden: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The explanations as JSON-ready data; the tables' numbers stay NumPy arrays (float64), ``nan`` where hidden.

    ``hidden`` are the boxes, or points of curves, that an open question covers: their numbers do not travel, and
    nothing explains them.
    """
    data: dict[str, Any] = {
        "hidden": sorted(hidden),
        "forms": explained.forms.text,
        "names": {name: list(entries) for name, entries in explained.names.items()},
        "tables": {name: _table(table, hidden) for name, table in explained.tables.items()},
    }
    if explained.recomputed:
        data["recomputed"] = [
            {"entry": _expression(each.entry), "value": _expression(each.value), "since": dict(each.since)}
            for each in explained.recomputed
        ]
    return data


def _table(table: Table, hidden: frozenset[str]) -> dict[str, Any]:
    values = np.ascontiguousarray(table.values, dtype=np.float64)
    if len(table.first) != values.ndim:
        raise ValueError(f"first: expected {values.ndim} numbers for an array of shape {values.shape}")
    if table.box and hidden:
        rows = [row for row in range(len(values)) if f"{table.box}.{row + table.first[0]}" in hidden]
        if rows:
            values = values.copy()
            values[rows] = np.nan
    data: dict[str, Any] = {"shape": list(values.shape), "first": list(table.first), "values": values}
    for name in ("role", "box", "group"):
        if text := getattr(table, name):
            data[name] = text
    return data


def _form(form: Form) -> dict[str, Any]:
    data: dict[str, Any] = {"title": form.title}
    if form.steps:
        data["steps"] = [_step(step) for step in form.steps]
    if form.then:
        data["then"] = [_step(step) for step in form.then]
    if form.lines:
        data["lines"] = [_line(line) for line in form.lines]
    for name in ("where", "each_where"):
        if indices := getattr(form, name):
            data[name] = {index: _expression(value) for index, value in indices.items()}
    if form.typed:
        data["typed"] = _expression(form.typed)
    if isinstance(form.matrix, Matrix):
        data["matrix"] = [_expression(form.matrix.of), form.matrix.rows, form.matrix.columns]
    elif form.matrix:
        data["matrix"] = form.matrix
    if form.by_row:
        data["by_row"] = [_form(each) for each in form.by_row]
    for name in ("words", "each", "rows", "columns", "columns_of", "printed", "each_stop"):
        if value := getattr(form, name):
            data[name] = value
    return data


def _step(step: Step) -> dict[str, Any]:
    data: dict[str, Any] = {"symbols": _line(step.symbols), "role": step.role}
    if step.value is not None:
        data["value"] = _expression(step.value)
    for name in ("unit", "significant", "beside", "one_line", "percent"):
        if value := getattr(step, name):
            data[name] = value
    if step.digits != 3:
        data["digits"] = step.digits
    return data


def _line(line: Line) -> list[list[str | bool]]:
    return [[piece.text, piece.role, piece.result] for piece in line]


def _index(index: Index) -> Any:
    return _expression(index) if isinstance(index, Number) else index


def _expression(expression: Expression) -> list[Any]:
    match expression:
        case Number(table, index):
            return ["n", table, *map(_index, index)]
        case Constant(value):
            return ["c", value]
        case Sum(terms):
            return ["+", *map(_expression, terms)]
        case Product(factors):
            return ["*", *map(_expression, factors)]
        case Total(of, over, start, stop, zero, label):
            ends = [None if end is None else _index(end) for end in (start, stop)]
            return ["Σ", _expression(of), *over, *ends, zero, *([label] if label else [])]
        case Largest(table, row):
            return ["max", table, *map(_index, row)]
        case Applied(function, to):
            return ["f", function, _expression(to)]
        case Part(of, text):
            return ["part", _expression(of), text]
