"""Lesson: the lecture's "hello" picture as a real network that reads, is trained, and writes."""

from figures import arithmetic as formulas
from figures.numbers import quoted
from lessons.hello import cards as training_card
from lessons.hello import export as reading
from lessons.hello import figure as unrolled
from lessons.hello.figure import step_of
from rnn_core import losses, presets, readout, sample
from rnn_core.cells import rnn
from ui import arithmetic, cards, choose, controls, networks, predict, training, walk
from ui import page as lesson
from ui.page import LookFor

SLUG = "hello"
SLIDE = {"network": "slide", "word": "hello", "mode": "read"}
CODE = (rnn.step, readout.forward, losses.cross_entropy, rnn.backward, sample.greedy)
WRITING = {"network": "trained", "word": "hello", "hidden": 3, "mode": "write", "temperature": 0, "start": "h"}
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

lesson.begin(SLUG, notes=NOTES)


def untrained() -> None:
    """The slide's network as the lecture prints it."""
    training.start_over(choose.slide())


def page() -> networks.Shown:
    """Controls, one computation, the figure, and the cards beside it."""
    with lesson.control_row():
        choice = choose.network()
        mode = controls.choice(
            "mode",
            "Mode",
            {"read": "read", "write": "write"},
            help="Read: compare with the word. Write: every output is fed back as the next input.",
        )
        if mode == "read":
            rate = choose.learning_rate()
        else:
            rate = None
            temperature, start, dice = choose.sampling(choice)

    if training.running() and rate:
        training.advance(choice, rate, training.STEPS_A_TICK)
    trained = training.current(choice)
    vocabulary, asked = trained.vocabulary, min(2, networks.steps(choice))
    before, shown = step_of(asked, "update"), step_of(asked, "predict")
    view = lesson.view(
        choice,
        mode,
        ask_after=before if mode == "read" else None,
        selected=f"h.{asked}.1",
        digits=1 if choice.kind == "slide" and not trained.tape else 2,
    )
    if mode == "read":
        run = networks.read(choice, trained.model)
        figure = unrolled.reading(run, vocabulary, view)
    else:
        written = networks.write(choice, trained.model, start, temperature, dice)
        run = written.run
        figure = unrolled.writing(written, vocabulary, view, greedy=temperature == 0)

    def watch() -> None:
        predict.dismiss(choice)
        walk.jump(walk.LAST)

    left, right = lesson.halves()
    with left:
        selected = lesson.show(figure, SLUG)
    with right:
        node = selected or f"h.{asked}.1"
        arithmetic.show(formulas.explain(run, vocabulary, node), hidden=figure.veils(node))
        if mode == "read":
            best, options = networks.bet(run, vocabulary, asked)
            predict.question(
                SLUG,
                choice,
                f"After reading **{networks.prefix(choice, asked)}**, which symbol will this network bet on?",
                options,
                answer=best,
                because=f"It has the largest score in y at t = {asked}. "
                f"The word goes on with {quoted(networks.symbols(choice)[asked])}.",
                reveal=lambda: walk.jump(shown, highlight=(f"y.{asked}",)),
            )
        if rate:
            training_card.show(choice, trained, rate, watch=watch)
        else:
            cards.note("Written", networks.story(choice, trained.tape, written))
        lesson.look_for(
            LookFor("Two of the slide's four bets are wrong.", SLIDE, ("y.1", "y.2", "y.3", "y.4"), then=untrained),
            LookFor(
                "Two **l**'s, one x, two answers: only h differs.",
                SLIDE,
                ("x.3", "h.3", "y.3", "x.4", "h.4", "y.4"),
                then=untrained,
            ),
            LookFor("Trained, it writes “hello” from its own output.", WRITING),
        )
    return networks.Shown(choice, run, vocabulary)


shown = training.live(page)
with lesson.footer():
    lesson.proof(lambda: networks.gradient_errors(shown.choice, shown.run.model))
    lesson.aside("About the slide's numbers", ABOUT.format(presets.slide_residual(with_bias=False)))
    lesson.code_that_ran(*CODE)
    reading.offer(SLUG, shown.run, shown.vocabulary)
lesson.end(SLUG, answer="Each symbol is scored by W_hy h + b_y; h carries what was read before.")
