"""How each number of a read sentence was made: words, states, verdicts, changes of the log-odds, points of the path."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from figures.forms import (
    Applied,
    Explained,
    Expression,
    Form,
    Forms,
    Function,
    Number,
    Part,
    Piece,
    Product,
    Step,
    Sum,
    Table,
    Total,
)
from figures.reading_forms import weighted
from lessons.sentiment.figure.scene import Scene
from lessons.sentiment.model.reading import Reading, direction
from rnn_core.cells.bag import BagTrace
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.lstm_trace import LSTMTrace
from rnn_core.cells.rnn import RNNParams
from rnn_core.studies.state_plane import Plane
from rnn_core.types import Array

SHOWN_UNITS, NAMED_TERMS = 6, 3
ANSWERS = ("negative", "positive")
GATE_ROWS = ("i", "f", "o", "C̃")
"""The gates in the order of the rows of the LSTM's W."""
WORD = Form(
    "x at t = {t}: “{t:words}”",
    (Step((Piece("x{_t}[{i}]"),), Number("x", ("t", "i")), "input"),),
    "Row {row} of the table E: {rows} words, {columns} learned numbers each.",
    each=("x", 1),
    where={"row": Number("token", ("t",)), "rows": Number("size of E", (1,)), "columns": Number("size of E", (2,))},
)
UNKNOWN = replace(
    WORD,
    title="x at t = {t}: “{t:words}” → <unk>",
    words="“{t:words}” is not among the {known} words that the network knows. It reads row {row} of the table E, "
    "the same "
    "for every unknown word; in training it replaced some of the neutral words.",
    where={**WORD.where, "known": Sum((Number("size of E", (1,)), Applied("−", Number("one", (1,)))))},
)
CHANGE = Form(
    "What “{t:words}” did to the log-odds",
    (
        Step(
            (Piece("s{_t} − s{_t-1}"),),
            Sum((Number("s", ("t",)), Applied("−", Number("s", ("t-1",))))),
            "output",
            one_line=True,
        ),
        Step(
            (Piece("All words up to {last}: s{_last} = b + Σ (s{_t} − s{_t-1})"),),
            Sum((Number("b", (1,)), Total(Number("change", ("k",)), ("change", 0), stop="last"))),
            "output",
        ),
    ),
    "The changes add up to the log-odds exactly. What a word does depends on all words before it: in another "
    "sentence the same word can have the opposite effect.",
    where={"last": Number("last", (1,))},
)
_GAP = Sum((Number("h", ("t", "k")), Applied("−", Number("h", ("t-1", "k")))))
MOVES = Form(
    "How far “{t:words}” moved the state",
    (
        Step(
            (Piece("‖h{_t} − h{_t-1}‖ = √Σ (h{_t}[k] − h{_t-1}[k])²"),),
            Applied("√", Total(Product((_GAP, _GAP)), ("u", 0))),
            "hidden",
        ),
    ),
    "The length of the step in all units together. The readout sees only its part along w.",
)
SCORES = Form(
    "How much “{t:words}” moved the log-odds",
    (
        Step(
            (Piece("s{_t} − s{_t-1} = w·(h{_t} − h{_t-1})"),),
            Total(Product((Number("w", ("k",)), _GAP)), ("w", 0)),
            "output",
        ),
    ),
    "A step that is orthogonal to w changes the state and leaves the log-odds as they are.",
)
HALF = Form(
    "The line where p = ½",
    (Step((Piece("b"),), Number("b", (1,)), one_line=True),),
    "Right of it the answer is positive, left of it negative.",
    ((Piece("w·h + b = 0"),),),
)
UNIT_TITLE = "h at t = {t}, unit {i}"


