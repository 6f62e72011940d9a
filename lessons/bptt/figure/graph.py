"""The flagship figure: forward through a word to the loss, then backwards to one gradient.

Time runs to the right, the walk first with it and then against it. Violet is what comes back.
"""

from collections.abc import Sequence

from figures.columns import MOST_ROWS, View
from figures.graph import Graph, Note, Step
from figures.numbers import quoted, signed, subscript, visible
from lessons.bptt.figure.columns import bars, boxes
from lessons.bptt.figure.edges import arrows
from lessons.bptt.figure.equation import equation, gate_sign, steps_of
from lessons.bptt.figure.layout import LINE, Layout, arrange
from lessons.bptt.figure.unit import Unit
from lessons.bptt.model import Backwards, entry_name
from rnn_core.text import Vocabulary

FORWARD = ("read", "update", "predict")


def loss_step(T: int) -> int:
    """The index of the step at which the mean loss stands and nothing has come back yet."""
    return len(FORWARD) * T


def step_of(b: Backwards, t: int, number: int) -> int:
    """The index of the ``number``-th backward step (from 1) of time ``t``."""
    T = len(b.dy)
    return loss_step(T) + (T - t) * steps_of(b) + number


def backwards(
    b: Backwards, vocabulary: Vocabulary, view: View, *, entry: tuple[int, int], hints: Sequence[str] = ()
) -> Graph:
    """The graph of ``b``; ``entry`` is the weight whose shares are drawn as bars.

    ``hints`` stand beside the cells of the finished sum, in the order of its visible cells.
    """
    layout, unit = arrange(b, dense=view.dense), Unit.of(b)
    T = len(b.dy)
    forward = loss_step(T) + 1
    strip, signs = equation(b, layout, unit, entry, hints, forward)
    lane = bars(b, layout, unit, entry, forward)
    steps = [*_forward(b, vocabulary), _loss(b), *_backward(b)]
    return Graph(
        title="Back-propagation through time",
        width=layout.width,
        height=layout.height,
        nodes=(*boxes(b, vocabulary, layout, unit), lane, *strip),
        edges=tuple(arrows(b, layout)),
        notes=(*_notes(b, vocabulary, layout, unit, entry), *signs),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
    )


def _notes(b: Backwards, vocabulary: Vocabulary, layout: Layout, unit: Unit, entry: tuple[int, int]) -> list[Note]:
    V = len(vocabulary)
    rows = [(layout.hidden, "h"), (layout.input, "x")]
    if V <= MOST_ROWS:
        first = layout.output - (V - 1) / 2 * layout.row
        rows += [(first + k * layout.row, visible(symbol)) for k, symbol in enumerate(vocabulary.symbols)]
    else:
        rows.append((layout.output, "p"))
    lane = layout.bars - (LINE / 2 + 10)
    name = entry_name(b, vocabulary, entry).replace("_", "_{", 1).replace("[", "}[", 1)
    what = f"each step's share of dL/d{name}"
    named = [Note(x=10, y=y, text=text) for y, text in rows]
    if layout.dense and not unit.note:
        return named
    scale = f" · all violet numbers {unit.note}" if unit.note else ""
    return [*named, Note(x=layout.left + 2, y=lane, text=f"{what}{scale}", role="gradient", pinned=True)]


def _forward(b: Backwards, vocabulary: Vocabulary) -> list[Step]:
    steps = []
    targets = b.run.targets
    for t in range(1, len(b.dy) + 1):
        symbol = quoted(vocabulary.symbols[int(b.run.x[t - 1, 0])])
        target = "" if targets is None else quoted(vocabulary.symbols[int(targets[t - 1, 0])])
        if b.memory:
            into = [f"W.{t}", f"C.{t}", f"o.{t}", *([f"W_h.{t}", f"f.{t}"] if t > 1 else [])]
        else:
            into = [f"W_xh.{t}", *([f"W_hh.{t}"] if t > 1 else [])]
        steps += [
            Step(f"t = {t} · read {symbol}", (f"x.{t}",), (f"x.{t}",)),
            Step(f"t = {t} · update the state", (*into, f"h.{t}"), (f"h.{t}",)),
            Step(
                f"t = {t} · predict; the target is {target}",
                (f"W_hy.{t}", f"p.{t}", f"L_edge.{t}", f"L.{t}"),
                (f"p.{t}", f"L.{t}"),
            ),
        ]
    return steps


