"""Lesson: back-propagation through time, one chain-rule factor at a time, with the numbers."""

from lessons.bptt import cards as backwards
from lessons.bptt import export as walking
from lessons.bptt.figure import arithmetic as formulas
from lessons.bptt.figure import graph as figure_of
from rnn_core import losses, readout
from rnn_core.cells import rnn
from rnn_core.grads import bptt
from rnn_core.grads import per_step_gradients as shares
from ui import arithmetic, choose, predict, training, walk
from ui import page as lesson
from ui.page import LookFor

SLUG = "bptt"
SLIDE = {"network": "slide", "word": "hello", "cell": "rnn", "matrix": "W_hh", "derivative": "total"}
CODE = (losses.gradient, readout.backward, rnn.backward, shares.contributions, bptt.immediate)
MIXED_UP = """
**Total or immediate?** *dh_t/dW* can mean two things. *Immediate*: W moves in step t alone, h_{t−1}
stands still. *Total*: W moves in every step, and h_{t−1} has moved already. The gradient needs the
total derivative, which is the sum of the immediate ones of all steps, each carried on through the
later ones. A published textbook prints one symbol for both (issue 2616 of *Dive into Deep
Learning*). Switch to *immediate* and the finite differences no longer agree.

**Why / T?** The loss of this page is the mean of the T losses, as in the lesson on “hello”. So each
mistake p − target is divided by T. With the sum instead, every violet number would be T times as
large.
"""
NOTES = """
1. Forward first: four losses, two of them large. Ask which step will be blamed most.
2. One step back: dL/dy = (p − target) / T, down through W_hy. At the last step no future.
3. From t = 3 on two arrows meet at h. Their sum is the total derivative.
4. Each step adds an outer product to one matrix: the sum grows from right to left.
5. t = 1 adds nothing to W_hh, for h_0 = 0; to W_xh it adds what came back all the way.
6. *Immediate* cuts the arrows from the future; the finite difference notices.
"""

lesson.begin(SLUG, notes=NOTES)


def page() -> backwards.Shown:
    """Controls, one walk, the figure, and the cards beside it."""
    with lesson.control_row():
        choice = choose.network(cells=True)
        matrix = backwards.matrix(choice)
        immediate = backwards.derivative()
    shown = backwards.show(choice, training.current(choice), matrix, immediate=immediate)
    b, vocabulary = shown.walk, shown.vocabulary
    about, loss = (choice, matrix, immediate), figure_of.loss_step(len(b.dy))
    answer = b.largest_share(shown.entry)
    start = "L.1" if predict.is_open(about) else f"bar.1.{answer}"
    view = lesson.view(about, ask_after=loss, selected=start)
    figure = figure_of.backwards(b, vocabulary, view, entry=shown.entry, hints=backwards.hints(shown))
    left, right = lesson.halves()
    with left:
        node = lesson.show(figure, SLUG) or start
    with right:
        explained = formulas.explain(b, vocabulary, node, shown.entry)
        arithmetic.show(explained, hidden=figure.veils(node))
        best, options = backwards.options(shown)
        predict.question(
            SLUG,
            about,
            f"Forward is done. Which step will add most to dL/d**{shown.name}**?",
            options,
            answer=best,
            because="Its share is the product of what came back to it and "
            "of what it had in front of it: both have to be large. Step on and see them meet.",
            reveal=lambda: walk.jump(loss, highlight=(f"da.{answer}",)),
        )
        if not predict.is_open(about):
            backwards.verdict(shown)
        lesson.look_for(
            LookFor(
                "At h₁ more comes from the future than from L₁.",
                SLIDE,
                ("dh.1", "eq_own.1", "eq_future.1"),
                step=figure_of.loss_step(4) + 18,
            ),
            LookFor("Step 1 adds 0 to W_hh, for h₀ = 0.", SLIDE, ("bar.1.1", "eq_share.1")),
            LookFor(
                "To W_xh it adds what came back from t = 4.",
                SLIDE | {"matrix": "W_xh"},
                ("bar.1.1", "W_hh_T.2", "W_hh_T.3", "W_hh_T.4"),
            ),
            LookFor(
                "Immediate: the future is cut and missed.",
                SLIDE | {"derivative": "immediate"},
                ("W_hh_T.2", "W_hh_T.3", "W_hh_T.4", "eq_sum.1"),
            ),
        )
    return shown


shown = training.live(page)
with lesson.footer():
    lesson.proof(lambda: backwards.errors(shown))
    lesson.aside("Total, immediate, mean", MIXED_UP)
    lesson.code_that_ran(*CODE)
    walking.offer(SLUG, shown)
lesson.end(
    SLUG,
    answer="Back through every state between them, one factor W_hhᵀ and one 1 − h² a step; each "
    "step on the way adds its share to the one gradient of the one matrix.",
)