def _verdict(h: str, y: str, s: str, most: str, words: str) -> Form:
    """The form of a verdict of the reading whose tables and words are called so."""

    def score(row: int) -> Step:
        answer = ANSWERS[row - 1]
        value = Sum((_one_number("W_hy", row, h, "t"), Number("b_y", (row,))))
        symbols = (Piece(f"y{{_t}}[{answer}] = W_hy[{answer},·]·h{{_t}} + b_y[{answer}]"),)
        return Step(symbols, value, "output", one_line=True)

    named = [f"unit {{u{k}}}: {{=p{k}}}" for k in range(1, NAMED_TERMS + 1)]
    where: dict[str, Expression] = {}
    for k in range(1, NAMED_TERMS + 1):
        where[f"u{k}"] = Number(most, ("t", k))
        where[f"p{k}"] = Product((Number("w", (f"u{k}",)), Number(h, ("t", f"u{k}"))))
    return Form(
        f"p(positive) after word {{t}}, “{{t:{words}}}”",
        (
            score(2),
            score(1),
            Step(
                (Piece("log-odds s{_t} = y{_t}[positive] − y{_t}[negative]"),),
                Sum((Number(y, ("t", 2)), Applied("−", Number(y, ("t", 1))))),
                "output",
                one_line=True,
            ),
            Step(
                (Piece("p{_t} = softmax = 1 / (1 + exp(−s{_t}))"),),
                Applied("σ", Number(s, ("t",))),
                "output",
                one_line=True,
            ),
        ),
        f"Each unit of h has one weight in each row of W_hy; the largest terms of s: {', '.join(named)}.",
        where=where,
    )


def _place(h: str, words: str) -> Form:
    """The form of a point of the path of the reading whose states and words are called so."""
    across, up = (Total(Product((Number(axis, ("k",)), Number(h, ("t", "k")))), (axis, 0)) for axis in ("u", "v"))
    return Form(
        f"The state after “{{t:{words}}}”, as a point",
        (
            Step((Piece("across: u·h{_t}, with u = w / ‖w‖"),), across, "output"),
            Step(
                (Piece("log-odds = ‖w‖ · u·h{_t} + b"),),
                Sum((Product((Number("size of w", (1,)), across)), Number("b", (1,)))),
                "output",
                one_line=True,
            ),
            Step((Piece("up: v·h{_t}"),), up, "hidden"),
        ),
        "w is the row of W_hy for positive minus that for negative. v is orthogonal to it: the direction from states "
        "of held-out sentences without a negation to states after one. A step along v does not change the score of "
        "this word; it can change what later words do to the score.",
    )


def _one_number(matrix: str, row: str | int, vector: str, at: str) -> Expression:
    """A row of a matrix times a vector, printed as the one number that it comes to."""
    return Part(weighted(matrix, (row,), vector, at), "")


def _lstm_unit(n: int) -> Form:
    """The form of a unit of an LSTM with n units."""

    def gate(name: str, squash: Function) -> Step:
        row = f"i+{GATE_ROWS.index(name) * n}"
        value = Applied(
            squash,
            Sum((_one_number("W_hh", row, "h", "t-1"), _one_number("W_xh", row, "x", "t"), Number("b_gates", (row,)))),
        )
        return Step((Piece(f"{name}{{_t}}[{{i}}]"),), value, one_line=True)

    f, i, o, new = (Number(name, ("t", "i")) for name in ("f", "i", "o", "C̃"))
    return Form(
        UNIT_TITLE,
        (
            gate("f", "σ"),
            gate("i", "σ"),
            gate("C̃", "tanh"),
            gate("o", "σ"),
            Step(
                (Piece("C{_t}[{i}] = f · C{_t-1}[{i}] + i · C̃"),),
                Sum((Product((f, Number("C", ("t-1", "i")))), Product((i, new)))),
                "hidden",
                one_line=True,
            ),
            Step(
                (Piece("h{_t}[{i}] = o · tanh(C)"),),
                Product((o, Applied("tanh", Number("C", ("t", "i"))))),
                "hidden",
                one_line=True,
            ),
        ),
        "In brackets: W·h{_t-1} (green), W·x{_t} of “{t:words}” (red), bias.",
    )


RNN_UNIT = Form(
    UNIT_TITLE,
    (
        Step(
            (
                Piece("h{_t}[{i}] = tanh("),
                Piece("W_hh[{i},·]·h{_t-1}", "hidden"),
                Piece("+ W_xh[{i},·]·x{_t}", "input"),
                Piece("+ b_h[{i}] )"),
            ),
            Applied(
                "tanh",
                Sum((_one_number("W_hh", "i", "h", "t-1"), _one_number("W_xh", "i", "x", "t"), Number("b_h", ("i",)))),
            ),
            "hidden",
        ),
    ),
)
BAG_UNIT = Form(
    UNIT_TITLE,
    (
        Step(
            (Piece("“{t:words}” alone: W_xh[{i},·]·x{_t} + b_h[{i}]"),),
            Sum((_one_number("W_xh", "i", "x", "t"), Number("b_h", ("i",)))),
            "input",
            one_line=True,
        ),
        Step(
            (Piece("h{_t}[{i}] = the sum over the words so far / {t}"),),
            Product(
                (Total(Number("alone", ("k", "i")), ("alone", 0), stop="t"), Applied("1/", Number("count", ("t",))))
            ),
            "hidden",
            one_line=True,
        ),
    ),
    "A bag of words takes the mean of W_xh·x + b_h.",
)
NO_MATRIX = Form(
    "No weights here",
    words="A bag of words only averages what it read. Averages do not know the order.",
    lines=((Piece("h_t = (1 − 1/t) h_t−1 + (1/t) (W_xh x_t + b_h)", "hidden"),),),
)


