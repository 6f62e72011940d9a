"""A sequence of a task as the network reads it: the clue, the noise, what it would predict.

Ids are "x.t", "h.t.unit", "y.t", "g.t" for the gradient that arrives, and "W_hh.t" for an arrow.
"""

from figures.columns import View
from figures.graph import PADDING, Cell, Edge, Graph, Mark, Node, Note, Role, Step
from figures.numbers import signed, superscript
from lessons.long_term.figure import forms
from lessons.long_term.figure.forms import UNITS
from lessons.long_term.model.reading import Reading

LEFT, WIDTH, SPACE = 104.0, 62.0, 20.0
COLUMNS = 3
"""So many units of the state stand side by side."""


def sequence(reading: Reading, view: View) -> Graph:
    """All steps from the first to the question, and the walk along them."""
    T = reading.steps
    row, unit, gap = (19.2, 19.2, 20.0) if view.dense else (24.0, 16.0, 30.0)
    box, state = row + 2 * PADDING, 2 * unit + 2 * PADDING
    output = row + box if reading.trial.task != "adding" else box
    y_output = 40 + output / 2
    y_state = y_output + output / 2 + gap + state / 2
    y_input = y_state + state / 2 + gap + box / 2
    y_share = y_input + box / 2 + 40 + box / 2
    nodes: list[Node] = []
    edges: list[Edge] = []
    for t in range(1, T + 1):
        x = LEFT + WIDTH / 2 + (t - 1) * (WIDTH + SPACE)
        nodes += [
            _output_box(reading, t, x, y_output, row),
            _state_box(reading, t, x, y_state, unit),
            _input_box(reading, t, x, y_input, row),
            _share_box(reading, t, x, y_share, row),
        ]
        edges += [_arrow("W_xh", "input", t, f"x.{t}", f"h.{t}"), _arrow("W_hy", "output", t, f"h.{t}", f"y.{t}")]
        if t > 1:
            edges.append(_arrow("W_hh", "hidden", t, f"h.{t - 1}", f"h.{t}"))
    steps = _steps(reading)
    kept = "cell state  C" if reading.trial.cell == "lstm" else "hidden  h"
    numbers = "its number" if reading.trial.task == "adding" else "p(right)"
    notes = (
        Note(8, y_output - 12, "predicts"),
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
        explained=forms.explained(reading),
    )


def share_text(log10: float) -> str:
    """A share by its decimal logarithm: 0.42, or 10⁻⁷."""
    return signed(10**log10, 2) if log10 > -2 else f"10{superscript(round(log10))}"


def _output_box(reading: Reading, t: int, x: float, y: float, row: float) -> Node:
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
        row,
        (value,) if adding else (word, value),
        caption=f"right: {known}" if last else "",
        caption_mark=mark if last else "",
        veil="all",
        alt=f"At t = {t} it would predict {answer}; the right answer is {known}",
    )


def _state_box(reading: Reading, t: int, x: float, y: float, row: float) -> Node:
    trace = reading.run.trace
    values = (trace.C if reading.trial.cell == "lstm" else trace.h)[t, 0]
    letter = "C" if reading.trial.cell == "lstm" else "h"
    return Node(
        f"h.{t}",
        "hidden",
        x,
        y,
        WIDTH,
        row,
        tuple(
            Cell("", value, hint=f"{letter} at t = {t}, unit {k}: {signed(value, 3)}")
            for k, value in enumerate(values[:UNITS].tolist(), start=1)
        ),
        alt=f"State at t = {t}, {UNITS} of {len(values)} units",
        display="heat",
        columns=COLUMNS,
    )


def _input_box(reading: Reading, t: int, x: float, y: float, row: float) -> Node:
    clue = t in reading.clues
    return Node(
        f"x.{t}",
        "input",
        x,
        y,
        WIDTH,
        row,
        (Cell(reading.symbol(t), mark="best" if clue else "", index=0),),
        caption="clue" if clue else "",
        alt=f"Input at t = {t}{', the clue' if clue else ''}",
        veil="none",
    )


def _share_box(reading: Reading, t: int, x: float, y: float, row: float) -> Node:
    log10 = float(reading.log10_share[t - 1])
    return Node(
        f"g.{t}",
        "gradient",
        x,
        y,
        WIDTH,
        row,
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
        text = f"t = {t} · reads {reading.symbol(t)}{clue}, would predict {answer}"
        if t == T:
            text = f"t = {T} · the end: it predicts {answer}, right is {known}"
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
