"""Lesson: the gradient is truncated every k time steps, the state is carried on."""

from figures.plot import Plot
from lessons.truncated_bptt import cards, export, figure, model
from lessons.truncated_bptt.model.race import Racer
from lessons.truncated_bptt.model.windows import Windows
from lessons.truncated_bptt.script import SCRIPT
from lessons.truncated_bptt.state import STOPS, TruncatedBptt
from lessons.truncated_bptt.text import TEXT
from rnn_core.cells import rnn
from rnn_core.grads import bptt
from rnn_core.studies import memory_probe
from rnn_core.studies.truncation_study import Race
from rnn_core.text import Vocabulary
from ui import character_model, controls, player
from ui import page as lesson
from ui.guide import guide
from ui.network_controls import keep_tape, more_of_the_network, network_controls, training

page = lesson.begin("truncated-bptt", TruncatedBptt, SCRIPT)


def answered(stop: str) -> bool:
    """True once the guide has come to the answer of this stop, or the reader explores by themselves."""
    there = guide.is_there(page, SCRIPT)
    return not guide.asks(page, SCRIPT) and (not there or guide.place(page, SCRIPT) >= SCRIPT.places[stop])


def one_update(state: TruncatedBptt) -> tuple[Windows, Vocabulary]:
    """The word with scissors, and how far the truncated gradient is from the full one."""
    choice = state.drawn()
    trained = training(page, choice).shot
    assert trained is not None
    found = model.windows.of(character_model.read(choice, trained.model), state.k)
    place = lesson.stand(page, SCRIPT, choice, selected=figure.windows.first_cut(found))
    graph = figure.windows.graph(found, trained.vocabulary, place)

    def move_scissors(edge_from: str, edge_to: str) -> None:
        page.change(k=figure.windows.dragged_to(edge_from, edge_to, state.k, STOPS))

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, graph, on_cut=move_scissors)
    with right:
        lesson.cards(page)
        if answered("which"):
            cards.windows.compare(found)
    return found, trained.vocabulary


def trainings(state: TruncatedBptt) -> tuple[int, int]:
    """Trainings that differ in k alone: their losses, or what their states hold."""
    stored, racing, seed = model.race.stored(), state.view == "race", int(state.race_seed)
    running = player.player(page, "race")
    running.load((state.racer, seed), lambda: Racer(state.racer, seed))
    running.advance(model.race.train)
    hidden = not answered("race" if racing else "memory")
    place = lesson.stand(page, SCRIPT, state.view)
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
        lesson.cards(page)
        if racing and not hidden:
            cards.race.results()
            cards.race.run_one(page, running)
        elif not hidden:
            cards.race.not_forgetting()
    return state.racer, seed


def view() -> tuple[Windows, Vocabulary] | tuple[int, int]:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    updating = state.view == "update"
    if updating:
        keep_tape(page, state.drawn())
    if state.view != "race":
        player.player(page, "race").pause()
    with lesson.control_row(page):
        if updating:
            network_controls(page, state.drawn())
            controls.draw(page, "k")
        elif state.view == "race":
            controls.draw(page, "racer", "race_seed")
        with lesson.more(page) as opened:
            if opened:
                controls.draw(page, "view")
                if updating:
                    more_of_the_network(page, state.drawn())
    return one_update(state) if updating else trainings(state)


def every_racer() -> Plot:
    """The stored racers, and the one that the reader has begun."""
    stored, running = model.race.stored(), player.player(page, "race").shot
    own = stored.race.points(running.losses) if isinstance(running, Racer) else []
    return figure.results.every_racer(stored, own)


shown = player.live(page, view, around=lambda: page.now.view)
with lesson.footer():
    if isinstance(shown[0], Windows):
        cards.windows.proof(shown[0])
        cards.windows.cost(shown[0])
        lesson.code_that_ran(model.windows.of, rnn.backward, bptt.compare)
        export.windows.offer(page.slug, *shown)
    else:
        cards.race.proof(shown[1])
        lesson.explored("Explore every racer", page.key("racers"), every_racer, words=figure.results.WORDS)
        lesson.code_that_ran(Race.batch, Race.training, bptt.truncated, memory_probe.by_lag)
        export.race.offer(page.slug, model.race.stored(), *shown)
lesson.end(page, TEXT)
