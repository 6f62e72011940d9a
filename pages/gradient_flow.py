"""Lesson: a gradient on its way back through time: it explodes, it vanishes, and is clipped."""

from typing import Any

from figures.numbers import signed
from lessons.gradient_flow import cards, export, model, script
from lessons.gradient_flow.figure import norms, surface
from lessons.gradient_flow.figure import twins as pair_figure
from lessons.gradient_flow.state import GradientFlow
from rnn_core import surface as descent
from rnn_core.cells import rnn
from rnn_core.grads import gradients
from rnn_core.studies import gradient_norm_study
from ui import controls, player, predict
from ui import page as lesson
from ui.components import card, relief

CODE = (rnn.backward, gradient_norm_study.matrix, gradients.clip_by_global_norm, descent.descend)

page = lesson.begin("gradient-flow", GradientFlow, notes=script.NOTES)


def curves(state: GradientFlow, left: Any, right: Any) -> export.Shown:
    """Many networks with one σ_max and one ρ: every curve is back-propagated on them."""
    setting = state.networks
    measured, T, about = model.measure(setting), setting.steps, ("curves", setting.seed)
    if cards.moved_by_hand(page):
        predict.dismiss(page, about)
    place = lesson.view(page, about, str(T), ask_after=min(5, T - 1), selected=f"net.{T - 1}")
    with left:
        lesson.plot(page, norms.curves(measured, place, chosen=state.selected))
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        cards.ask(
            page,
            about,
            f"No step stretches the gradient by more than "
            f"{setting.sigma_max:g}. What is left of it at t = 0, {T} steps back?",
            gradient_norm_study.FATES,
            norms.fate(measured),
        )
    return export.Shown("curves", setting, measured)


def twins(state: GradientFlow, left: Any, right: Any) -> export.Shown:
    """Two trainings from one seed; only one of them clips."""
    setting = state.twins
    pair, about = model.both(setting), (setting.kind, setting.lag, setting.seed)
    place = lesson.view(page, about, ask_after=3, selected="clipped.norm.0")
    with left:
        lesson.plot(page, pair_figure.curves(*pair, place, chosen=state.selected))
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        cards.ask(
            page,
            about,
            f"One seed, the same batches; guessing costs "
            f"{signed(pair[0].pair.guessing, 3)} nats. Who learns to remember a "
            f"symbol for {setting.lag} steps?",
            pair_figure.OUTCOMES,
            pair_figure.outcome(*pair),
        )
    return export.Shown("twins", setting, pair)


def cliff(state: GradientFlow, left: Any, right: Any) -> export.Shown:
    """The loss over two weights, and steps from the reader's own start."""
    setting = state.walks
    pair = model.descents(setting)
    point = state.selected if state.selected and surface.has(*pair, state.selected) else "free.0"
    place = lesson.view(page, "cliff", str(setting.steps), ask_after=0, selected=point)
    with left:
        relief.mount(
            surface.as_data(*pair, setting.learning_rate, setting.threshold, place),
            page.key("relief"),
            on_select=lambda node: page.change(selected=node),
            on_start=lambda w, b: page.change(w=round(w, 2), b=round(b, 2)),
            on_beyond=lesson.on_beyond(page),
        )
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        cards.ask(
            page,
            "cliff",
            f"Down the slope from here, {setting.steps} steps: who ends lower?",
            surface.OUTCOMES,
            surface.outcome(*pair),
        )
    return export.Shown("cliff", setting, pair)


def view() -> export.Shown:
    """The controls, and what the reader chose to see."""
    state = page.state()
    with lesson.control_row():
        controls.draw(page, "view")
        if state.view == "curves":
            controls.draw(page, "sigma", "rho", "cell", "units", "length", "count")
            controls.seed_button(page)
            for remark in state.remarks:
                page.remark(remark)
        elif state.view == "twins":
            controls.draw(page, "kind", "clip", "eta", "lag")
            controls.seed_button(page)
        else:
            controls.draw(page, "w", "b", "many", "slow", "clip")
    left, right = lesson.halves(page)
    shown = {"curves": curves, "twins": twins, "cliff": cliff}[state.view](state, left, right)
    with right:
        lesson.look_for(page, script.LINES[state.view], scenes=script.SCENES)
    return shown


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: model.errors(shown.view, shown.result), how=script.HOW[shown.view])
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, shown)
lesson.end(page, answer=script.ANSWER)
