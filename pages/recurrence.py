"""Lesson: one function, applied at every step; rolled up, unrolled, and open to every change."""

from figures.numbers import subscript
from lessons.recurrence import cards as by_hand
from lessons.recurrence import edits
from lessons.recurrence import export as take_home
from lessons.recurrence import model as core
from lessons.recurrence.figure import arithmetic as formulas
from lessons.recurrence.figure import graph as recurrence
from lessons.recurrence.figure import weight_boxes
from rnn_core import readout
from rnn_core.cells import rnn
from ui import arithmetic, controls, predict, training, walk
from ui import page as lesson
from ui.page import LookFor

SLUG = "recurrence"
CODE = (rnn.step, readout.forward, core.left_out)
LECTURE = {"drawing": "unrolled", "steps": 4, "hidden": 3, "order": "given", "biases": "off"}
NOTES = """
1. Step through: each h comes from the one before, by the same three matrices. Click W_hh.
2. *Rolled*: the copies go into one box with a loop. Step: its numbers change, the weights do not.
3. T = 6: two more steps, and not one more weight. That is why any length can be read.
4. Let the class bet which input h₄ owes most to. Then step once more.
5. *Inputs: reversed*. Same numbers, same weights, another h₄. A sum could not tell.
6. *W_hh = 0*, then swap the first two inputs: nothing moves, not by one digit. *Undo*.
"""
HOW = "Each h and y of the figure is compared with the function above, called once a step."

lesson.begin(SLUG, notes=NOTES)


def page() -> by_hand.Shown:
    """Controls, one computation, the figure, and the cards beside it."""
    with lesson.control_row():
        drawing = controls.choice(
            "drawing",
            "Drawing",
            {"rolled": "rolled", "unrolled": "unrolled"},
            default="unrolled",
            help="The same network: one box with a loop, or a copy of the box for every step.",
        )
        choice, order = by_hand.choose()
        shown = by_hand.look(choice, order)

    T = choice.steps
    last = recurrence.last_update(T)
    view = lesson.view(choice, ask_after=last, selected=f"h.{min(2, T)}.1")
    graph = recurrence.unrolled(shown.run, shown.numbers, shown.moved, shown.names, view, biases=choice.biases)

    def edit(cell: str, typed: str) -> None:
        if place := weight_boxes.place(cell, shown.numbers):
            by_hand.write(shown, *place, typed)

    def reveal() -> None:
        controls.set_to({"drawing": "unrolled"})
        walk.jump(last + 1, highlight=tuple(f"m.{t}" for t in range(1, T + 1)))

    left, right = lesson.halves()
    with left:
        figure = recurrence.rolled_up(graph) if drawing == "rolled" else graph
        node = lesson.show(figure, SLUG, on_edit=edit) or f"h.{min(2, T)}.1"
    with right:
        steps = formulas.explain(shown.run, shown.numbers, shown.moved, node)
        arithmetic.show(steps, hidden=figure.veils(node))
        answer, because = by_hand.farthest(shown)
        predict.question(
            SLUG,
            choice,
            f"One input is left out, that is, set to 0. Which one moves h{subscript(T)} the most?",
            list(shown.names),
            answer=answer,
            because=because,
            reveal=reveal,
        )
        by_hand.memory_card(shown, hidden=figure.veils("m.1"))
        lesson.look_for(
            LookFor(
                "Reversed, the same inputs end in another h.",
                {**LECTURE, "order": "reversed"},
                ("x.1", "x.4", "h.4"),
                then=edits.forget_all,
            ),
            LookFor(
                "W_hh = 0: only the latest input is left in h.",
                LECTURE,
                ("hh", "m.1", "m.2", "m.3", "m.4"),
                then=by_hand.forget,
            ),
            LookFor(
                "T = 5: one more step, not one more weight.",
                {**LECTURE, "steps": 5},
                ("xh", "hh", "hy"),
                then=edits.forget_all,
            ),
        )
    return shown


shown = training.live(page)
with lesson.footer():
    lesson.proof(
        lambda: core.step_errors(shown.numbers),
        "every state is the same function of the one before",
        of="state or output",
        how=HOW,
    )
    lesson.code_that_ran(*CODE)
    take_home.offer(SLUG, shown.numbers, shown.names)
lesson.end(
    SLUG,
    answer="The same function with the same weights is applied again at every step: "
    r"$h_t = f_W(h_{t-1}, x_t) = \tanh(W_{hh} h_{t-1} + W_{xh} x_t)$. Only T grows.",
)
