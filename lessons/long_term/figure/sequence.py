"""A sequence of a task as the network reads it: the clue, the noise, what it would answer.

Ids are "x.t", "h.t.unit", "y.t", "g.t" for the gradient that arrives, and "W_hh.t" for an arrow.
"""

from figures import arithmetic
from figures.arithmetic import Arithmetic, Piece, bracketed
from figures.columns import View
from figures.graph import PADDING, Cell, Edge, Graph, Mark, Node, Note, Role, Step
from figures.numbers import signed, subscript, superscript
from lessons.long_term.model.reading import ANSWERS, Reading
from rnn_core.text import Vocabulary
from rnn_core.types import Array

LEFT, WIDTH, SPACE, ROW = 104.0, 62.0, 20.0, 24.0
UNITS, COLUMNS = 6, 3
"""So many units of the state are shown, side by side."""
MOST_TERMS = 6
"""So many products of a long sum are printed."""


def sequence(reading: Reading, view: View) -> Graph:
    """All steps from the first to the question, and the walk along them."""
    T = reading.steps
    gap = 22.0 if view.dense else 30.0
    box, state = ROW + 2 * PADDING, 2 * 16.0 + 2 * PADDING
    output = ROW + box if reading.trial.task != "adding" else box
    y_output = 40 + output / 2
    y_state = y_output + output / 2 + gap + state / 2
    y_input = y_state + state / 2 + gap + box / 2
    y_share = y_input + box / 2 + 40 + box / 2
    nodes: list[Node] = []
    edges: list[Edge] = []
    for t in range(1, T + 1):
        x = LEFT + WIDTH / 2 + (t - 1) * (WIDTH + SPACE)
        nodes += [
            _output_box(reading, t, x, y_output),
            _state_box(reading, t, x, y_state),
            _input_box(reading, t, x, y_input),
            _share_box(reading, t, x, y_share),
        ]
        edges += [_arrow("W_xh", "input", t, f"x.{t}", f"h.{t}"), _arrow("W_hy", "output", t, f"h.{t}", f"y.{t}")]
        if t > 1:
            edges.append(_arrow("W_hh", "hidden", t, f"h.{t - 1}", f"h.{t}"))
    steps = _steps(reading)
    kept = "memory  C" if reading.trial.cell == "lstm" else "hidden  h"
    numbers = "its number" if reading.trial.task == "adding" else "p(right)"
    notes = (
        Note(8, y_output - 12, "would say"),
        Note(8, y_output + 12, numbers),
        Note(8, y_state - 8, kept),
        Note(8, y_state + 10, "6 units"),
        Note(8, y_input, "input  x"),
        Note(8, y_share - 8, "gradient", "gradient"),
        Note(8, y_share + 10, "arriving", "gradient"),
    )
    return Graph(
        title="A sequence as the network reads it",
        width=LEFT + T * (WIDTH + SPACE) + 20,
        height=y_share + box / 2 + 14,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=notes,
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        veil_after=view.veil_after,
    )


def share_text(log10: float) -> str:
    """A share by its decimal logarithm: 0.42, or 10⁻⁷."""
    return signed(10**log10, 2) if log10 > -2 else f"10{superscript(round(log10))}"


def _output_box(reading: Reading, t: int, x: float, y: float) -> Node:
    last, answer, known = t == reading.steps, reading.answer(t), reading.right
    adding = reading.trial.task == "adding"
    near = abs(float(reading.answers[t - 1]) - reading.target) < 0.1
    mark: Mark = "right" if (near if adding else answer == known) else "wrong"
    belief = float(reading.belief[t - 1])
    value = Cell(signed(belief, 2), belief, mark=mark if last and adding else "", index=0)
    word = Cell(answer, mark=mark if last else "", index=0)
    return Node(
        f"y.{t}",
        "output",
        x,
        y,
        WIDTH,
        ROW,
        (value,) if adding else (word, value),
        caption=f"right: {known}" if last else "",
        caption_mark=mark if last else "",
        veil="all",
        alt=f"At t = {t} it would say {answer}; the right answer is {known}",
    )


