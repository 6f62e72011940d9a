"""The gradient's length on its way back through vanilla networks, LSTMs and GRUs, on one log axis."""

import math

import numpy as np

from figures.arithmetic import Arithmetic, Piece
from figures.columns import View
from figures.curve_data import spoken
from figures.curves import Band, Curves, Panel, Role, Series, Stop
from figures.numbers import signed, subscript
from lessons.rnn_vs_lstm.model import median
from rnn_core.cells import gru, lstm
from rnn_core.studies.gradient_comparison import Comparison, first_gru, first_pair
from rnn_core.types import Array

LINES: tuple[tuple[str, str, Role, bool], ...] = (
    ("vanilla", "vanilla: ∂L/∂hₜ", "hidden", False),
    ("direct", "LSTM, direct path alone: f · f · f …", "gate_f", True),
    ("total", "LSTM: ∂L/∂Cₜ", "gradient", False),
)
GRU_LINE: tuple[str, str, Role, bool] = ("gru", "GRU: ∂L/∂hₜ", "other", False)
LOW, HIGH = 0.1, 0.9
ROUNDING = math.log10(np.finfo(float).eps)
MOST_STOPS = 12


def curves(comparison: Comparison, view: View, *, asked: int | None) -> Curves:
    """Medians over the networks with their bands.

    ``asked`` is how many steps back an open question shows of the lines of LSTM and GRU, None for all.
    """
    T = comparison.setting.steps
    series = [
        _line(comparison, kind, name, role, 0 if asked is None or kind == "vanilla" else T - asked, dashed=dashed)
        for kind, name, role, dashed in lines(comparison)
    ]
    if min(min(one.y) for one in series) < ROUNDING:
        name = "lost in float64 when added to 1"
        series.append(Series(name, "reference", (ROUNDING,), dashed=True))
    steps = tuple(stop for stop in stops(comparison) if asked is None or stop.x >= T - asked)
    return Curves(
        title="The gradient on its way back, vanilla network" + (", LSTM and GRU" if comparison.grus else " and LSTM"),
        x_label="time step t · the gradient walks from right to left",
        panels=(Panel("length of the gradient", tuple(series), log=True),),
        x_said="t = {x}",
        x_limits=(0, T),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        covered=view.dense,
    )


def lines(comparison: Comparison) -> tuple[tuple[str, str, Role, bool], ...]:
    """The lines of a comparison: id, name, color, whether dashed."""
    return (*LINES, GRU_LINE) if comparison.grus else LINES


def _line(comparison: Comparison, kind: str, name: str, role: Role, first: int, *, dashed: bool) -> Series:
    """A line from t = ``first`` on; what lies before is not in the data."""
    times = tuple(map(float, range(first, comparison.setting.steps + 1)))
    logs = comparison.curve(kind)[:, first:]
    band = None
    if len(logs) > 1 and not dashed:
        low, high = np.quantile(logs, (LOW, HIGH), axis=0, method="nearest")
        band = Band("10–90 %", tuple(low.tolist()), tuple(high.tolist()))
    return Series(name, role, tuple(np.median(logs, axis=0).tolist()), dashed, times, kind, band)


def hides(comparison: Comparison, point: str, asked: int) -> bool:
    """True for a point that a question open about ``asked`` steps back leaves out."""
    kind, _, when = point.partition(".")
    return kind != "vanilla" and int(when) < comparison.setting.steps - asked


