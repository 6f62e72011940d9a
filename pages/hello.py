"""Lesson: the lecture's "hello" picture as a real network that reads, is trained, and writes."""

from figures.graph import Graph
from figures.numbers import quoted
from lessons.hello import cards, export, shown
from lessons.hello import figure as unrolled
from lessons.hello.figure import step_of
from lessons.hello.shown import Network
from lessons.hello.state import Hello
from rnn_core import losses, presets, readout, sample
from rnn_core.cells import rnn
from ui import character_model, controls, player, predict
from ui import page as lesson
from ui.components import card
from ui.components.card import Card
from ui.network_controls import go_on, keep_tape, network_controls, training
from ui.page import LookFor

SLIDE = Hello(tape=())
WRITING = Hello(network="trained", mode="write", start="h")
CODE = (rnn.step, readout.forward, losses.cross_entropy, rnn.backward, sample.greedy)
ABOUT = """
The slide prints numbers, not weights. These weights give exactly its numbers; its 1.0 is 0.96,
for no tanh reaches 1. It writes y = W_hy h, but without the bias b_y **no** W_hy gives its scores:
the closest ones miss one of them by {:.2f}.
"""
NOTES = """
1. The output column is covered: let the class bet after *h e*. The slide's network says o.
2. Ask whether these numbers are good. Mean loss 1.397, guessing costs ln 4 = 1.386.
3. *One gradient step* a few times, then *Train*: the green numbers rise in the picture itself.
4. The two l's: same input, same weights, other answer. Only h differs; that is the memory.
5. Write mode, network *trained*: from h it writes e l l o by reading its own output.
"""

page = lesson.begin("hello", Hello, notes=NOTES)


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

    with lesson.control_row():
        network_controls(page, choice)
        controls.draw(page, "mode")
        if reading:
            controls.draw(page, "rate")
        else:
            controls.draw(page, "temperature")
            controls.control(page, "start", options=state.symbols)
            cards.throw_again(page)

    vocabulary, asked = trained.vocabulary, min(2, character_model.steps(choice))
    before, answered = step_of(asked, "update"), step_of(asked, "predict")
    place = lesson.view(
        page,
        choice,
        state.mode,
        ask_after=before if reading else None,
        selected=f"h.{asked}.1",
        digits=1 if choice.kind == "slide" and not trained.tape else 2,
    )
    if reading:
        found = shown.reading(choice, trained, asked, place)
        figure: Graph | lesson.Drawing = found.figure
    else:
        written = character_model.write(choice, trained.model, state.start, state.temperature, state.dice)
        figure = unrolled.writing(written, vocabulary, place, temperature=state.temperature)

    left, right = lesson.halves(page)
    with left:
        lesson.show(page, figure)
    with right:
        beside = [card.NUMBER]
        if reading:
            beside.append(
                predict.ask(
                    page,
                    choice,
                    f"After reading **{character_model.prefix(choice, asked)}**, which symbol has the largest score?",
                    found.options,
                    answer=found.best,
                    because=f"It has the largest score in y at t = {asked}. "
                    f"The word goes on with {quoted(character_model.symbols(choice)[asked])}.",
                    reveal=lambda: page.jump(answered, highlight=(f"y.{asked}",)),
                )
            )
            beside.append(cards.loss(page, choice))
        else:
            beside.append(Card("written", "Written", character_model.story(choice, trained.tape, written)))
        beside.append(
            lesson.watch(
                page,
                (
                    LookFor("Two of the slide's four bets are wrong.", SLIDE, ("y.1", "y.2", "y.3", "y.4")),
                    LookFor(
                        "Two **l**'s, one x, two answers: only h differs.",
                        SLIDE,
                        ("x.3", "h.3", "y.3", "x.4", "h.4", "y.4"),
                    ),
                    LookFor("Trained, it writes “hello” from its own output.", WRITING),
                ),
            )
        )
        card.mount(page.key("cards"), beside)
        if reading:
            cards.curve(page, choice)
    return Network(choice, trained, None if reading else written)


network = player.live(page, view)
with lesson.footer():
    lesson.proof(lambda: character_model.gradient_errors(network.choice, network.trained.model))
    lesson.aside("About the slide's numbers", ABOUT.format(presets.slide_residual(with_bias=False)))
    lesson.code_that_ran(*CODE)
    export.offer(page.slug, network)
lesson.end(page, answer="Each symbol is scored by W_hy h + b_y; h carries what was read before.")