@lru_cache(maxsize=16)
def _forms(kind: str, n: int, size: int) -> Forms:
    """The forms of a reading by a network of this kind ("lstm", "rnn", "bag"), n units, words as size numbers."""
    unit = _lstm_unit(n) if kind == "lstm" else RNN_UNIT if kind == "rnn" else BAG_UNIT
    rows = "gates" if kind == "lstm" else ""
    height, once = 4 * n if kind == "lstm" else n, "One matrix, drawn once per word."
    of_lstm = "The columns of the LSTM's W that act on "
    verdict = _verdict("h", "y", "s", "most", "words")
    twin = _verdict("twin h", "twin y", "twin s", "twin most", "twin_words")
    return Forms(
        {
            "x": WORD,
            "h": Form(
                f"h at t = {{t}}: {n} units, the largest",
                (Step((Piece("h{_t}[{unit}]"),), Number("h", ("t", "unit")), "hidden"),),
                "This vector is all that goes on to the next word.",
                each=("largest", 1),
                each_where={"unit": Number("largest", ("t", "i"))},
            ),
            "h.#": unit,
            "u": replace(unit, where={"i": Number("unit", (1,))}),
            "d": CHANGE,
            **dict.fromkeys(("p", "s", "s_line"), verdict),
            **dict.fromkeys(("other", "r", "r_line"), twin),
            **dict.fromkeys(("half", "half_line"), HALF),
            "W_xh": Form(
                f"W_xh ({height}×{size})",
                words=f"{of_lstm}the word x_t." if kind == "lstm" else once,
                matrix="W_xh",
                rows=rows,
            ),
            "W_hh": Form(
                f"W_hh ({height}×{n})",
                words=f"{of_lstm}the state h_t−1." if kind == "lstm" else once,
                matrix="W_hh",
                rows=rows,
            )
            if kind != "bag"
            else NO_MATRIX,
            "W_hy": Form(
                f"W_hy (2×{n})",
                words="From the state to the two scores. Drawn after every word; trained at the last.",
                matrix="W_hy",
                rows="answers",
            ),
        }
    )


def _points() -> Forms:
    forms = {"boundary": HALF, "m": MOVES, "d": SCORES}
    for kind, form in (("at", _place("h", "words")), ("beside", _place("twin h", "twin_words"))):
        start = replace(form, title="The state before the first word, as a point")
        forms |= {kind: form, f"{kind}_to": form, f"{kind}.0": start}
    return Forms(forms)


POINTS = _points()


def of_sentence(scene: Scene, known: int) -> Explained:
    """The forms and numbers of the drawing word by word; known: the columns that no open question hides."""
    reading, twin = scene.reading, scene.twin
    network, x = reading.run.model, _vectors(reading)
    cell = network.cell
    w, b = direction(network)
    own_tables, kind, gates = _cell_tables(reading)
    tables = {
        "x": Table(x, (1, 1), "input", "x"),
        "token": Table(reading.tokens, (1,), box="x"),
        "size of E": Table(np.array([len(_table(reading)), x.shape[1]]), (1,)),
        "one": Table(np.array([1]), (1,)),
        "W_hy": Table(network.readout.W_hy, (1, 1), "output", group="W_hy"),
        "b_y": Table(network.readout.b_y, (1,)),
        "w": Table(w, (1,), "output"),
        "b": Table(np.array([b]), (1,)),
        "unit": Table(np.array([scene.unit + 1]), (1,)),
        "last": Table(np.array([scene.reached(known)[0]]), (1,)),
        "change": Table(reading.changes, (1,), "output", "d"),
        "largest": Table(_largest(reading.h, SHOWN_UNITS), (0, 1), box="h"),
        **own_tables,
        **_verdict_tables(reading, "", "h", "p"),
        **({} if twin is None else _verdict_tables(twin, "twin ", "other", "other")),
    }
    unknown = {f"x.{t}": UNKNOWN for t, token in enumerate(reading.tokens.tolist(), 1) if not token}
    forms = _forms(kind, cell.n_hidden, x.shape[1])
    names = {
        "words": reading.words,
        "twin_words": () if twin is None else twin.words,
        "answers": ANSWERS,
        "gates": gates,
    }
    return Explained(Forms({**forms, **unknown}), tables, names)