def stops(comparison: Comparison) -> tuple[Stop, ...]:
    """The walk back from T to 0: four single steps, then strides."""
    T = comparison.setting.steps
    stride = max(1, T // (MOST_STOPS - 4))
    times = list(dict.fromkeys([*range(T, max(T - 4, 0), -1), *range(T - 4, 0, -stride), 0]))
    shown = {"vanilla": "vanilla", "LSTM": "total"} | ({"GRU": "gru"} if comparison.grus else {})
    lengths = {name: median(comparison, kind) for name, kind in shown.items()}
    return tuple(
        Stop(t, f"t = {t} · " + ", ".join(f"{name} {_spoken(length[t])}" for name, length in lengths.items()))
        for t in times
        if t >= 0
    )


def explain(comparison: Comparison, point: str) -> Arithmetic | None:
    """The arithmetic of a point, as "vanilla.40", "total.40", "direct.40" or "gru.40"; else None."""
    kind, _, when = point.partition(".")
    T, t = comparison.setting.steps, int(when) if when.isdigit() else -1
    if not 0 <= t <= T or kind not in {line[0] for line in lines(comparison)}:
        return None
    value = _spoken(float(median(comparison, kind)[t]))
    many = "median of the networks" if comparison.setting.pairs > 1 else "one network"
    own = {"vanilla": _vanilla, "total": _total, "direct": _direct, "gru": _gru}[kind](comparison, t)
    return Arithmetic(f"{own.title}: {value}, {many}", own.lines, words=own.words)


def _vanilla(comparison: Comparison, t: int) -> Arithmetic:
    title = f"‖∂L/∂h{subscript(t)}‖"
    if t == comparison.setting.steps:
        return Arithmetic(title, words="The loss pulls at the last state with length 1.")
    was, now = (float(comparison.curve("vanilla")[0, k]) for k in (t + 1, t))
    before, later = subscript(t), subscript(t + 1)
    return Arithmetic(
        title,
        (
            (Piece(f"∂L/∂h{before} = W_hhᵀ ( ∂L/∂h{later} * (1 − h{later}²) )"),),
            (
                Piece(f"network 1: {_spoken(was)} × {signed(10 ** (now - was), 3)} ="),
                Piece(_spoken(now), "hidden", result=True),
            ),
        ),
        words="One matrix, the same at every step, and a tanh that never lets more than 1 through.",
    )


def _total(comparison: Comparison, t: int) -> Arithmetic:
    title = f"‖∂L/∂C{subscript(t)}‖"
    if t == comparison.setting.steps:
        return Arithmetic(title, words="∂L/∂h has length 1 here; o * (1 − tanh²C) of it reaches the memory.")
    grads = first_pair(comparison)[1]
    f = lstm.forward(comparison.lstms[0], comparison.x[:, :1]).f[t, 0]
    direct = grads.C[t + 1, 0] * f
    gates = grads.C[t, 0] - direct
    before, later = subscript(t), subscript(t + 1)
    whole = float(np.linalg.norm(grads.C[t, 0]))
    parts = [_length(v) for v in (direct, gates)]
    return Arithmetic(
        title,
        (
            (Piece(f"∂L/∂C{before} = f{later} * ∂L/∂C{later} + (through h{before} and the gates)"),),
            (
                Piece(f"network 1: lengths {parts[0]} and {parts[1]}, together"),
                Piece(_length(grads.C[t, 0]) if whole else "0", result=True),
            ),
        ),
        words=f"f{later} has the mean {signed(float(f.mean()), 2)}, it goes from "
        f"{signed(float(f.min()), 2)} to {signed(float(f.max()), 2)}. That is the direct path; the "
        "total has the gates' part too.",
    )


def _gru(comparison: Comparison, t: int) -> Arithmetic:
    title = f"‖∂L/∂h{subscript(t)}‖ of the GRU"
    if t == comparison.setting.steps:
        return Arithmetic(title, words="The loss pulls at the last state with length 1.")
    grads = first_gru(comparison)
    z = gru.forward(comparison.grus[0], comparison.x[:, :1]).z[t, 0]
    kept = grads.h[t + 1, 0] * z
    before, later = subscript(t), subscript(t + 1)
    return Arithmetic(
        title,
        (
            (Piece(f"∂L/∂h{before} = z{later} * ∂L/∂h{later} + (through the gates and the candidate)"),),
            (
                Piece(f"network 1: lengths {_length(kept)} and {_length(grads.h[t, 0] - kept)}, together"),
                Piece(_length(grads.h[t, 0]), result=True),
            ),
        ),
        words=f"z{later} has the mean {signed(float(z.mean()), 2)}. It keeps the state as f keeps the memory, "
        "but what is added is 1 − z: one gate for both.",
    )


def _direct(comparison: Comparison, t: int) -> Arithmetic:
    T, title = comparison.setting.steps, f"The direct path from C at T to C{subscript(t)}"
    if t == T:
        return Arithmetic(title, words="It starts with the same gradient as the total.")
    f = lstm.forward(comparison.lstms[0], comparison.x[:, :1]).f[t:, 0]
    mean = float(np.exp(np.log(f).mean()))
    return Arithmetic(
        title,
        (
            (Piece("∂C_t/∂C_t−1 = f_t, number by number: no matrix, no tanh"),),
            (Piece(f"network 1: {T - t} factors, in the (geometric) mean {signed(mean, 3)};"),),
            (Piece(f"{signed(mean, 3)}^{T - t} ="), Piece(_spoken((T - t) * math.log10(mean)), result=True)),
        ),
        words="Below 1 as every sigmoid is: the direct path vanishes too, only as slowly as f is near 1.",
    )


def _spoken(log10: float) -> str:
    return spoken(float(log10), log=True)


def _length(vector: Array) -> str:
    length = float(np.linalg.norm(vector))
    return _spoken(math.log10(length)) if length else "0"
