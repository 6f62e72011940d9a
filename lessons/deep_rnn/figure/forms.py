"""How the numbers of the grid of time × depth were made, forward and backward."""

from collections.abc import Iterator

import numpy as np

from figures.forms import (
    Applied,
    Constant,
    Explained,
    Expression,
    Form,
    Forms,
    Number,
    Piece,
    Product,
    Step,
    Sum,
    Table,
    Total,
)
from figures.numbers import superscript, visible
from figures.reading_forms import FORMS
from lessons.deep_rnn.model import Reading

TOKEN = {"token": Number("token", ("t",))}
INPUT_STEP = Step(
    (Piece("x{_t}[{i}] = E[{token:symbols},{i}]"),), Number("E", ("token", "i")), role="input", beside=True
)
INPUT_WORDS = "E is the embedding: it has one row of n numbers for each character, so that every W is n × 2n as on "
"the slide."
GRADIENT_WORDS = (
    "from this state to the loss; the gradient is the sum over all paths. Each arrow on a path is one half of a W, "
    "transposed, times the slope 1 − h² where it starts."
)


def raised(layer: int) -> str:
    """The number of a layer as it is raised: in parentheses, for it is no power."""
    return f"⁽{superscript(layer)}⁾"


def explained(reading: Reading) -> Explained:
    """The forms of all boxes and arrows of the grid, with the numbers of a word read forward and backward."""
    run = reading.run
    vocabulary, readout, cell = reading.vocabulary, run.model.readout, run.model.cell
    top, n = reading.layers, cell.n_hidden
    assert run.model.E is not None
    tables = {
        "token": Table(run.x[:, 0] + 1, (1,)),
        "x": Table(run.trace.x[:, 0], (1, 1), "input", "x"),
        "E": Table(run.model.E, (1, 1), "input"),
        "W_hy": Table(readout.W_hy, (1, 1), "output", group="W_hy"),
        "W_hyT": Table(readout.W_hy.T, (1, 1), "gradient", group="W_hyT"),
        "b_y": Table(readout.b_y, (1,)),
        "h": Table(reading.states[top - 1], (0, 1), "hidden", f"h{top}"),
        "y": Table(run.y[:, 0], (1, 1), "output", "y"),
        "best": Table(run.y[:, 0].argmax(1) + 1, (1,), box="y"),
        "p": Table(run.p[:, 0], (1, 1), "output", "y"),
        "dy": Table(reading.grads.dy[:, 0], (1, 1), "gradient", "y"),
        "n": Table(np.array([len(vocabulary)]), (1,)),
    }
    if run.targets is not None:
        tables["target"] = Table(run.targets[:, 0] + 1, (1,))
    for layer, matrix in enumerate(cell.matrices, start=1):
        tables |= {
            f"W{layer}": Table(matrix, (1, 1), group=f"W{layer}"),
            f"down{layer}": Table(matrix[:, :n].T, (1, 1), group=f"G{layer}"),
            f"back{layer}": Table(matrix[:, n:].T, (1, 1), group=f"G{layer}"),
            f"b{layer}": Table(cell.layers[layer - 1].b_h, (1,)),
            f"h{layer}": Table(reading.states[layer - 1], (0, 1), "hidden", f"h{layer}"),
            f"g{layer}": Table(reading.gradients[layer - 1, 1:], (1, 1), "gradient", f"g{layer}"),
        }
    units = [str(unit) for unit in range(1, n + 1)]
    below, before = (tuple(f"{name} {unit}" for unit in units) for name in ("below", "before"))
    names = {
        "symbols": tuple(map(visible, vocabulary.symbols)),
        "below": below,
        "before": before,
        "both": (*below, *before),
    }
    for layer in range(1, top + 1):
        counts = (reading.paths(t, layer) for t in range(1, reading.steps + 1))
        names[f"paths{layer}"] = tuple(
            f"{count} path{'s' * (count != 1)} through the grid lead{'s' * (count == 1)}" for count in counts
        )
    return Explained(Forms(dict(_forms(reading))), tables, names)


def _forms(reading: Reading) -> Iterator[tuple[str, Form]]:
    title = "x at t = {t}: the row of “{token:symbols}” in E"
    yield "x", Form(title, (INPUT_STEP,), INPUT_WORDS, each=("E", 1), where=TOKEN)
    yield "x.#", Form(title, (INPUT_STEP,), INPUT_WORDS, where=TOKEN)
    yield from ((name, FORMS[name]) for name in ("y", "y.#", "L", "L.#"))
    yield "L_edge", FORMS["L"]
    yield "W_hy", _readout(reading)
    yield "W_hyT", _readout_transposed()
    for layer in range(1, reading.layers + 1):
        yield from _states(reading, layer)
        yield from _gradients(reading, layer)
        yield from _blocks(reading, layer)