def _state_box(reading: Reading, t: int, x: float, y: float) -> Node:
    trace = reading.run.trace
    values = (trace.C if reading.trial.cell == "lstm" else trace.h)[t, 0]
    letter = "C" if reading.trial.cell == "lstm" else "h"
    return Node(
        f"h.{t}",
        "hidden",
        x,
        y,
        WIDTH,
        16.0,
        tuple(
            Cell("", value, hint=f"{letter} at t = {t}, unit {k}: {signed(value, 3)}")
            for k, value in enumerate(values[:UNITS].tolist(), start=1)
        ),
        alt=f"State at t = {t}, {UNITS} of {len(values)} units",
        display="heat",
        columns=COLUMNS,
    )


def _input_box(reading: Reading, t: int, x: float, y: float) -> Node:
    clue = t in reading.clues
    return Node(
        f"x.{t}",
        "input",
        x,
        y,
        WIDTH,
        ROW,
        (Cell(reading.symbol(t), mark="best" if clue else "", index=0),),
        caption="clue" if clue else "",
        alt=f"Input at t = {t}{', the clue' if clue else ''}",
        veil="none",
    )


def _share_box(reading: Reading, t: int, x: float, y: float) -> Node:
    log10 = float(reading.log10_share[t - 1])
    return Node(
        f"g.{t}",
        "gradient",
        x,
        y,
        WIDTH,
        ROW,
        (Cell(share_text(log10), min(1.0, 10**log10), index=0),),
        alt=f"Gradient of an answer at the end that arrives at t = {t}",
        display="bars",
    )


def _steps(reading: Reading) -> tuple[Step, ...]:
    T, known = reading.steps, reading.right
    steps = []
    for t in range(1, T + 1):
        clue = " (the clue)" if t in reading.clues else ""
        before = (f"W_hh.{t}",) if t > 1 else ()
        answer = reading.answer(t)
        text = f"t = {t} · reads {reading.symbol(t)}{clue}, would say {answer}"
        if t == T:
            text = f"t = {T} · asked: it says {answer}, right is {known}"
        lit = (f"x.{t}", f"W_xh.{t}", *before, f"h.{t}", f"W_hy.{t}", f"y.{t}")
        steps.append(Step(text, lit, (f"x.{t}",) if t < T else (f"y.{t}",)))
    first = reading.clues[0]
    share = share_text(float(reading.log10_share[first - 1]))
    text = f"back: {share} of the gradient reaches t = {first}"
    arriving = tuple(f"g.{t}" for t in range(1, T + 1))
    steps.append(Step(text, arriving, (f"g.{first}", f"x.{first}")))
    return tuple(steps)


def _arrow(matrix: str, role: Role, t: int, source: str, target: str) -> Edge:
    return Edge(f"{matrix}.{t}", role, source, target, matrix)


