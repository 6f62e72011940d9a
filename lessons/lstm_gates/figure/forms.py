"""How the numbers of an LSTM's cell were made, forward and back; its matrices and its arrows.

The boxes of the cell, the strips below them and those of the untouched run have the same forms, each with tables of
its own: what lights up is a box of the cell for a box, a strip for a strip.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from figures.forms import Applied, Explained, Form, Forms, Function, Number, Piece, Product, Step, Sum, Table
from figures.reading_forms import softmax, weighted
from lessons.lstm_gates.figure.equations import LETTERS, is_held
from lessons.lstm_gates.figure.parts import ARROWS
from rnn_core.studies.clamped_run import Play
from rnn_core.studies.store_recall_task import READS, SAYS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form reads its numbers: the beginning of its tables' names, and its time step and the one before."""

    tables: str
    now: str = "t"
    before: str = "t-1"

    def number(self, name: str) -> Number:
        """Unit i of a vector at this time step."""
        return Number(self.tables + name, (self.now, "i"))

    @property
    def states(self) -> tuple[str, str]:
        """The names of the tables with C and h of the time step before: in the cell they have boxes of their own."""
        return (f"{self.tables}C", f"{self.tables}h") if self.tables else ("C_prev", "h_prev")


CELL, STRIPS, UNTOUCHED = Place(""), Place("strip_"), Place("untouched_")
BEFORE = Place("strip_", "t-1", "t-2")
"""The boxes with the states before are explained with the strips, in which all time steps are seen."""

GATES: Mapping[str, tuple[str, Function, str, str]] = {
    "f": ("f", "σ", "the forget gate", "1 keeps a number of the cell state, 0 removes it."),
    "i": ("i", "σ", "the input gate", "It decides how much of the candidate is written."),
    "C_tilde": ("C", "tanh", "the candidate", "It is what could be written."),
    "o": ("o", "σ", "the output gate", "It decides how much of the cell state is output."),
}
"""Of each gate and the candidate: the index of its matrix, its function, its name, what it does."""

OPERATIONS = {
    "times_f": ("f_t * C_t−1", "Each number of the cell state times its own forget gate. No matrix here."),
    "times_i": ("i_t * C̃_t", "Each candidate times its own input gate."),
    "times_o": ("o_t * tanh(C_t)", "Each squashed number of the cell state times its own output gate."),
    "plus": (
        "f_t * C_t−1 + i_t * C̃_t",
        "The new is added to the old: a sum, no product with a matrix. The gradient goes back through a sum unchanged.",
    ),
    "join": ("[h_t−1, x_t]", "One vector: the hidden state before, then the character that is read."),
}
MATRIX = "Rows are where it goes, columns where it comes from."


def _letter(kind: str) -> str:
    return LETTERS[kind].replace("C~", "C̃")


def _listed(form: Form, title: str, words: str = "") -> Form:
    """The form of a number as that of its box: a line for each unit."""
    return replace(form, title=title, each=("b_f", 0), words=words or form.words)


def _gate(at: Place, kind: str) -> tuple[Form, Form]:
    letter, (suffix, squash, called, words) = _letter(kind), GATES[kind]
    _, h = at.states
    name, now = f"{letter}{{_{at.now}}}[{{i}}]", f"{{_{at.now}}}"
    argument = Sum(
        (
            weighted(f"U_{suffix}", ("i",), h, at.before, zero=f"h{{_{at.before}}} = 0"),
            Number(f"W_{suffix}x", ("i", "token")),
            Number(f"b_{suffix}", ("i",)),
        )
    )
    form = Form(
        f"{name}, {called}: how this number was made",
        (
            Step(
                (Piece(f"{name} = {squash}( W_{suffix}[{{i}},·]·[h{{_{at.before}}}, x{now}] + b_{suffix}[{{i}}] )"),),
                Applied(squash, argument),
            ),
        ),
        f"{words} Red: the column of “{{token:reads}}”; then the bias.",
        where={"token": Number(f"{at.tables}x", (at.now,))},
    )
    return _listed(replace(form, steps=_named(form, name)), f"{letter}{now}: {called}", words), form