def _loss(b: Backwards) -> Step:
    T = len(b.dy)
    loss = signed(b.run.loss or 0.0, 3)
    text = f"L = {loss} nats, the mean of {T} losses" if T > 1 else f"L = {loss} nats"
    return Step(f"{text} · now back", (), tuple(f"L.{t}" for t in range(1, T + 1)))


def _backward(b: Backwards) -> list[Step]:
    T, steps = len(b.dy), []
    for t in range(T, 0, -1):
        at, now, after = f"t = {t} ·", subscript(t), subscript(t + 1)
        steps += [
            Step(
                f"{at} dL/dy{now} = (p{now} − target) / {T}", (f"dy_edge.{t}", f"dy.{t}"), (f"dy_edge.{t}", f"dy.{t}")
            ),
            Step(f"{at} from this loss: W_hyᵀ dL/dy{now}", (f"W_hy_T.{t}", "eq_own.1"), (f"W_hy_T.{t}", "eq_own.1")),
            *(_lstm if b.memory else _rnn)(b, t, at, now, after),
        ]
    return steps


def _rnn(b: Backwards, t: int, at: str, now: str, after: str) -> list[Step]:
    coming = () if t == len(b.dy) else (f"W_hh_T.{t + 1}",)
    formula = f"W_hhᵀ dL/da{after}"
    return [
        Step(
            f"{at} {_future(b, t, formula)}",
            (*coming, f"dh.{t}", "eq_future.1", "eq_dh.1"),
            (*coming, f"dh.{t}", "eq_future.1"),
        ),
        Step(
            f"{at} through tanh: dL/da{now} = dL/dh{now} ∗ (1 − h{now}²)",
            (f"tanh_back.{t}", f"da.{t}", "eq_local.1", "eq_da.1"),
            (f"tanh_back.{t}", f"da.{t}", "eq_da.1"),
        ),
        _share(b, t, at, now),
    ]


def _lstm(b: Backwards, t: int, at: str, now: str, after: str) -> list[Step]:
    last = t == len(b.dy)
    coming = () if last else (f"W_T.{t + 1}",)
    kept = () if last else (f"f_back.{t + 1}",)
    memory = "nothing yet" if last else ("cut" if b.immediate else f"f{after} ∗ dL/dC{after}")
    return [
        Step(
            f"{at} {_future(b, t, f'Wᵀ dL/da{after}')}",
            (*coming, f"dh.{t}", "eq_future.1", "eq_dh.1"),
            (*coming, f"dh.{t}", "eq_future.1"),
        ),
        Step(
            f"{at} by h into the memory: dL/dh{now} ∗ o{now}(1 − tanh²C{now})",
            (f"o_back.{t}", "eq_through.1"),
            (f"o_back.{t}", "eq_through.1"),
        ),
        Step(
            f"{at} along the memory: {memory}",
            (*kept, f"dC.{t}", "eq_memory.1", "eq_dC.1"),
            (*kept, f"dC.{t}", "eq_memory.1"),
        ),
        Step(
            f"{at} into the gates: dL/da{gate_sign(b)}",
            (f"gates_back.{t}", f"o_gate_back.{t}", f"da.{t}", "eq_gate.1"),
            (f"gates_back.{t}", f"da.{t}", "eq_gate.1"),
        ),
        _share(b, t, at, now),
    ]


def _future(b: Backwards, t: int, formula: str) -> str:
    if t == len(b.dy):
        return "from the future: nothing, this is the last step"
    return f"from the future: cut, though {formula}" if b.immediate else (f"from the future: {formula}")


def _share(b: Backwards, t: int, at: str, now: str) -> Step:
    before = subscript(t - 1)
    product = {"W_hy": f"dL/dy{now} h{now}ᵀ", "W_xh": f"dL/da{now} x{now}ᵀ"}.get(
        b.matrix, f"dL/da{gate_sign(b) if b.memory else now} h{before}ᵀ"
    )
    what = "0, for h₀ = 0" if t == 1 and b.matrix not in ("W_hy", "W_xh") else product
    return Step(
        f"{at} its share of dL/d{b.matrix}: {what}", ("bar.1", "eq_share.1", "eq_sum.1"), ("eq_share.1", "eq_sum.1")
    )
