"""What the lesson says: the lecturer's notes, what to look for in each view, and the answer."""

from lessons.text_generation.cards import training
from lessons.text_generation.state import TextGeneration, View
from ui.page import LookFor
from ui.state import Page

NOTES = """
1. *read*: step along. One cell colors the text; nobody told it what a bracket is.
2. Bet on the cell at the closing bracket. Then the scores, beside what chance finds.
3. Type a text of the audience, with capitals: what it has no number for it cannot read.
4. *write*: 0, 0.7, 2. The dice are the same; only the temperature differs.
5. *train*: from noise to words in a few hundred steps. Take a text of the audience.
"""
ANSWER = (
    "To say what comes next it must keep track of what is open: nobody told it "
    "of brackets or quotes, and single numbers of its memory follow them."
)
QUOTED = 'put("left( key( box", [7])'
TRAINING = TextGeneration(view="train")
DEMONSTRATED = 400
"""Steps that the demonstration trains."""

Lines = tuple[LookFor[TextGeneration], ...]


def lines(page: Page[TextGeneration]) -> dict[View, Lines]:
    """What to look for in each view."""
    return {
        "read": (
            LookFor("In quotes a bracket counts for nothing.", TextGeneration(text=QUOTED), ("c.11", "c.16")),
            LookFor("One cell tells the inside of [ ] from the rest.", TextGeneration(cell="inside [ ]")),
            LookFor("A cell at random: nothing you could name.", TextGeneration(cell="unit 5")),
            LookFor("It knows what to close: first ], then ).", TextGeneration(text="print(fox, [key, [7"), ("c.20",)),
        ),
        "write": (
            LookFor("τ = 0: always the best, and the same over again.", TextGeneration(view="write", temperature=0.0)),
            LookFor("τ = 2: it forgets to spell and to close.", TextGeneration(view="write", temperature=2.0)),
        ),
        "train": (
            LookFor(
                "400 steps: noise, letters, words, brackets.",
                TRAINING,
                then=lambda: training.demonstrate(page, DEMONSTRATED),
            ),
            LookFor(
                "How a word begins stays dear, how it goes on not.",
                TRAINING,
                ("kind1", "kind2"),
                then=lambda: training.show_recorded(page),
            ),
        ),
    }


def scenes(page: Page[TextGeneration]) -> Lines:
    """What a presenter goes on to after the walk: the lines of all views."""
    return tuple(line for each in lines(page).values() for line in each)
