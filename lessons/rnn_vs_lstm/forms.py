"""How the points of the comparison were made: a step back of the first pair of networks, with its lengths."""

from collections.abc import Mapping

import numpy as np

from figures.curve_data import spoken
from figures.forms import Applied, Explained, Form, Forms, Number, Piece, Product, Step, Sum, Table, Total
from lessons.rnn_vs_lstm.model import median
from rnn_core.cells import gru, lstm
from rnn_core.studies.gradient_comparison import Comparison, first_gru, first_pair, polar
from rnn_core.types import Array

LINES = ("vanilla", "total", "direct")
GRU = "gru"
BETWEEN = {"mean": Number("f_mean", ("t+1",)), "low": Number("f_low", ("t+1",)), "high": Number("f_high", ("t+1",))}
LOGS = Total(Number("ln f", ("k",)), ("ln f", 0), start="t+1")


def _together(parts: str) -> Sum:
    """The length of the sum of two vectors: each has its length times the cosine of its angle to the sum."""
    pairs = [(Number(f"{parts}_{name}", ("t",)), Number(f"{parts}_{name}_cos", ("t",))) for name in ("direct", "rest")]
    return Sum(tuple(map(Product, pairs)))


FORMS = Forms(
    {
        "vanilla": Form(
            "‖∂L/∂h{_t}‖: {t+1:vanilla}, {one:many}",
            (
                Step(
                    (Piece("network 1: ‖∂L/∂h{_t+1}‖ times the factor of this time step"),),
                    Product((Number("length", ("t+1",)), Number("factor", ("t",)))),
                    "hidden",
                    significant=True,
                ),
            ),
            "One matrix, the same at every time step, and a tanh whose derivative is never above 1.",
            ((Piece("∂L/∂h{_t} = W_hhᵀ ( ∂L/∂h{_t+1} ⊙ (1 − h{_t+1}²) )"),),),
            where={"one": Number("one", (1,))},
        ),
        "total": Form(
            "‖∂L/∂C{_t}‖: {t+1:total}, {one:many}",
            (
                Step(
                    (Piece("network 1: ‖a + b‖ = ‖a‖·cos α + ‖b‖·cos β"),),
                    _together("total"),
                    "gradient",
                    significant=True,
                ),
            ),
            "f{_t+1} has the mean {=mean} over the units, it goes from {=low} to {=high}. a is the direct path, α and "
            "β are the angles of a and b to their sum.",
            (
                (
                    Piece("∂L/∂C{_t} = a + b,"),
                    Piece("a = f{_t+1} ⊙ ∂L/∂C{_t+1},", "gate_f"),
                    Piece("b = the part through h{_t} and the gates"),
                ),
            ),
            where={"one": Number("one", (1,)), **BETWEEN},
        ),
        "gru": Form(
            "‖∂L/∂h{_t}‖ of the GRU: {t+1:gru}, {one:many}",
            (
                Step(
                    (Piece("network 1: ‖a + b‖ = ‖a‖·cos α + ‖b‖·cos β"),), _together("gru"), "other", significant=True
                ),
            ),
            "z{_t+1} has the mean {=mean} over the units. It keeps the hidden state as f keeps the cell state, but the "
            "share of the new is 1 − z: one gate for both. α and β are the angles of a and b to their sum.",
            (
                (
                    Piece("∂L/∂h{_t} = a + b,"),
                    Piece("a = z{_t+1} ⊙ ∂L/∂h{_t+1},", "gate_f"),
                    Piece("b = the part through the gates and the candidate"),
                ),
            ),
            where={"one": Number("one", (1,)), "mean": Number("z_mean", ("t+1",))},
        ),
        "direct": Form(
            "The direct path from C at T to C{_t}: {t+1:direct}, {one:many}",
            (
                Step(
                    (Piece("network 1: the product of {n} factors, averaged over the units, as exp( Σ ln f )"),),
                    Applied("exp", LOGS),
                    "gate_f",
                    significant=True,
                ),
            ),
            "That is {=average} in every time step, in the geometric mean. It is below 1, as every sigmoid is: the "
            "direct path vanishes too, only as slowly as f is near 1.",
            ((Piece("∂C{_t+1}/∂C{_t} = f{_t+1}, number by number: no matrix, no tanh"),),),
            where={
                "one": Number("one", (1,)),
                "n": Number("n", ("t",)),
                "average": Applied("exp", Product((LOGS, Applied("1/", Number("n", ("t",)))))),
            },
        ),
    }
)
ENDS: Mapping[str, tuple[str, str]] = {
    "vanilla": ("‖∂L/∂h{_t}‖", "The gradient of the loss enters at the last state, with length 1."),
    "total": ("‖∂L/∂C{_t}‖", "∂L/∂h has length 1 here; o ⊙ (1 − tanh²C) of it reaches the cell state."),
    "gru": ("‖∂L/∂h{_t}‖ of the GRU", "The gradient of the loss enters at the last state, with length 1."),
    "direct": ("The direct path from C at T", "It starts with the same gradient as the total."),
}
"""Where the lines start, at T: the title and what is said."""


