"""Lesson: a character network reads a text, writes one, and learns one while you watch."""

from lessons.text_generation import characters
from lessons.text_generation import export as take_home
from lessons.text_generation.cards import bets as text_bets
from lessons.text_generation.cards import reading as character_cards
from lessons.text_generation.figure import arithmetic as letters_arithmetic
from lessons.text_generation.figure import learning_curves
from lessons.text_generation.figure.letters import Letters
from lessons.text_generation.own import bets as own_bets
from lessons.text_generation.own import cards
from lessons.text_generation.own import proof as own_proof
from lessons.text_generation.own import training as own_training
from lessons.text_generation.own.held import Held, Setting
from rnn_core import readout, sample
from rnn_core.cells import lstm
from rnn_core.studies import character_training as char_training
from rnn_core.studies import unit_search as cell_search
from ui import arithmetic, controls, training
from ui import page as lesson
from ui.components import letters
from ui.page import LookFor

SLUG = "text-generation"
VIEWS = {"read": "read", "write": "write", "train": "train"}
READ = {"view": "read", "whose": "shipped", "cell": "bracket depth"}
QUOTED = 'put("left( key( box", [7])'
WRITE = {"view": "write", "whose": "shipped", "begin": "", "cell": "bracket depth"}
TRAIN = {"view": "train", "learns": "sample", "size": "64", "rate": "0.01", "temperature": 0.7}
LINES = {
    "read": (
        LookFor("In quotes a bracket counts for nothing.", {**READ, "text": QUOTED}, ("c.11", "c.16")),
        LookFor(
            "One cell tells the inside of [ ] from the rest.",
            {**READ, "cell": "inside [ ]", "text": characters.example(characters.FIRST)},
        ),
        LookFor(
            "A cell at random: nothing you could name.",
            {**READ, "cell": "unit 5", "text": characters.example(characters.FIRST)},
        ),
        LookFor("It knows what to close: first ], then ).", {**READ, "text": "print(fox, [key, [7"}, ("c.20",)),
    ),
    "write": (
        LookFor("τ = 0: always the best, and the same over again.", {**WRITE, "temperature": 0}),
        LookFor("τ = 2: it forgets to spell and to close.", {**WRITE, "temperature": 2}),
    ),
    "train": (
        LookFor("400 steps: noise, letters, words, brackets.", TRAIN, then=lambda: own_training.demonstrate(400)),
        LookFor(
            "How a word begins stays dear, how it goes on not.", TRAIN, ("kind1", "kind2"), then=own_training.bring_back
        ),
    ),
}
SCENES = (*LINES["read"], *LINES["write"], *LINES["train"])
NOTES = """
1. *read*: step along. One cell colors the text; nobody told it what a bracket is.
2. Bet on the cell at the closing bracket. Then the scores, beside what chance finds.
3. Type a text of the audience, with capitals: what it has no number for it cannot read.
4. *write*: 0, 0.7, 2. The dice are the same; only the temperature differs.
5. *train*: from noise to words in a few hundred steps. Take a text of the audience.
"""

lesson.begin(SLUG, notes=NOTES)


def spell(view: str, choice: characters.Choice) -> tuple[characters.Choice, Letters]:
    """A text that a network reads or writes, colored by one of its units."""
    reading, unit = characters.reading_of(choice), characters.unit_of(choice)
    character_cards.remark_strange(reading)
    question = text_bets.of(reading, unit)
    place = text_bets.place(choice, question)
    figure = Letters(reading, unit, place, f"A text that a network {view}s")
    left, right = lesson.halves()
    with left:
        node = character_cards.draw(figure, SLUG) or figure.first
    with right:
        arithmetic.show(letters_arithmetic.explain(figure, node), hidden=figure.hides(node))
        text_bets.ask(SLUG, choice, question)
        lesson.look_for(*LINES[view], scenes=SCENES)
        character_cards.show_scores(figure, choice)
    return choice, figure


def train(setting: Setting, rate: float, temperature: float) -> Held:
    """A network that learns a text now."""
    held = own_training.current(setting, rate)
    own_training.tick(held)
    place, levels = own_bets.place(held), cards.levels(setting)
    left, right = lesson.halves()
    with left:
        figure = learning_curves.curves(held.branches, held.current, levels, place)
        point = lesson.plot(figure, SLUG, least=440)
    with right:
        own_bets.ask(SLUG, held)
        cards.show(held, rate)
        cards.checkpoint(held, point, rate, temperature)
        cards.written(held)
        lesson.look_for(*LINES["train"], scenes=SCENES)
    return held


def page() -> tuple[characters.Choice, Letters] | Held:
    """Controls, one computation, the figure, and the cards beside it."""
    with lesson.control_row():
        view = controls.choice(
            "view", "View", VIEWS, help="Whose text: given, the network's own, or one that is learned now."
        )
        chosen = cards.choose() if view == "train" else characters.choose(view)
    own_training.look(shown=view == "train")
    shown = spell(view, chosen) if isinstance(chosen, characters.Choice) else train(*chosen)
    training.keep_time(own_training.running)
    return shown


shown = training.live(page, own_training.running)
with lesson.footer():
    if isinstance(shown, Held):
        own_proof.prove(shown)
        lesson.code_that_ran(char_training.Corpus.batch, char_training.training, sample.temperature)
        take_home.offer_training(SLUG, shown)
    else:
        character_cards.prove(*shown)
        lesson.code_that_ran(lstm.step, readout.forward, sample.temperature, cell_search.search)
        take_home.offer_text(SLUG, shown[1])
letters.load()
lesson.end(
    SLUG,
    answer="To say what comes next it must keep track of what is open: nobody told it "
    "of brackets or quotes, and single numbers of its memory follow them.",
)
