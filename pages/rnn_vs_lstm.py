"""Lesson: the gradient on its way back through a vanilla network and an LSTM, side by side."""

from lessons.rnn_vs_lstm import cards as duel
from lessons.rnn_vs_lstm import export as take_home
from lessons.rnn_vs_lstm import figure as duel_curves
from rnn_core.cells import lstm, rnn
from rnn_core.studies.gradient_comparison import Duel
from ui import arithmetic, cards, predict, training, walk
from ui import page as lesson
from ui.page import LookFor

SLUG = "rnn-vs-lstm"
START = {"bias": 1, "scale": 1, "hidden": "16", "same": "H", "length": 100, "pairs": "11"}
NOTES = """
1. Step back in time (PageDown). Green: 10⁻²⁷ after 100 steps. Violet: the LSTM with bias 1.
2. Drag the forget bias from 0 to 5: the dashed line is f · f · f … alone, and f = σ(bias) nearly.
3. Bias 0: the LSTM vanishes too. It does not *solve* anything; it lets the network choose f.
4. Violet above dashed: the total derivative also goes through h and the gates.
5. Scale 3: the vanilla network's gradient may survive, even grow. Vanishing is no law either.
"""
lesson.begin(SLUG, notes=NOTES)


def page() -> Duel:
    """Controls, one computation, the curves, and the cards beside them."""
    with lesson.control_row():
        setting = duel.setting()
    found, about = duel.measure(setting), setting.seed
    T, asked = setting.steps, min(5, setting.steps - 1)
    point = f"total.{T - 1}"
    view = lesson.view(about, str(T), ask_after=asked, selected=point)
    veiled = asked if view.veil_after is not None else None
    left, right = lesson.halves()
    with left:
        chosen = lesson.plot(duel_curves.curves(found, view, asked=veiled), SLUG)
    with right:
        point = chosen if chosen and duel_curves.explain(found, chosen) else point
        hidden = veiled is not None and duel_curves.hides(found, point, veiled)
        cards.note("Matrix forms", duel.forms(found))
        predict.question(
            SLUG,
            about,
            f"The forget bias is {setting.bias:g}. After {T} steps back, what is left of the LSTM's gradient?",
            duel.FATES,
            answer=duel.fate(found),
            because=duel.because(found),
            reveal=lambda: walk.jump(walk.LAST, highlight=("total",)),
        )
        arithmetic.show(duel_curves.explain(found, point), hidden=hidden)
        lesson.look_for(
            LookFor("Bias 0: the LSTM vanishes too.", {**START, "bias": 0}, ("total",)),
            LookFor("Bias 3: nearly all comes back.", {**START, "bias": 3}, ("total",)),
            LookFor("The direct path is f · f · f, no matrix.", {**START, "bias": 5}, ("direct",)),
            LookFor("Large W: vanilla need not vanish.", {**START, "scale": 3, "hidden": "64"}, ("vanilla",)),
        )
        cards.note("Forget bias 0 or 1", duel.cited())
    return found


shown = training.live(page)
with lesson.footer():
    lesson.proof(lambda: duel.errors(shown))
    lesson.code_that_ran(rnn.backward, lstm.backward, lstm.direct)
    take_home.offer(SLUG, shown)
lesson.end(
    SLUG,
    answer="Along the memory a step multiplies by f alone, no matrix and no tanh, and the network "
    "can learn an f near 1; where f stays below 1 the LSTM's gradient vanishes as well.",
)
