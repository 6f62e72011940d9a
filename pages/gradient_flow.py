"""Lesson: a gradient on its way back through time: it explodes, it vanishes, and is clipped."""

from functools import partial
from typing import Any

from figures.numbers import signed
from lessons.gradient_flow import cards as gradient_cards
from lessons.gradient_flow import export as take_home
from lessons.gradient_flow import state as gradient_choice
from lessons.gradient_flow.figure import arithmetic as formulas
from lessons.gradient_flow.figure import norms as gradient_norms
from lessons.gradient_flow.figure import surface as cliff_relief
from lessons.gradient_flow.figure import twins as twin_curves
from lessons.gradient_flow.figure import walk as gradient_walk
from lessons.gradient_flow.model import results as gradient_results
from rnn_core import surface
from rnn_core.cells import rnn
from rnn_core.grads import gradients
from rnn_core.studies import gradient_norm_study as laboratory
from ui import page as lesson
from ui import predict, training
from ui.components import relief
from ui.page import LookFor

SLUG = "gradient-flow"
CODE = (rnn.backward, laboratory.matrix, gradients.clip_by_global_norm, surface.descend)
LAB = {"view": "curves", "cell": "tanh", "units": "64", "length": "100", "count": "20"}
TWINS = {"view": "twins", "eta": "1", "lag": 20, "clip": 0.5}
CLIFF = {"view": "cliff", "w": 1.7, "b": -0.25, "many": "20", "slow": "0.1", "clip": 0.5}
LINES = {
    "curves": (
        LookFor("Vanishing: σ_max = 0.5, no way out.", {**LAB, "sigma": 0.5, "rho": 0.5}),
        LookFor("Exploding: σ_max = ρ = 2.", {**LAB, "sigma": 2, "rho": 2}),
        LookFor("The edge: a flat line.", {**LAB, "cell": "linear", "sigma": 1, "rho": 1}),
        LookFor("Saturated: the exploding W_hh vanishes.", {**LAB, "cell": "saturated", "sigma": 2, "rho": 2}),
        LookFor("Nilpotent: σ_max = 5, then exactly 0.", {**LAB, "sigma": 5, "rho": 0}),
        LookFor("ρ < 1 and yet exploding: tanh mixes.", {**LAB, "sigma": 5, "rho": 0.9}),
    ),
    "twins": (
        LookFor("One cut step, and the twins part.", {**TWINS, "kind": "exploding"}, ("free", "clipped"), step=4),
        LookFor("Vanishing: cut or not, nobody learns.", {**TWINS, "kind": "vanishing"}),
    ),
    "cliff": (
        LookFor("The fifth step hits the wall.", CLIFF, step=5),
        LookFor("Elsewhere: off the map.", {**CLIFF, "w": 1.4, "b": -0.2, "slow": "0.2"}, step=2),
    ),
}
NOTES = """
1. σ_max = 2: let the class bet, explode or vanish? Then step back in time (PageDown).
2. Drag **ρ**: the slope follows. Drag **σ_max**: the first steps move, the slope hardly does.
3. *Saturated* and *nilpotent*: σ_max far above 1, and the gradient dies all the same.
4. Twins: one seed, the same batches; they part at one step. Then *vanishing*: nothing to clip.
5. The cliff: the fifth step touches the wall. Without clipping it is thrown far away.
"""
lesson.begin(SLUG, notes=NOTES)


def curves(setting: gradient_choice.Setting, left: Any, right: Any) -> take_home.Shown:
    """Many networks with one σ_max and one ρ: every curve is back-propagated on them."""
    measured, T, about = gradient_results.measure(setting), setting.steps, ("curves", setting.seed)
    if gradient_choice.moved(setting):
        predict.dismiss(about)
    view = lesson.view(about, str(T), ask_after=min(5, T - 1), selected=f"net.{T - 1}")
    with left:
        point = lesson.plot(gradient_norms.curves(measured, view), SLUG)
    with right:
        gradient_cards.explain(
            partial(formulas.explain, measured), point, f"net.{T - 1}", seen=gradient_walk.seen(view, T)
        )
        gradient_cards.ask(
            SLUG,
            about,
            f"No step stretches the gradient by more than "
            f"{setting.sigma_max:g}. What is left of it at t = 0, {T} steps back?",
            laboratory.FATES,
            formulas.fate(measured),
            "curves",
        )
    return take_home.Shown("curves", setting, measured)


def twins(setting: gradient_choice.Training, left: Any, right: Any) -> take_home.Shown:
    """Two trainings from one seed; only one of them clips."""
    pair, about = gradient_results.both(setting), (setting.kind, setting.lag, setting.seed)
    view = lesson.view(about, ask_after=3, selected="clipped.norm.0")
    with left:
        point = lesson.plot(twin_curves.curves(*pair, view), SLUG)
    with right:
        gradient_cards.explain(
            partial(twin_curves.explain, *pair), point, "clipped.norm.0", seen=twin_curves.seen(view)
        )
        gradient_cards.ask(
            SLUG,
            about,
            f"One seed, the same batches; guessing costs "
            f"{signed(pair[0].pair.guessing, 3)} nats. Who learns to remember a "
            f"symbol for {setting.lag} steps?",
            twin_curves.OUTCOMES,
            twin_curves.outcome(*pair),
            "twins",
        )
    return take_home.Shown("twins", setting, pair)


def cliff(setting: gradient_choice.Walk, left: Any, right: Any) -> take_home.Shown:
    """The loss over two weights, and steps from the reader's own start."""
    pair = gradient_results.descents(setting)
    view = lesson.view("cliff", str(setting.steps), ask_after=0, selected="free.0")
    with left:
        point = relief.mount(
            cliff_relief.as_data(*pair, setting.threshold, view), f"{SLUG}.relief", on_start=gradient_choice.start_at
        )
    with right:
        steps = partial(cliff_relief.explain, *pair, setting.learning_rate, setting.threshold)
        gradient_cards.explain(steps, point, "free.0", seen=twin_curves.seen(view))
        gradient_cards.ask(
            SLUG,
            "cliff",
            f"Down the slope from here, {setting.steps} steps: who ends lower?",
            cliff_relief.OUTCOMES,
            cliff_relief.outcome(*pair),
            "cliff",
        )
    return take_home.Shown("cliff", setting, pair)


def page() -> take_home.Shown:
    """The view that the reader chose."""
    with lesson.control_row():
        name, setting = gradient_choice.choose()
    left, right = lesson.halves()
    view = twins if name == "twins" else cliff if name == "cliff" else curves
    shown: take_home.Shown = view(setting, left, right)
    with right:
        lesson.look_for(*LINES[name], scenes=sum(LINES.values(), ()))
    return shown


shown = training.live(page)
with lesson.footer():
    lesson.proof(lambda: take_home.errors(shown), how=take_home.HOW[shown.view])
    lesson.code_that_ran(*CODE)
    take_home.offer(SLUG, shown)
lesson.end(
    SLUG,
    answer="Each step back multiplies the gradient by W_hhᵀ · diag(1 − h²): it "
    "vanishes or explodes. Clipping shortens what is too long, only that.",
)
