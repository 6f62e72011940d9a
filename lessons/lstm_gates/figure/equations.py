"""The equations of an LSTM's five panels in the lecture's notation, with a run's numbers."""

from dataclasses import dataclass

from figures.numbers import signed
from rnn_core.cells.lstm_params import GATES
from rnn_core.studies.clamped_run import Play

GAP = "\u2003\u2003"
UPDATE, SHOW = "C_{t} = f_{t} * C_{t−1} + i_{t} * C~_{t}", "h_{t} = o_{t} * tanh(C_{t})"
Z, PLAIN_Z = "[h_{t−1}, x_{t}]", "[hₜ₋₁, xₜ]"
LETTERS = {"f": "f", "i": "i", "C_tilde": "C~", "o": "o"}
"""The four parts of z's product as the lecture writes them, by their names in the core."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One panel of the lecture: its name, its equation with indices in braces, and in one line."""

    name: str
    equation: str
    plain: str = ""


STOPS = (
    Stop("cell state", "C_{t−1} → C_{t}"),
    Stop("forget gate", f"f_{{t}} = σ( W_{{f}}·{Z} + b_{{f}} )", f"f = σ(W_f·{PLAIN_Z} + b_f)"),
    Stop(
        "input gate, candidate",
        f"i_{{t}} = σ( W_{{i}}·{Z} + b_{{i}} ){GAP}C~_{{t}} = tanh( W_{{C}}·{Z} + b_{{C}} )",
        f"i = σ(W_i·{PLAIN_Z} + b_i), C̃ = tanh(W_C·{PLAIN_Z} + b_C)",
    ),
    Stop("update of the cell state", UPDATE, "Cₜ = fₜ * Cₜ₋₁ + iₜ * C̃ₜ"),
    Stop(
        "output gate",
        f"o_{{t}} = σ( W_{{o}}·{Z} + b_{{o}} ){GAP}{SHOW}",
        f"o = σ(W_o·{PLAIN_Z} + b_o), hₜ = oₜ * tanh(Cₜ)",
    ),
    Stop("the complete cell", f"{UPDATE}{GAP}{SHOW}"),
)
"""The lecture's five panels, then the whole."""

COMPLETE = len(STOPS) - 1


def with_numbers(play: Play, stop: int, t: int, unit: int) -> str:
    """The equation of ``stop`` for one unit (from 0) at time ``t`` (from 1), numbers put in."""
    u, row = unit, t - 1
    trace = play.trace
    C_prev, C, h = (float(v) for v in (trace.C[row, 0, u], trace.C[t, 0, u], trace.h[t, 0, u]))
    f, i, o, C_tilde = (float(gate[row, 0, u]) for gate in (trace.f, trace.i, trace.o, trace.C_tilde))
    name = f"[{unit + 1}]"
    memory = f"C{name} = {_n(f)} · {_n(C_prev)} + {_n(i)} · {_n(C_tilde)} = {signed(C)}"
    output = f"h{name} = {signed(o)} · tanh({signed(C)}) = {signed(h)}"
    match stop:
        case 0:
            return f"C{name} before: {signed(C_prev)}"
        case 1:
            return _gate(play, "f", row, u)
        case 2:
            return f"{_gate(play, 'i', row, u)}{GAP}{_gate(play, 'C_tilde', row, u)}"
        case 3:
            return memory
        case 4:
            return f"{_gate(play, 'o', row, u)}{GAP}{output}"
    return f"{memory}{GAP}{output}"


def parts(play: Play, gate: str, row: int, unit: int) -> tuple[float, float, float]:
    """What W·h_{t−1}, W·x_t and b add to the argument of a gate, at row t−1 for a unit (from 0)."""
    cell, H = play.model.cell, play.model.cell.n_hidden
    suffix = "C" if gate == "C_tilde" else gate
    W, b = getattr(cell, f"W_{suffix}")[unit], getattr(cell, f"b_{suffix}")[unit]
    from_state = float(W[:H] @ play.trace.h[row, 0])
    return from_state, float(W[H + int(play.word[row])]), float(b)


def is_held(play: Play, gate: str, t: int, unit: int | None = None) -> bool:
    """True where a gate is held at time ``t`` (from 1), for a unit (from 0) or for any."""
    if play.trace.held is None or gate not in GATES:
        return False
    units = play.trace.held[t - 1, GATES.index(gate), 0]
    return bool(units.any() if unit is None else units[unit])


def _gate(play: Play, gate: str, row: int, unit: int) -> str:
    name = f"{LETTERS[gate].replace('C~', 'C̃')}[{unit + 1}]"
    value = signed(float(getattr(play.trace, gate)[row, 0, unit]))
    if is_held(play, gate, row + 1, unit):
        return f"{name} = {value}, fixed"
    first, *others = parts(play, gate, row, unit)
    squash = "tanh" if gate == "C_tilde" else "σ"
    return f"{name} = {squash}( {signed(first)} {' '.join(map(plus, others))} ) = {value}"


def _n(value: float) -> str:
    text = signed(value)
    return f"({text})" if text.startswith("−") else text


def plus(value: float) -> str:
    """The number as a further term of a sum."""
    text = signed(value)
    return f"− {text[1:]}" if text.startswith("−") else f"+ {text}"
