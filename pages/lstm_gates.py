"""Lesson: an LSTM's cell panel by panel, with a trained network's numbers, and gates to hold."""

from lessons.lstm_gates import cards as keeper
from lessons.lstm_gates import export as gates
from lessons.lstm_gates.figure import arithmetic as formulas
from lessons.lstm_gates.figure import graph as lstm_cell
from rnn_core.cells import lstm
from rnn_core.studies import clamped_run as gate_play
from ui import arithmetic, controls, predict, training
from ui import page as lesson
from ui.page import LookFor

SLUG = "lstm-gates"
GATES = {"none": "none", "f": "f", "i": "i", "o": "o", keeper.KEEP: "f = 1, i = 0"}
FREE = {"gate": "none", "apart": 1}
TASK = """
The network reads letters **a** and **b**, waits **.**, erasures **!** and questions **?**. At a
question it says the last letter that was not erased; else nothing (–). Nobody told its gates what
to do: weights, data and held-out scores are in its card, `models/keeper.md`. The violet numbers are
∂s/∂C, where s is the score of a minus that of b at the last question: how clearly it answers.
"""
NOTES = """
1. Five clicks: the lecture's panels at t = 1, where a letter is written.
2. Go on through time. At a wait f is near 1 and i near 0: the memory stays. Ask for f before each.
3. The erasure: f and i both near 0. The question: only o opens.
4. Let the class bet, then hold f at 0 for one wait. The gray numbers are the untouched run.
5. The violet strip (s: the score of a minus that of b at the question): past the held step hardly
   any gradient comes back. What does goes through h and the gates; the belt itself is cut.
"""

lesson.begin(SLUG, notes=NOTES)


def chosen() -> keeper.Choice:
    """The controls."""
    with lesson.control_row():
        word = controls.word(
            "reads",
            "Reads",
            keeper.LECTURE,
            problem=keeper.unusable,
            help="Letters a and b, . wait, ! erase, ? what was the letter? Up to 20 symbols.",
        )
        apart = controls.whole(
            "apart",
            "Take apart at t",
            1,
            keeper.LONGEST,
            1,
            help="The time whose five panels the walk visits; then it goes on through time.",
        )
        gate = controls.choice(
            "gate", "Hold", GATES, help="Be the gate: it has your value, whatever the network would have chosen."
        )
        unit = controls.option("unit", "of unit", keeper.units(), help="Which number of the gate's vector you hold.")
        value = controls.live(
            "value", "at", 0.0, 1.0, 0.05, 0.0, help="The gate's value: 0 is shut, 1 is open. It follows your hand."
        )
        times = controls.span(
            "times",
            "from t to t",
            1,
            keeper.LONGEST,
            (6, 6),
            help="The steps in which you hold it. Steps after the word's end hold nothing.",
        )
    return keeper.Choice(word, min(apart, len(word)), gate, unit, value, times)


def page() -> keeper.Choice:
    """Controls, one computation, the figure, and the cards beside it."""
    choice = chosen()
    play, untouched = keeper.played(choice), keeper.untouched(choice.word)
    scene = lstm_cell.Scene(play, untouched, choice.apart)
    selected = f"f.{len(choice.word)}.1"
    view = lesson.view((choice.word, choice.apart), selected=selected)
    question, what_if = keeper.experiment(choice.word), keeper.asked(choice.word)
    if keeper.tried(choice):
        predict.dismiss(choice.word)
    left, right = lesson.halves()
    with left:
        node = lesson.show(lstm_cell.cell(scene, view), SLUG) or selected
    with right:
        run = untouched if node.startswith("untouched") else play
        arithmetic.show(formulas.explain(run, node))
        predict.question(
            SLUG,
            choice.word,
            f"Hold f[1] at 0 at t = {question.times[0]}, and nowhere else. At "
            f"t = {what_if}, what will the network say?",
            ["a", "b", "nothing"],
            answer=keeper.says(keeper.played(question)),
            because=f"Untouched, it says {keeper.says(untouched)}. Compare the gray numbers.",
            reveal=lambda: keeper.show(question),
        )
        lesson.look_for(
            LookFor(
                "At a wait f ≈ 1 and i ≈ 0: C stays.",
                {**FREE, "reads": "a......?"},
                ("f.5.1", "i.5.1", "C.5.1"),
                step=9,
            ),
            LookFor(
                "A new letter shuts f and opens i.", {**FREE, "reads": "a..b..?"}, ("f.4.1", "i.4.1", "C.4.1"), step=8
            ),
            LookFor(
                "f[1] = 0 at t = 4 stops memory **and** gradient.",
                {"gate": "f", "unit": "1", "value": 0, "times": (4, 4), "apart": 1, "reads": "a.....?"},
                ("strip_C.4", "strip_dC.3"),
            ),
            LookFor(
                "f = 1, i = 0: it never hears the b.",
                {"gate": keeper.KEEP, "unit": "all", "times": (4, 7), "apart": 1, "reads": "a..b..?"},
                ("p.7",),
            ),
        )
    return choice


shown = training.live(page)
with lesson.footer():
    lesson.proof(lambda: keeper.errors(shown), "every gradient here agrees with finite differences")
    lesson.aside("What the network was trained to do", TASK)
    lesson.code_that_ran(lstm.step, gate_play.play, lstm.forward, lstm.backward)
    gates.offer(SLUG, keeper.played(shown))
lesson.end(
    SLUG,
    answer="Its gates decide, number by number: f what to keep, i what to write, o what to show; "
    "each is a sigmoid of what was said before and what is read now.",
)