def of_path(scene: Scene, plane: Plane, known: int) -> Explained:
    """The forms and numbers of the path; known: the columns that no open question hides."""
    w, b = direction(scene.reading.run.model)
    readings = {"": scene.reading} if scene.twin is None else {"": scene.reading, "twin ": scene.twin}
    tables = {
        "u": Table(plane.u, (1,), "output"),
        "v": Table(plane.v, (1,), "hidden"),
        "w": Table(w, (1,), "output"),
        "size of w": Table(np.array([np.linalg.norm(w)]), (1,), "output"),
        "b": Table(np.array([b]), (1,)),
    }
    for (prefix, reading), last in zip(readings.items(), scene.reached(known), strict=False):
        h = reading.h.copy()
        h[last + 1 :] = np.nan
        tables[f"{prefix}h"] = Table(h, (0, 1), "hidden")
    words = {"words": scene.reading.words, "twin_words": () if scene.twin is None else scene.twin.words}
    return Explained(POINTS, tables, words)


def _verdict_tables(reading: Reading, prefix: str, states: str, verdicts: str) -> Mapping[str, Table]:
    """What the verdicts of a reading are made of; states and verdicts: the kinds of boxes that show them."""
    w, _ = direction(reading.run.model)
    return {
        f"{prefix}h": Table(reading.h, (0, 1), "hidden", states),
        f"{prefix}y": Table(reading.run.y[:, 0], (1, 1), "output", verdicts),
        f"{prefix}s": Table(reading.log_odds, (0,), "output", verdicts),
        f"{prefix}most": Table(_largest(reading.h * w, NAMED_TERMS), (0, 1), box=verdicts),
    }


def _cell_tables(reading: Reading) -> tuple[dict[str, Table], str, tuple[str, ...]]:
    """What the states are made of, the kind of network, and the names of the rows of its matrices."""
    cell, trace = reading.run.model.cell, reading.run.trace
    if isinstance(cell, LSTMParams):
        assert isinstance(trace, LSTMTrace)
        n = cell.n_hidden
        gates = {"f": trace.f, "i": trace.i, "o": trace.o, "C̃": trace.C_tilde}
        return (
            {
                "W_hh": Table(cell.W[:, :n], (1, 1), "hidden", group="W_hh"),
                "W_xh": Table(cell.W[:, n:], (1, 1), "input", group="W_xh"),
                "b_gates": Table(cell.b, (1,)),
                "C": Table(trace.C[:, 0], (0, 1), "hidden", "h"),
                **{name: Table(gate[:, 0], (1, 1), box="h") for name, gate in gates.items()},
            },
            "lstm",
            tuple(f"{gate}[{unit}]" for gate in GATE_ROWS for unit in range(1, n + 1)),
        )
    entrance = {"W_xh": Table(cell.W_xh, (1, 1), "input", group="W_xh"), "b_h": Table(cell.b_h, (1,))}
    if isinstance(cell, RNNParams):
        return {**entrance, "W_hh": Table(cell.W_hh, (1, 1), "hidden", group="W_hh")}, "rnn", ()
    assert isinstance(trace, BagTrace)
    alone, count = trace.a[:, 0], np.arange(1, reading.steps + 1)
    return {**entrance, "alone": Table(alone, (1, 1), "input", "h"), "count": Table(count, (1,))}, "bag", ()


def _vectors(reading: Reading) -> Array:
    """(T, D): the rows of the table for the words."""
    rows: Array = _table(reading)[reading.tokens]
    return rows


def _table(reading: Reading) -> Array:
    table = reading.run.model.E
    assert table is not None
    return table


def _largest(values: Array, most: int) -> Array:
    """(T, most): the numbers, from 1, of the entries of each row that are largest in size, largest first."""
    order: Array = np.argsort(-np.abs(values), axis=1, kind="stable")[:, :most] + 1
    return order