def _named(form: Form, name: str) -> tuple[Step, ...]:
    """The last equation of a form with the name of its number alone on the left."""
    return (replace(form.steps[-1], symbols=(Piece(name),)),)


def _cell_state(at: Place) -> tuple[Form, Form]:
    C, _ = at.states
    name, now, before = f"C{{_{at.now}}}[{{i}}]", f"{{_{at.now}}}[{{i}}]", f"{{_{at.before}}}[{{i}}]"
    value = Sum(
        (Product((at.number("f"), Number(C, (at.before, "i")))), Product((at.number("i"), at.number("C_tilde"))))
    )
    form = Form(
        f"{name}: how this number was made",
        (Step((Piece(f"{name} = f{now}·C{before} + i{now}·C̃{now}"),), value, "hidden"),),
        "Kept plus added.",
    )
    if not at.tables:
        parts = {name: Number(name, ("t", "i")) for name in ("kept", "added")}
        form = replace(form, words="Kept plus added: {=kept} and {=added}.", where=parts)
    return _listed(
        replace(form, steps=_named(form, name), where={}), f"C{{_{at.now}}}: the cell state", "Kept plus added."
    ), form


def _hidden_state(at: Place) -> tuple[Form, Form]:
    name, now = f"h{{_{at.now}}}[{{i}}]", f"{{_{at.now}}}[{{i}}]"
    form = Form(
        f"{name}: how this number was made",
        (
            Step(
                (Piece(f"{name} = o{now}·tanh(C{now})"),),
                Product((at.number("o"), Applied("tanh", at.number("C")))),
                "hidden",
            ),
        ),
        "The output gate decides how much of the cell state is output.",
    )
    return _listed(replace(form, steps=_named(form, name)), f"h{{_{at.now}}}: the hidden state"), form


def _gradient(at: Place, *, last: bool = False) -> tuple[Form, Form]:
    """The gradient of the cell state; ``last`` from the question on, where no later time step passes anything back."""
    later = at if at.tables else STRIPS
    name, now = "∂s/∂C{_t}[{i}]", "{_t}[{i}]"
    here = Product((at.number("dh"), at.number("o"), Applied("1−x²", Applied("tanh", at.number("C")))))
    after = Product((Number(f"{later.tables}f", ("t+1", "i")), Number(f"{later.tables}dC", ("t+1", "i"))))
    through = Piece(f"{name} = ∂s/∂h{now}·o{now}·(1 − tanh²C{now})")
    passed_back = Piece("+ f{_t+1}[{i}]·∂s/∂C{_t+1}[{i}]")
    form = Form(
        f"{name}, by back-propagation",
        (
            Step(
                (through,) if last else (through, passed_back),
                here if last else Sum((here, after)),
                "gradient",
                significant=True,
            ),
        ),
        "s = y{_asked}[a] − y{_asked}[b]: the score (logit) of a minus that of b at t = {asked}. "
        + (
            "No later time step passes a gradient back to this one."
            if last
            else "Back along the cell state there is one factor: f."
        ),
        where={"asked": Number("asked", (1,))},
    )
    return _listed(replace(form, steps=_named(form, name)), "∂s/∂C{_t}: the gradient of the cell state"), form


def _strips(at: Place) -> dict[str, Form]:
    """The forms of what the strips show, and the cell too."""
    kinds = {
        **{kind: _gate(at, kind) for kind in GATES},
        "C": _cell_state(at),
        "h": _hidden_state(at),
        "dC": _gradient(at),
    }
    named = {f"{at.tables}{kind}": forms for kind, forms in kinds.items()}
    return {name: form for kind, (box, number) in named.items() for name, form in ((kind, box), (f"{kind}.#", number))}


def _part(title: str, gate: str, name: str, value: Product) -> Form:
    return Form(title, (Step((Piece(f"{gate}{{_t}}[{{i}}]·{name}[{{i}}]"),), value),))


