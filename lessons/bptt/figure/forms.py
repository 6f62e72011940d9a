"""How every number, box and arrow of the walk backwards was made."""

from dataclasses import dataclass, replace

import numpy as np

from figures import reading_forms
from figures.forms import Explained, Form, Forms, Matrix, Number, Piece, Product, Step, Table, Total
from lessons.bptt.figure.chain_rule_forms import GATE_LETTERS, chain_rule
from lessons.bptt.model import Backwards
from rnn_core.cells.lstm_params import GATES
from rnn_core.text import Vocabulary

SAME = "The matrix of the forward arrow, transposed: rows and columns have changed places."
CUT = " In the immediate derivative this arrow is removed: what it would carry is left out."
FORWARD = reading_forms.FORMS


def explained(b: Backwards, vocabulary: Vocabulary, entry: tuple[int, int]) -> Explained:
    """The forms with the numbers of a walk; ``entry`` is the weight whose shares are drawn as bars."""
    names = reading_forms.names(vocabulary)
    gates = tuple(f"{letter} {unit + 1}" for letter in GATE_LETTERS for unit in range(b.dh.shape[1]))
    columns = tuple(f"h {unit + 1}" for unit in range(b.dh.shape[1])) + names["symbols"]
    forms = Forms({**_forward(b), **chain_rule(b), **_shares(b, vocabulary, entry), **_arrows(b)})
    return Explained(forms, _tables(b), {**names, "gates": gates, "columns": columns})


def _tables(b: Backwards) -> dict[str, Table]:
    run, cell = b.run, b.run.model.cell
    targets = np.zeros_like(b.dy)
    if run.targets is not None:
        targets[np.arange(len(targets)), run.targets[:, 0]] = 1
    tables = {
        **reading_forms.of_output(run, box="p"),
        "h": Table(run.trace.h[:, 0], (0, 1), "hidden", "h"),
        "hit": Table(targets, (1, 1)),
        "dy": Table(b.dy, (1, 1), "gradient", "dy"),
        "own": Table(b.from_loss, (1, 1), "gradient", "own", "W_hy"),
        "future": Table(b.from_future, (1, 1), "gradient", "future", "W" if b.memory else "W_hh"),
        "dh": Table(b.dh, (1, 1), "gradient", "dh"),
        "da": Table(b.da.reshape(len(b.da), -1), (1, 1), "gradient", "da"),
    }
    tables["left"] = Table(b.left, (1, 1), "gradient", "dy" if b.matrix == "W_hy" else "da")
    if b.matrix == "W_xh":
        tables["one_hot"] = Table(b.right, (1, 1), "input", "x")
    if b.memory is None:
        return {**tables, **reading_forms.of_cell(run)}
    gates = {name: Table(run.trace.gates[:, k, 0], (1, 1), group=GROUPS[name]) for k, name in enumerate(GATES)}
    return {
        **tables,
        **gates,
        "C": Table(run.trace.C[:, 0], (0, 1), "hidden", "C"),
        "W": Table(cell.W, (1, 1), "hidden", group="W"),
        "through": Table(b.memory.by_h, (1, 1), "gradient", "through", "o"),
        "memory": Table(b.memory.along, (1, 1), "gradient", "memory", "f"),
        "dC": Table(b.memory.total, (1, 1), "gradient", "dC"),
    }


GROUPS = {"i": "W", "f": "f", "o": "o", "C_tilde": "W"}
"""The group of the arrows by which a gate takes part."""


def _forward(b: Backwards) -> dict[str, Form]:
    """The boxes of the forward pass; a probability shows its score too."""
    score = FORWARD["y.#"].steps[0]
    found = {name: FORWARD[name] for name in ("x", "x.#", "p", "L", "L.#")}
    found["p.#"] = replace(FORWARD["p.#"], steps=(score, *FORWARD["p.#"].steps))
    if b.memory:
        return found
    return found | {name: FORWARD[name] for name in ("h", "h.#")}


@dataclass(frozen=True, slots=True)
class _Place:
    """An entry of the followed matrix at a time step: the indices, and how row and column are printed."""

    t: str
    row: str | int
    column: str | int
    row_said: str
    column_said: str


def _shares(b: Backwards, vocabulary: Vocabulary, entry: tuple[int, int]) -> dict[str, Form]:
    """What each time step adds to the gradient of the followed matrix, and the sums of these shares."""
    T, across = len(b.dy), b.total.shape[1]
    rows, columns = ("symbols" if b.matrix == name else "" for name in ("W_hy", "W_xh"))
    here = _Place("t", "row", "column", *("{" + ":".join((axis, *([names] * bool(names)))) + "}"
                                         for axis, names in (("row", rows), ("column", columns))))  # fmt: skip
    symbols = reading_forms.names(vocabulary)["symbols"]
    said = (symbols[k] if names else str(k + 1) for k, names in zip(entry, (rows, columns), strict=True))
    bar = _Place("i", entry[0] + 1, entry[1] + 1, *said)
    summed = Total(_product(b, replace(here, t="k")), ("left", 0), start="t")
    axes = ("left", 1), ("one_hot" if b.matrix == "W_xh" else "h", 1)
    name, weight = (f"∂L/∂{b.matrix}[{place.row_said},{place.column_said}]" for place in (here, bar))
    found = {
        "share": Form(
            f"∂L/∂{b.matrix}: share of t = {{t}}",
            words="An outer product: each number of the column times each number of the row.",
            matrix=Matrix(_product(b, here), *axes),
            rows=rows,
            columns=columns,
        ),
        "share.#": Form(f"{name}: share of t = {{t}}", (_share(b, here),), columns_of=across),
        "sum": Form(
            f"∂L/∂{b.matrix}: the shares of t = {T} … {{t}} so far",
            words="Every time step adds its share to the one gradient of the one matrix.",
            matrix=Matrix(summed, *axes),
            rows=rows,
            columns=columns,
        ),
        "sum.#": Form(
            f"{name}, summed backwards",
            (Step((Piece(f"shares of t = {{t}} … {T}:"),), summed, "gradient", significant=True),),
            columns_of=across,
        ),
        "bar": Form(f"{weight}: share of t = {{t}}", (_share(b, replace(bar, t="t")),)),
        "bar.#": Form(f"{weight}: share of t = {{i}}", (_share(b, bar),)),
    }
    if b.matrix in ("W_xh", "W_hy"):
        return found
    first = {"share.1.#": "share.#", "bar.1": "bar", **{f"bar.{t}.1": "bar.#" for t in range(1, T + 1)}}
    words = "h₀ = 0: at the first time step this matrix had nothing to multiply."
    return found | {exact: replace(found[kind], words=words) for exact, kind in first.items()}