def explained(comparison: Comparison, *, asked: int | None) -> Explained:
    """The forms of all points with their numbers.

    ``asked`` is how many steps back an open question shows of the lines of LSTM and GRU, None for all.
    """
    T, kinds = comparison.setting.steps, (*LINES, *((GRU,) if comparison.grus else ()))
    _, grads = first_pair(comparison)
    f = lstm.forward(comparison.lstms[0], comparison.x[:, :1]).f[:, 0]
    log10 = comparison.curve("vanilla")[0]
    tables = {
        "one": Table(np.array([1 + (comparison.setting.pairs > 1)]), (1,)),
        "n": Table(np.arange(T, -1, -1), (0,)),
        "length": Table(10**log10, (0,), "hidden"),
        "factor": Table(10 ** (log10[:-1] - log10[1:]), (0,)),
    }
    asked_about = {
        **_parts("total", grads.C[:, 0], grads.C[1:, 0] * f),
        "f_mean": Table(f.mean(1), (1,)),
        "f_low": Table(f.min(1), (1,)),
        "f_high": Table(f.max(1), (1,)),
        "ln f": Table(np.log(f).mean(1), (1,), "gate_f"),
    }
    if comparison.grus:
        z = gru.forward(comparison.grus[0], comparison.x[:, :1]).z[:, 0]
        carried = first_gru(comparison).h[:, 0]
        asked_about |= {**_parts(GRU, carried, carried[1:] * z), "z_mean": Table(z.mean(1), (1,))}
    first = 0 if asked is None else T - asked
    for table in asked_about.values():
        table.values[:first] = np.nan
    names = {kind: [spoken(float(value), log=True) for value in median(comparison, kind)] for kind in kinds}
    for kind in kinds[1:]:
        names[kind][:first] = [""] * first
    ends = {f"{kind}.{T}": _end(kind) for kind in kinds}
    return Explained(
        Forms({**FORMS, **ends}),
        tables | asked_about,
        {**{kind: tuple(texts) for kind, texts in names.items()}, "many": ("one network", "median of the networks")},
    )


def _end(kind: str) -> Form:
    title, words = ENDS[kind]
    return Form(f"{title}: {{t+1:{kind}}}, {{one:many}}", words=words, where={"one": Number("one", (1,))})


def _parts(name: str, whole: Array, direct: Array) -> dict[str, Table]:
    """The lengths of two parts of a gradient and the cosines of their angles to the whole.

    ``whole`` (T+1, H) are the gradients at all times, ``direct`` (T, H) is the part along the direct path; the other
    part is the rest.
    """
    _, directions = polar(whole[:-1])
    tables = {}
    for part, vectors, role in (("direct", direct, "gate_f"), ("rest", whole[:-1] - direct, "")):
        lengths, own = polar(vectors)
        tables[f"{name}_{part}"] = Table(lengths, (0,), role)
        tables[f"{name}_{part}_cos"] = Table(np.sum(own * directions, axis=1), (0,))
    return tables