def _cell() -> dict[str, Form]:
    """The forms of what the cell alone shows."""
    numbers = {
        "kept": _part(
            "What is kept of the cell state",
            "f",
            "C{_t-1}",
            Product((CELL.number("f"), Number("C_prev", ("t-1", "i")))),
        ),
        "added": _part(
            "What is added to the cell state", "i", "C̃{_t}", Product((CELL.number("i"), CELL.number("C_tilde")))
        ),
        "tanh_C": Form(
            "The cell state, squashed",
            (Step((Piece("tanh(C{_t}[{i}])"),), Applied("tanh", CELL.number("C")), "hidden"),),
        ),
    }
    read = Form(
        "x at t = {t}: the character “{token:reads}”",
        lines=((Piece("x{_t}[{token:reads}] = 1", "input"), Piece("and 0 elsewhere")),),
        words="One-hot: it picks one column of the matrix of each gate.",
        where={"token": Number("x", ("t",))},
    )
    C_prev, h_prev = _cell_state(BEFORE), _hidden_state(BEFORE)
    score = Sum((weighted("W_hy", ("i",), "h", "t"), Number("b_y", ("i",))))
    return {
        **{f"{kind}.#": form for kind, form in numbers.items()},
        **{kind: _listed(form, form.title) for kind, form in numbers.items()},
        "C_prev": C_prev[0],
        "C_prev.#": C_prev[1],
        "h_prev": h_prev[0],
        "h_prev.#": h_prev[1],
        **{
            f"{kind}_prev.1{number}": Form(
                f"{kind}₀: the start", lines=((Piece(f"{kind}₀{unit} = 0"),),), words="Before the first character."
            )
            for kind in ("C", "h")
            for number, unit in (("", ""), (".#", "[{i}]"))
        },
        "x": read,
        "x.#": read,
        "p": Form(
            "p at t = {t}: the probability of each answer",
            tuple(replace(step, symbols=(Piece("p{_t}[{i:symbols}]"),)) for step in softmax("y", "t", "i")),
            "p{_t} = softmax(y{_t}) of the scores (logits) y{_t} = W_hy·h{_t} + b_y.",
            each=("b_y", 0),
        ),
        "p.#": Form(
            "p at t = {t}: the probability of the answer “{i:symbols}”",
            (
                Step((Piece("y{_t}[{i:symbols}] = W_hy[{i:symbols},·]·h{_t} + b_y[{i:symbols}]"),), score, "output"),
                *softmax("y", "t", "i"),
            ),
            "m is the largest score (logit). Saying nothing (–) has a fixed score; a letter needs a larger one.",
        ),
        "equation": Form(
            "The equations at t = {t}",
            words="Three terms stand in a gate: from h_t−1, from x_t, and the bias. Choose a number of a gate to see "
            "every product.",
        ),
    }


def _drawn() -> dict[str, Form]:
    """The forms of matrices, other arrows and operations."""
    forms = {arrow.name: Form("The path of a vector", words=arrow.what) for arrow in ARROWS}
    for suffix, *_ in GATES.values():
        name = f"W_{suffix}"
        forms[name] = Form(
            forms[name].words,
            words=f"{MATRIX} It acts on [h_t−1, x_t]: hidden state and character side by side.",
            matrix=name,
            columns="columns",
        )
    forms["W_hy"] = Form(
        "W_hy: from the hidden state to the scores (logits)",
        words=MATRIX,
        matrix="W_hy",
        rows="symbols",
        columns="columns",
    )
    for name, (formula, words) in OPERATIONS.items():
        forms[name] = Form("Unit by unit", lines=((Piece(formula),),), words=words)
    forms["join"] = replace(forms["join"], title="Side by side")
    return forms


def _held(at: Place, kind: str) -> tuple[Form, Form]:
    """The forms of a gate's box and number that are held."""
    name = f"{_letter(kind)}{{_t}}[{{i}}]"
    words = "You have fixed it: no input changes it, and no gradient passes through it."
    box = Form(f"{_letter(kind)}{{_t}} is fixed", (Step((Piece(name),), at.number(kind)),), words, each=("b_f", 0))
    return box, Form(
        f"{name}: how this number was made",
        lines=((Piece(f"{name} = {{=value}}, fixed"),),),
        words=words,
        where={"value": at.number(kind)},
    )


