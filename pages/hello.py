"""Lesson: the lecture's "hello" picture as a real network that reads, is trained, and writes."""

from lessons.hello import cards, export, shown
from lessons.hello import figure as unrolled
from lessons.hello.script import SCRIPT
from lessons.hello.shown import Network
from lessons.hello.state import Hello
from lessons.hello.text import TEXT
from rnn_core import losses, presets, readout, sample
from rnn_core.cells import rnn
from ui import character_model, controls, player
from ui import page as lesson
from ui.components.card import Card
from ui.network_controls import go_on, keep_tape, more_of_the_network, network_controls, training

CODE = (rnn.step, readout.forward, losses.cross_entropy, rnn.backward, sample.greedy)
ABOUT = """
The slide prints numbers, not weights. The weights used here give exactly its numbers; its 1.0 is 0.96, because no tanh
reaches 1. The slide writes $y = W_{{hy}} h$, but without the bias $b_y$ **no** $W_{{hy}}$ gives its scores: the closest
ones miss one of them by {:.2f}.
"""

page = lesson.begin("hello", Hello, SCRIPT)


def view() -> Network:
    """Controls, one computation, the figure, and the cards beside it."""
    state = page.state()
    choice, reading = state.drawn(), state.mode == "read"
    if reading:
        go_on(page, choice, state.rate, steps=cards.STEPS_A_TICK)
    else:
        training(page, choice).pause()
    trained = training(page, choice).shot
    assert trained is not None
    keep_tape(page, choice)

    with lesson.control_row(page):
        network_controls(page, choice)
        controls.draw(page, "mode")
        if not reading:
            controls.draw(page, "temperature")
            controls.control(page, "start", options=state.symbols)
            cards.throw_again(page)
        with lesson.more(page) as opened:
            if opened:
                more_of_the_network(page, choice)
                controls.draw(page, "rate")

    network = shown.network(state, choice, trained)
    place = lesson.stand(
        page,
        SCRIPT,
        (choice, state.mode),
        selected=f"h.{min(2, character_model.steps(choice))}.1",
        digits=1 if choice.kind == "slide" and not trained.tape else 2,
    )
    if network.wrote is None:
        figure = shown.reading(network, place)
        beside = [] if place.veil_after is not None else [cards.loss(page, choice)]
    else:
        figure = unrolled.writing(network.wrote, trained.vocabulary, place, temperature=state.temperature)
        beside = [Card("written", "Written", character_model.story(choice, trained.tape, network.wrote))]

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        lesson.cards(page, beside)
        if reading:
            cards.curve(page, choice)
    return network


network = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: character_model.gradient_errors(network.choice, network.trained.model))
    lesson.explored("The hidden states as a path", page.key("path"), lambda: shown.path(network), words=shown.PATH)
    lesson.aside("About the slide's numbers", ABOUT.format(presets.slide_residual(with_bias=False)))
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, network)
lesson.end(page, TEXT)
