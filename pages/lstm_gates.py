"""Lesson: an LSTM's cell panel by panel, with a trained network's numbers, and gates to hold."""

from lessons.lstm_gates import export, model, script
from lessons.lstm_gates.figure.equations import COMPLETE
from lessons.lstm_gates.figure.graph import Walk, cell
from lessons.lstm_gates.state import LstmGates
from rnn_core.cells import lstm
from rnn_core.studies import clamped_run
from rnn_core.studies.clamped_run import Play
from ui import controls, player, predict
from ui import page as lesson
from ui.components import card

page = lesson.begin("lstm-gates", LstmGates, notes=script.NOTES)


def reveal() -> None:
    """Hold what the question proposes, and go to where the answer is taken; for use in a callback."""
    word = page.now.reads
    trial, asked = model.proposed(word), model.asked(word)
    page.change(gate=trial.gate, unit=trial.unit, value=trial.value, times=trial.times, apart=1)
    page.jump(COMPLETE + asked - 1, highlight=(f"p.{asked}",))


def view() -> Play:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    with lesson.control_row():
        controls.draw(page, "reads", "apart", "gate", "unit", "value", "times")

    word, experiment = state.reads, state.experiment
    free = page.memo(model.untouched, word)
    play = model.played(experiment, free)
    proposed, asked = model.proposed(word), model.asked(word)
    if model.holds(experiment) == model.holds(proposed):
        predict.dismiss(page, word)
    place = lesson.view(page, (word, state.taken_apart), selected=f"f.{len(word)}.1")

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, cell(Walk(play, free, state.taken_apart), place))
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        predict.question(
            page,
            word,
            f"Hold f[1] at 0 at t = {proposed.times[0]}, and nowhere else. At t = {asked}, what will the network say?",
            ["a", "b", "nothing"],
            answer=model.answer(model.played(proposed, free)),
            because=f"Untouched, it says {model.answer(free)}. Compare the gray numbers.",
            reveal=reveal,
        )
        lesson.look_for(page, script.LINES)
    return play


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: model.errors(shown), "every gradient here agrees with finite differences")
    lesson.aside("What the network was trained to do", script.TASK)
    lesson.code_that_ran(lstm.step, clamped_run.play, lstm.forward, lstm.backward)
    export.offer(page.slug, shown)
lesson.end(page, answer=script.ANSWER)
