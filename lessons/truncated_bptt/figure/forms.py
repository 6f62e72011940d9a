"""How the numbers of a truncated gradient were made: what arrives at a hidden state, and what the scissors keep."""

from dataclasses import replace

import numpy as np

from figures import reading_forms
from figures.forms import Explained, Form, Forms, Number, Piece, Product, Step, Sum, Table, Total
from lessons.truncated_bptt.model.windows import Windows
from rnn_core.text import Vocabulary
from rnn_core.types import Array

DIGITS = 4
"""Gradients are smaller than states."""
LAST = "The last time step: nothing comes from the future."
STOPPED = "The scissors: what comes back from t = {t+1} does not arrive."
CARRIED = "From this loss, and from the later losses that come back to this hidden state."


def explained(windows: Windows, vocabulary: Vocabulary) -> Explained:
    """The forms with the numbers of an update: its boxes, forward arrows, and gradient arrows."""
    forms = {**reading_forms.FORMS, "own": _own(), "back": _back(cut=False)}
    forms |= _state(windows, "g", "truncated") | _state(windows, "f", "full")
    for t in cuts(windows):
        forms[f"back.{t}"] = _back(cut=True)
    full = windows.full
    tables = {
        **reading_forms.of_cell(windows.run),
        **reading_forms.of_output(windows.run, box="h"),
        "dy": Table(full.dy[:, 0], (1, 1), "gradient"),
        "own": Table(full.from_output[:, 0], (1, 1), "output", group="own"),
        "a_g": Table(windows.a[:, 0], (1, 1), "gradient"),
        "a_f": Table(full.a[:, 0], (1, 1), "gradient"),
        "future_g": Table(_from_future(windows, windows.a[:, 0], cuts(windows)), (1, 1), "gradient", group="back"),
        "future_f": Table(_from_future(windows, full.a[:, 0], []), (1, 1), "gradient", group="back"),
    }
    return Explained(Forms(forms), tables, reading_forms.names(vocabulary))


def cuts(windows: Windows) -> list[int]:
    """The time steps, from 1, into which no gradient goes back from the next one."""
    return [stop for _, stop in windows.spans[:-1]]


def _state(windows: Windows, kind: str, which: str) -> dict[str, Form]:
    """The boxes of ∂L/∂h with the cut (g) or without (f)."""
    found: dict[str, Form] = {}
    places = {"": CARRIED, **({f".{t}": STOPPED for t in cuts(windows)} if kind == "g" else {})}
    for end, words in (places | {f".{len(windows.h)}": LAST}).items():
        later = "W_hhᵀ·∂L/∂a{_t+1}" if words == CARRIED else "0"
        symbols = (
            Piece("∂L/∂h{_t} =", "gradient"),
            Piece("W_hyᵀ·∂L/∂y{_t}", "output"),
            Piece(f"+ {later}", "gradient"),
        )
        value = Sum((Number("own", ("t", "i")), Number(f"future_{kind}", ("t", "i"))))
        each = Step((Piece("[{i}]"),), value, "gradient", digits=DIGITS)
        one = Step((replace(symbols[0], text="∂L/∂h{_t}[{i}] ="), *symbols[1:]), value, "gradient", digits=DIGITS)
        found[f"{kind}{end}"] = Form(f"∂L/∂h{{_t}}, {which}", (each,), words, (symbols,), each=("own", 1))
        found[f"{kind}{end}.#"] = Form(f"∂L/∂h{{_t}}[{{i}}], {which}", (one,), words)
    return found


def _own() -> Form:
    return Form(
        "From the loss at t = {t} into h{_t}",
        (_entry(Total(Product((Number("W_hy", ("k", "i")), Number("dy", ("t", "k")))), ("W_hy", 0))),),
        "It needs no other time step, so no truncation changes it.",
        ((Piece("W_hyᵀ·∂L/∂y{_t}", "output"), Piece("with ∂L/∂y{_t} = (p{_t} − target) / T")),),
        each=("W_hy", 1),
    )


def _back(*, cut: bool) -> Form:
    a = "a_f" if cut else "a_g"
    return Form(
        "The gradient arrow from h{_t+1} back to h{_t}" + (": truncated" if cut else ""),
        (_entry(Total(Product((Number("W_hh", ("k", "i")), Number(a, ("t+1", "k")))), ("W_hh", 0))),),
        "The scissors are here: these numbers of the full gradient do not reach h{_t}."
        if cut
        else "What comes back to h{_t} from the later losses of this chunk.",
        ((Piece("W_hhᵀ·∂L/∂a{_t+1},", "gradient"), Piece("a{_t+1} the sum inside the tanh")),),
        each=("W_hh", 1),
    )


def _entry(value: Total) -> Step:
    return Step((Piece("[{i}]"),), value, "gradient", digits=DIGITS)


def _from_future(windows: Windows, a: Array, cut: list[int]) -> Array:
    """What the next time step sends back to each hidden state (T, H): nothing at the last one and at each cut."""
    found: Array = np.zeros_like(a)
    found[:-1] = a[1:] @ windows.run.model.cell.W_hh
    found[[t - 1 for t in cut]] = 0
    return found
