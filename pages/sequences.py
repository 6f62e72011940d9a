"""Lesson: five wirings of inputs, states and outputs, and a real tiny network behind each."""

from lessons.sequences import cards as wirings
from lessons.sequences import export as take_home
from lessons.sequences.figure import arithmetic as formulas
from lessons.sequences.figure import graph as drawings
from lessons.sequences.figure.columns import Shown
from lessons.sequences.model import wirings as core
from rnn_core import readout
from rnn_core.cells import rnn
from ui import arithmetic, predict, training, walk
from ui import page as lesson
from ui.page import LookFor

SLUG = "sequences"
TRAINED = {"weights": "trained", "drawing": "unrolled", "T_x": 4, "T_y": 4}
NOTES = """
1. *One to one*: a network as you know it. Let the class say what it cannot do.
2. Go through the wirings from left to right; nothing is new but the arrow W_hh and its copies.
3. Ask how many numbers twice as long a sequence costs. Then point at one W_hh: all copies light.
4. *Many to one*, T_x from 3 to 4: “not” comes in, at the other end, and turns the verdict.
5. *Sequence to sequence* is many to one, then one to many, with one vector between them.
6. *Rolled*: the same network, drawn once. The next lesson is about this loop.
"""
ABOUT = """
In the lecture's drawings of one to many and of the decoder nothing enters from below after the
first step, and so it is here: each word follows from the state alone. Real captioning and
translation also feed each word that was written back as the next input, as in *Predicting “hello”*.

The losses are **summed**, as the lecture draws it; other lessons print their mean.
"""

lesson.begin(SLUG, notes=NOTES)


def page() -> Shown:
    """Controls, one computation, the figure, and the cards beside it."""
    with lesson.control_row():
        choice = wirings.choose()
    shown = wirings.compute(choice)
    mode = f"{choice.drawing} {choice.n_read} {choice.n_written}"
    view = lesson.view(choice.about, mode, selected=shown.first)
    asking = predict.is_open(choice.about)
    draw = drawings.rolled if choice.drawing == "rolled" else drawings.unrolled
    figure = draw(shown, view, wirings.caption(choice, hidden=asking))
    text, options, answer, because = wirings.question(choice)
    copies = tuple(edge.id for edge in figure.edges if edge.group in ("W_ss", "W_hh"))

    left, right = lesson.halves()
    with left:
        node = lesson.show(figure, SLUG) or shown.first
    with right:
        wirings.facts(choice, hidden=asking)
        predict.question(
            SLUG,
            choice.about,
            text,
            options,
            answer=answer,
            because=because,
            reveal=lambda: walk.jump(walk.LAST, highlight=copies),
        )
        arithmetic.show(formulas.explain(shown, node))
        lesson.look_for(
            LookFor("One to one has no W_hh.", TRAINED | {"wiring": "one-one"}, ("h.1",)),
            LookFor(
                "One image is read, four words follow.",
                TRAINED | {"wiring": "one-many"},
                ("x.1", "y.1", "y.2", "y.3", "y.4"),
            ),
            LookFor(
                "“not”, three words back, turns the verdict.",
                TRAINED | {"wiring": "many-one", "example": "not very very good"},
                ("x.1", "y.4"),
            ),
            LookFor("One vector joins encoder and decoder.", TRAINED | {"wiring": "seq2seq"}, ("s.4", "W_hh.1")),
            LookFor("Three W_hh arrows, one matrix.", TRAINED | {"wiring": "aligned"}, ("W_hh.2", "W_hh.3", "W_hh.4")),
        )
    return shown


shown = training.live(page)
with lesson.footer():
    lesson.proof(lambda: wirings.gradient_errors(shown))
    lesson.aside("What is written is not read again", ABOUT)
    lesson.code_that_ran(core.run, core.backward, rnn.step, readout.forward)
    take_home.offer(SLUG, shown)
lesson.end(
    SLUG,
    answer="Use one network at every step, with the same weights, and let its state carry what was "
    "read; which steps have an input and which an output is up to the task.",
)