def explain(reading: Reading, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("h.3.2": unit 2 at t = 3); None if there is none."""
    kind, _, rest = node.partition(".")
    numbers = [int(part) for part in rest.split(".") if part.isdecimal()]
    if not numbers or not 1 <= numbers[0] <= reading.steps:
        return None
    t = numbers[0]
    if kind == "h":
        return _explain_state(reading, t, numbers[1] if len(numbers) > 1 else 1)
    if kind == "y":
        return _explain_answer(reading, t)
    if kind == "x":
        return _explain_input(reading, t)
    if kind == "g":
        return _explain_share(reading, t)
    return _explain_weights(reading, kind)


def _explain_state(reading: Reading, t: int, unit: int) -> Arithmetic | None:
    if not 1 <= unit <= UNITS:
        return None
    trace, i, now, before = reading.run.trace, unit - 1, subscript(t), subscript(t - 1)
    if reading.trial.cell == "lstm":
        f, kept, written, C_tilde = (
            float(each[t - 1, 0, i]) for each in (trace.f, trace.C[:-1], trace.i, trace.C_tilde)
        )
        return Arithmetic(
            f"The memory at t = {t}, unit {unit}",
            (
                (Piece(f"C{now} = f{now}·C{before} + i{now}·C̃{now}"),),
                (
                    Piece(f"= {signed(f, 3)}·{bracketed(kept)} + {signed(written, 3)}·{bracketed(C_tilde)} ="),
                    Piece(signed(float(trace.C[t, 0, i]), 3), "hidden", result=True),
                ),
            ),
            words=f"The forget gate keeps {signed(f, 3)} of what was there.",
        )
    cell = reading.run.model.cell
    terms = cell.W_hh[i] * trace.h[t - 1, 0]
    a, recurrent = float(trace.a[t - 1, 0, i]), float(terms.sum())
    return Arithmetic(
        f"h at t = {t}, unit {unit}",
        (
            (Piece(f"h{now}[{unit}] = tanh( W_hh[{unit},·]·h{before} + W_xh[{unit},·]·x{now} + b )"),),
            (
                Piece(f"= tanh( {signed(recurrent, 3)}", "hidden"),
                Piece(f"+ {bracketed(a - recurrent)}", "input"),
                Piece(") ="),
                Piece(signed(float(trace.h[t, 0, i]), 3), "hidden", result=True),
            ),
        ),
        words=f"The first number sums {len(terms)} products of the step before.",
    )


def _explain_answer(reading: Reading, t: int) -> Arithmetic | None:
    if reading.trial.task != "adding":
        vocabulary = Vocabulary(ANSWERS[reading.trial.task])
        return arithmetic.explain(reading.run, vocabulary, f"p.{t}.{int(reading.target) + 1}")
    readout, h = reading.run.model.readout, reading.run.trace.h[t, 0]
    largest = abs(readout.W_hy[0] * h).argsort()[::-1][:MOST_TERMS]
    rest = float(readout.W_hy[0] @ h - (readout.W_hy[0] * h)[largest].sum())
    terms = [f"{bracketed(float(readout.W_hy[0, k]))}·{bracketed(float(h[k]))}" for k in largest]
    return Arithmetic(
        f"The number it would say at t = {t}",
        (
            (Piece(f"y{subscript(t)} = W_hy·h{subscript(t)} + b_y"),),
            (Piece(" + ".join(terms[:3]), "output"),),
            (Piece("+ " + " + ".join(terms[3:]), "output"),),
            (
                Piece(f"+ the others {bracketed(rest)} + {bracketed(float(readout.b_y[0]))} ="),
                Piece(signed(float(reading.answers[t - 1]), 3), "output", result=True),
            ),
        ),
    )


def _explain_input(reading: Reading, t: int) -> Arithmetic:
    symbol = reading.symbol(t)
    if reading.trial.task == "adding":
        marked = "marked" if t in reading.clues else "not marked"
        numbers = ", ".join(signed(value, 2) for value in reading.run.x[t - 1, 0].tolist())
        return Arithmetic(
            f"x at t = {t}: {symbol}, {marked}",
            ((Piece(f"x{subscript(t)} = ({numbers})", "input"),),),
            words="The number, and 1 if it is to be added.",
        )
    clue = "It must be kept until the end." if t in reading.clues else "Nothing is asked about it."
    return Arithmetic(
        f"x at t = {t}: {symbol}",
        ((Piece(f"x{subscript(t)}[{symbol}] = 1", "input"), Piece("and 0 elsewhere")),),
        words=clue,
    )


def _explain_share(reading: Reading, t: int) -> Arithmetic:
    log10 = reading.log10_share
    T, letter = reading.steps, "C" if reading.trial.cell == "lstm" else "h"
    steps = T - t
    factor = 10 ** (float(log10[t - 1]) / steps) if steps else 1.0
    return Arithmetic(
        f"The gradient that arrives at t = {t}",
        (
            (
                Piece(f"‖dL/d{letter}{subscript(t)}‖ / ‖dL/d{letter}{subscript(T)}‖ ="),
                Piece(share_text(float(log10[t - 1])), "", result=True),
            ),
            (Piece(f"over {steps} steps: as if every one kept {signed(factor, 3)}"),),
        ),
        words="Back-propagated through this network on this sequence, for an answer at the end.",
    )


def _explain_weights(reading: Reading, name: str) -> Arithmetic | None:
    cell, readout = reading.run.model.cell, reading.run.model.readout
    if name not in ("W_xh", "W_hh", "W_hy"):
        return None
    if name == "W_hy":
        matrix: Array = readout.W_hy
        title = "W_hy: from the state to the answer"
    elif reading.trial.cell == "lstm":
        matrix, title = cell.W, "W: the four gates' weights in one matrix, rows i, f, o, C̃"
    else:
        matrix, title = getattr(cell, name), f"{name}, one matrix for all steps"
    rows, columns = (tuple(str(k + 1) for k in range(size)) for size in matrix.shape)
    return Arithmetic(title, matrix=matrix, rows=rows, columns=columns)