def _states(reading: Reading, layer: int) -> Iterator[tuple[str, Form]]:
    n, up = reading.run.model.cell.n_hidden, raised(layer)
    name, before = f"h{{_t}}{up}", f"h{{_t-1}}{up}"
    source, below = (f"h{{_t}}{raised(layer - 1)}", f"h{layer - 1}") if layer > 1 else ("x{_t}", "x")
    left = Product((Number(f"W{layer}", ("i", "k")), Number(below, ("t", "k"))))
    right = Product((Number(f"W{layer}", ("i", f"k+{n}")), Number(f"h{layer}", ("t-1", "k"))))
    state = Applied(
        "tanh",
        Sum(
            (
                Total(left, (f"b{layer}", 0)),
                Total(right, (f"b{layer}", 0), zero="h{_t-1} = 0"),
                Number(f"b{layer}", ("i",)),
            )
        ),
    )
    symbols = (
        Piece(f"{name}[{{i}}] = tanh("),
        Piece(f"W{up}[{{i}},·]", "hidden"),
        Piece(f"· [ {source} ; {before} ] + b{up}[{{i}}] )"),
    )
    yield (
        f"h{layer}",
        Form(
            f"Layer {layer} at t = {{t}}: the state {name}",
            (Step((Piece(f"{name}[{{i}}]"),), state, "hidden"),),
            "The raised number in parentheses is the layer, the lowered one the time step.",
            each=(f"b{layer}", 0),
        ),
    )
    yield (
        f"h{layer}.#",
        Form(f"Layer {layer} at t = {{t}}, unit {{i}}: {2 * n} products", (Step(symbols, state, "hidden"),)),
    )


def _gradients(reading: Reading, layer: int) -> Iterator[tuple[str, Form]]:
    n, up, gradient = reading.run.model.cell.n_hidden, raised(layer), Number(f"g{layer}", ("t", "k"))
    over = f"layer {layer + 1}" if layer < reading.layers else "the loss at this time step"
    name = f"∂L/∂h{{_t}}{up}"
    norm = Applied("√", Total(Product((gradient, gradient)), (f"b{layer}", 0)))

    def entry(unit: int, *, last: bool) -> Step:
        future = Constant(0.0) if last else _sent_back(layer, "t+1", n + unit)
        parts = Sum((_from_above(reading, layer, unit), future))
        return Step((Piece(f"[{unit}]"),), parts, "gradient", significant=True, beside=True)

    def form(*, last: bool) -> Form:
        return Form(
            f"The gradient at layer {layer}, t = {{t}}",
            (
                *(entry(unit, last=last) for unit in range(1, n + 1)),
                Step((Piece(f"‖{name}‖ = √Σ[i]²"),), norm, "gradient", significant=True),
            ),
            f"{{t:paths{layer}}} {GRADIENT_WORDS}",
            lines=((Piece(f"{name} = from {over} + from t = {{t+1}}"),),),
        )

    yield f"g{layer}", form(last=False)
    yield f"g{layer}.{reading.steps}", form(last=True)


def _from_above(reading: Reading, layer: int, unit: int) -> Expression:
    """The part of a gradient that comes down from the layer above, or from the loss: one number."""
    if layer < reading.layers:
        return _sent_back(layer + 1, "t", unit)
    return Product((Total(Product((Number("dy", ("t", "k")), Number("W_hy", ("k", unit)))), ("b_y", 0)),))


def _sent_back(layer: int, at: str, column: int) -> Expression:
    """What the states of a layer send back through a column of their matrix: one number."""
    slope = Applied("1−x²", Number(f"h{layer}", (at, "k")))
    product = Product((Number(f"g{layer}", (at, "k")), slope, Number(f"W{layer}", ("k", column))))
    return Product((Total(product, (f"b{layer}", 0)),))


def _blocks(reading: Reading, layer: int) -> Iterator[tuple[str, Form]]:
    n, name = reading.run.model.cell.n_hidden, f"W{raised(layer)}"
    block = Form(
        f"{name} ({n}×{2 * n}): one block, two arrows",
        words=f"Its left half reads {'x' if layer == 1 else f'layer {layer - 1}'} below, its right half the layer's "
        "own state one time step before. It is drawn once for each time step and is one matrix: point at an arrow, and "
        "all its copies light up.",
        matrix=f"W{layer}",
        columns="both",
    )
    below = "the layer below" if layer > 1 else "x, and so to E"
    yield f"below{layer}", block
    yield f"before{layer}", block
    for kind, half, to, rows in (("down", "left", below, "below"), ("back", "right", "the time step before", "before")):
        yield (
            f"{kind}{layer}",
            Form(
                f"Backward through the {half} half of {name}, transposed",
                words=f"What a state sends back is this matrix times (1 − h²) · ∂L/∂h of that state: to {to}.",
                matrix=f"{kind}{layer}",
                rows=rows,
            ),
        )


def _readout(reading: Reading) -> Form:
    n_symbols, n = reading.run.model.readout.W_hy.shape
    return Form(
        f"W_hy ({n_symbols}×{n}): from the top layer to the scores",
        words="Only the top layer is read out.",
        matrix="W_hy",
        rows="symbols",
    )


def _readout_transposed() -> Form:
    return Form(
        "The gradient enters the top layer through W_hy transposed",
        words="It carries p − target, divided by the number of time steps whose loss counts.",
        matrix="W_hyT",
        columns="symbols",
    )
