"""Lesson: a gradient on its way back through time: it explodes, it vanishes, and is clipped."""

from typing import Any

from lessons.gradient_flow import cards, export, model
from lessons.gradient_flow.figure import norms, product, surface
from lessons.gradient_flow.figure import twins as pair_figure
from lessons.gradient_flow.script import SCRIPT
from lessons.gradient_flow.shown import Found, result
from lessons.gradient_flow.state import GradientFlow
from lessons.gradient_flow.text import TEXT
from rnn_core import surface as descent
from rnn_core.cells import rnn
from rnn_core.grads import gradients
from rnn_core.studies import gradient_norm_study
from ui import controls, player
from ui import page as lesson
from ui.components import plot
from ui.guide import guide

CODE = (rnn.backward, gradient_norm_study.matrix, gradients.clip_by_global_norm, descent.descend)

page = lesson.begin("gradient-flow", GradientFlow, SCRIPT)


def curves(found: Found) -> None:
    """Many networks with one σ_max and one ρ: every curve is back-propagated on them."""
    T = found.state.networks.steps
    place = lesson.stand(page, SCRIPT, ("curves", found.state.seed), selected=f"net.{T - 1}")
    lesson.plot(page, norms.curves(found.laboratory, place, chosen=page.now.selected))


def factors(found: Found) -> None:
    """What each time step multiplies the gradient of the first of the networks by."""
    networks = found.state.networks
    place = lesson.stand(page, SCRIPT, ("factors", networks), selected=f"length.{networks.steps - 1}.1")
    lesson.show(page, product.row_of_boxes(found.laboratory, place))


def twins(found: Found) -> None:
    """Two trainings from one seed; only one of them clips."""
    setting = found.state.twins
    assert found.pair is not None
    place = lesson.stand(page, SCRIPT, (setting.kind, setting.lag, setting.seed), selected="clipped.norm.0")
    lesson.plot(page, pair_figure.curves(*found.pair, place, chosen=page.now.selected))


def cliff(found: Found) -> None:
    """The loss over two weights, and steps from the reader's own start."""
    assert found.walks is not None
    setting = found.state.walks
    place = lesson.stand(page, SCRIPT, "cliff", selected="free.0")
    lesson.explore(
        page,
        surface.plot(*found.walks, setting.learning_rate, setting.threshold, place),
        on_place=lambda w, b: page.change(w=round(w, 2), b=round(b, 2)),
    )


DRAWN: dict[str, Any] = {"curves": curves, "factors": factors, "twins": twins, "cliff": cliff}
AT_FIRST = {
    "curves": ("sigma", "rho", "cell"),
    "factors": ("sigma", "rho", "cell"),
    "twins": ("kind", "clip", "eta", "lag"),
    "cliff": ("w", "b", "slow", "clip"),
}
MORE = {"curves": ("units", "length", "count"), "factors": ("units", "length"), "twins": (), "cliff": ("many",)}


def view() -> Found:
    """The controls, and the figure of the view."""
    state = page.state()
    with lesson.control_row(page):
        controls.draw(page, *AT_FIRST[state.view])
        for remark in state.remarks if state.view in ("curves", "factors") else ():
            page.remark(remark)
        with lesson.more(page) as opened:
            if opened:
                controls.draw(page, "view", *MORE[state.view])
                if state.view != "cliff":
                    controls.seed_button(page)
    found = result(state)
    left, right = lesson.halves(page)
    with left:
        DRAWN[state.view](found)
    told = guide.place(page, SCRIPT) >= SCRIPT.places["not-enough"] and not guide.asks(page, SCRIPT)
    with right:
        lesson.cards(page, [cards.published(found)] if told else [])
    return found


found = player.live(page, view)
shown = found.shown
with lesson.footer():
    lesson.proof(lambda: model.errors(shown.view, shown.result), how=cards.HOW[shown.view])
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown)
plot.load()
lesson.end(page, TEXT)