def _product(b: Backwards, place: _Place) -> Product:
    """What a time step adds to an entry: a number of ∂L/∂y or ∂L/∂a times one of h or x."""
    t = place.t if b.matrix in ("W_xh", "W_hy") else f"{place.t}-1"
    right = Number("one_hot" if b.matrix == "W_xh" else "h", (t, place.column))
    return Product((Number("left", (place.t, place.row)), right))


def _share(b: Backwards, place: _Place) -> Step:
    now, before = f"{{_{place.t}}}", f"{{_{place.t}-1}}"
    left = "y" if b.matrix == "W_hy" else "a"
    right = {"W_hy": f"h{now}", "W_xh": f"x{now}"}.get(b.matrix, f"h{before}")
    weight = f"{b.matrix}[{place.row_said},{place.column_said}]"
    formula = f"∂L/∂{weight} += ∂L/∂{left}{now}[{place.row_said}] · {right}[{place.column_said}]"
    return Step((Piece(formula),), _product(b, place), "gradient", significant=True)


def _arrows(b: Backwards) -> dict[str, Form]:
    """The matrix or the formula of each arrow; one between two times belongs to the later one."""
    cut = CUT if b.immediate else ""
    found = {
        "W_hy": FORWARD["W_hy"],
        "W_hy_T": Form(
            "W_hyᵀ carries ∂L/∂y{_t} to ∂L/∂h{_t}",
            words=SAME,
            matrix=Matrix(Number("W_hy", ("column", "row")), ("W_hy", 1), ("W_hy", 0)),
            columns="symbols",
        ),
        "L_edge": _formula(
            "L{_t} = −ln p{_t}[target]", "Minus the natural logarithm of the probability of the target."
        ),
        "dy_edge": _formula(
            f"∂L/∂y{{_t}} = ( p{{_t}} − target ) / {len(b.dy)}",
            "Softmax and logarithm in one step, of the mean of all losses.",
            "gradient",
        ),
    }
    return found | (_arrows_of_lstm(cut) if b.memory else _arrows_of_rnn(cut))


def _arrows_of_rnn(cut: str) -> dict[str, Form]:
    return {
        "W_xh": FORWARD["W_xh"],
        "W_hh": FORWARD["W_hh"],
        "W_hh_T": Form(
            "W_hhᵀ carries ∂L/∂a{_t} to ∂L/∂h{_t-1}",
            words=SAME + cut,
            matrix=Matrix(Number("W_hh", ("column", "row")), ("W_hh", 1), ("W_hh", 0)),
        ),
        "tanh_back": _formula(
            "∂L/∂a{_t} = ∂L/∂h{_t} ⊙ ( 1 − h{_t}² )",
            "The slope of tanh, number by number: a unit near 1 or −1 lets almost nothing pass.",
            "gradient",
        ),
    }


def _arrows_of_lstm(cut: str) -> dict[str, Form]:
    W = Form(
        "W acts on h and x together",
        words="One matrix for three gates and the candidate: rows i, f, o, C̃; columns [h; x].",
        matrix="W",
        rows="gates",
        columns="columns",
    )
    return {
        "W": W,
        "W_h": W,
        "W_T": Form(
            "Wᵀ carries ∂L/∂a{_t} of all gates to ∂L/∂h{_t-1}",
            words=SAME + cut,
            matrix=Matrix(Number("W", ("column", "row")), ("dh", 1), ("W", 0)),
            columns="gates",
        ),
        "o": _formula("h{_t} = o{_t} ⊙ tanh( C{_t} )", "The output gate, number by number."),
        "f": _formula("C{_t} = f{_t} ⊙ C{_t-1} + i{_t} ⊙ C̃{_t}", "The forget gate keeps a part of the cell state."),
        "o_back": _formula("∂L/∂h{_t} ⊙ o{_t} ⊙ ( 1 − tanh² C{_t} )", "Into the cell state, by h.", "gradient"),
        "f_back": _formula("f{_t} ⊙ ∂L/∂C{_t}", f"Along the cell state to C{{_t-1}}: no matrix.{cut}", "gradient"),
        "gates_back": _formula("∂L/∂C{_t} ⊙ slopes of the gates", "To what i, f and C̃ are computed from.", "gradient"),
        "o_gate_back": _formula(
            "∂L/∂h{_t} ⊙ tanh( C{_t} ) ⊙ o{_t} ⊙ ( 1 − o{_t} )", "To what the output gate is computed from.", "gradient"
        ),
    }


def _formula(formula: str, words: str, role: str = "") -> Form:
    return Form("An arrow of t = {t}", lines=((Piece(formula, role),),), words=words)
