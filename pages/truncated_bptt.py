"""Lesson: the gradient is cut every k steps, the state is not."""

from lessons.truncated_bptt import cards, export, figure, model, script
from lessons.truncated_bptt.model.race import Racer
from lessons.truncated_bptt.model.windows import Windows
from lessons.truncated_bptt.state import STOPS, TruncatedBptt
from rnn_core.cells import rnn
from rnn_core.grads import bptt
from rnn_core.studies import memory_probe
from rnn_core.studies.truncation_study import Race
from rnn_core.text import Vocabulary
from ui import character_model, controls, player, predict
from ui import page as lesson
from ui.components import card
from ui.network_controls import keep_tape, network_controls, training
from ui.state import LAST

page = lesson.begin("truncated-bptt", TruncatedBptt, notes=script.NOTES)


def one_update(state: TruncatedBptt) -> tuple[Windows, Vocabulary]:
    """The word with scissors, and how far the cut gradient is from the full one."""
    choice = state.drawn()
    trained = training(page, choice).shot
    assert trained is not None
    found = model.windows.of(character_model.read(choice, trained.model), state.k)
    first = figure.windows.first_cut(found)
    graph = figure.windows.graph(found, trained.vocabulary, lesson.view(page, choice, selected=first))

    def move_scissors(edge_from: str, edge_to: str) -> None:
        page.change(k=figure.windows.dragged_to(edge_from, edge_to, state.k, STOPS))

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, graph, on_cut=move_scissors)
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        answer, options = cards.windows.bet(found)
        predict.question(
            page,
            choice,
            script.QUESTION.format(state.k),
            options,
            answer=answer,
            because=script.BECAUSE,
            reveal=lambda: page.jump(LAST),
        )
        cards.windows.compare(found, hidden=predict.is_open(page, choice))
        lines = script.look_for(state)
        lesson.look_for(page, lines[:5], scenes=lines)
    return found, trained.vocabulary


def trainings(state: TruncatedBptt) -> tuple[int, int]:
    """Trainings that differ in k alone: their losses, or what their states hold."""
    stored, racing, seed = model.race.stored(), state.view == "race", int(state.race_seed)
    running = player.player(page, "race")
    running.load((state.racer, seed), lambda: Racer(state.racer, seed))
    running.advance(model.race.train)
    hidden = racing and predict.is_open(page, state.view)
    place = lesson.view(page, state.view)
    if not racing:
        curves = figure.race.memory(stored, place)
    elif hidden:
        curves = figure.race.losses(stored, (stored.race.T,), place)
    else:
        assert running.shot is not None
        curves = figure.race.losses(stored, stored.race.windows, place, stored.race.points(running.shot.losses))

    left, right = lesson.halves(page)
    with left:
        lesson.plot(page, curves)
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        if racing:
            text, answer, options = cards.race.bet()
            predict.question(
                page, state.view, text, options, answer=answer, because=script.RACE_BECAUSE, reveal=lambda: None
            )
            cards.race.results(hidden=hidden)
            cards.race.run_one(page, running, hidden=hidden)
        else:
            cards.race.not_forgetting()
        lines = script.look_for(state)
        lesson.look_for(page, lines[3:], scenes=lines)
    return state.racer, seed


def view() -> tuple[Windows, Vocabulary] | tuple[int, int]:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    if state.view == "update":
        keep_tape(page, state.drawn())
    if state.view != "race":
        player.player(page, "race").pause()
    with lesson.control_row():
        controls.draw(page, "view")
        if state.view == "update":
            network_controls(page, state.drawn())
            controls.draw(page, "k")
        elif state.view == "race":
            controls.draw(page, "racer", "race_seed")
    return one_update(state) if state.view == "update" else trainings(state)


shown = player.live(page, view, around=lambda: page.now.view)
with lesson.footer():
    if isinstance(shown[0], Windows):
        cards.windows.proof(shown[0])
        cards.windows.cost(shown[0])
        lesson.code_that_ran(model.windows.of, rnn.backward, bptt.compare)
        export.windows.offer(page.slug, *shown)
    else:
        cards.race.proof(shown[1])
        lesson.code_that_ran(Race.batch, Race.training, bptt.truncated, memory_probe.by_lag)
        export.race.offer(page.slug, model.race.stored(), *shown)
lesson.end(page, answer=script.ANSWER)