ANSWER = Form("The prediction at t = {t}", words="The answer with the largest score. – stands for nothing.")
LAST = {at.tables: _gradient(at, last=True) for at in (CELL, STRIPS, UNTOUCHED)}
FORMS = Forms({**_strips(CELL), **_strips(STRIPS), **_cell(), **_drawn()})
FORMS_WITH_UNTOUCHED = Forms({**FORMS, **_strips(UNTOUCHED)})
HELD = {(at.tables, kind): _held(at, kind) for at in (CELL, STRIPS) for kind in GATES}


def explained(play: Play, untouched: Play) -> Explained:
    """The forms of the cell and its strips with the numbers of a run and, if it is another, of the untouched one."""
    cell, readout, H = play.model.cell, play.model.readout, play.model.cell.n_hidden
    tables = {
        **_tables(play, CELL),
        **_tables(play, STRIPS),
        "C_prev": Table(play.trace.C[:-1, 0], (0, 1), "hidden", "C_prev"),
        "kept": Table(play.trace.added_kept[:, 1, 0], (1, 1), box="kept"),
        "added": Table(play.trace.added_kept[:, 0, 0], (1, 1), box="added"),
        "h_prev": Table(play.trace.h[:-1, 0], (0, 1), "hidden", "h_prev"),
        "y": Table(play.y, (1, 1), "output"),
        "W_hy": Table(readout.W_hy, (1, 1), "output", group="W_hy"),
        "b_y": Table(readout.b_y, (1,)),
        "asked": Table(np.array([play.asked + 1]), (1,)),
    }
    for suffix, *_ in GATES.values():
        W, name = getattr(cell, f"W_{suffix}"), f"W_{suffix}"
        tables[name] = Table(W, (1, 1))
        tables[f"U_{suffix}"] = Table(W[:, :H], (1, 1), group=name)
        tables[f"W_{suffix}x"] = Table(W[:, H:], (1, 1), "input", group=name)
        tables[f"b_{suffix}"] = Table(getattr(cell, f"b_{suffix}"), (1,))
    forms = FORMS
    if play is not untouched:
        tables |= _tables(untouched, UNTOUCHED)
        forms = FORMS_WITH_UNTOUCHED
    units = tuple(f"h[{unit}]" for unit in range(1, H + 1))
    names = {"symbols": SAYS.symbols, "reads": READS.symbols, "columns": (*units, *READS.symbols)}
    answers = {f"{at}_p": ANSWER for at in ("strip", "untouched")}
    return Explained(Forms({**forms, **answers, **_last(play), **_holds(play)}), tables, names)


def _last(play: Play) -> dict[str, Form]:
    """The forms of the gradients from the question on."""
    times = range(play.asked + 1, len(play.word) + 1)
    return {
        f"{tables}dC.{t}{number}": form
        for tables, forms in LAST.items()
        for number, form in zip(("", ".#"), forms, strict=True)
        for t in times
    }


def _holds(play: Play) -> dict[str, Form]:
    """The forms of the gates that are held."""
    forms = {}
    for (tables, kind), (box, number) in HELD.items():
        for t in range(1, len(play.word) + 1):
            units = [u for u in range(play.model.cell.n_hidden) if is_held(play, kind, t, u)]
            if units:
                forms[f"{tables}{kind}.{t}"] = box
            forms |= {f"{tables}{kind}.{t}.{u + 1}": number for u in units}
    return forms


def _tables(play: Play, at: Place) -> dict[str, Table]:
    """The vectors of a run over time as the boxes of a place show them."""
    trace, grads = play.trace, play.grads
    found = {
        **{
            kind: Table(getattr(trace, kind)[:, 0], (1, 1), "gate_C" if kind == "C_tilde" else f"gate_{kind}")
            for kind in GATES
        },
        "C": Table(trace.C[:, 0], (0, 1), "hidden"),
        "h": Table(trace.h[:, 0], (0, 1), "hidden"),
        "dC": Table(grads.C[:, 0], (0, 1), "gradient"),
    }
    boxed = {f"{at.tables}{kind}": replace(table, box=f"{at.tables}{kind}") for kind, table in found.items()}
    return {
        **boxed,
        f"{at.tables}x": Table(play.word + 1, (1,), box="" if at.tables else "x"),
        f"{at.tables}dh": Table(grads.h[:, 0], (0, 1), "gradient"),
    }
