"""The prose of the lesson on captions: notes, asides, and what to look for in each view."""

from lessons.image_captioning.state import FIRST, SOURCES, Captions, View
from ui.page import LookFor

NOTES = """
1. Let the class grade the sentence first, then step to the judge.
2. Walk: picture, maps, 256 numbers. Everything below the long box hears of nothing else.
3. The last layer is cut off: its names would say less than the vector does.
4. At each word read the five likeliest. Where does it hesitate? Often at the color.
5. *Grades*: failures beside successes; *new thing*: nothing but nonsense, said as surely.
6. *Features*: a man made a woman moves the vector less than the same man drawn anew.
"""
HOW = (
    "Each word's log-probability comes once from the pass over the whole sentence, once from the "
    "cell's step function. The brightest number of the strongest map of each layer is summed once "
    "more in plain loops, product by product. The shares of the grades are those of the first "
    "held-out scenes, written and judged anew, beside the model's card."
)
ANSWER = (
    "A convolution network makes it one vector; a recurrent network is told the vector and "
    "writes the likeliest next word, again and again. What the vector leaves out is guessed."
)
NEW_THING = SOURCES["novel"]
LINES: dict[View, tuple[LookFor[Captions], ...]] = {
    "write": (
        LookFor("256 numbers are all that passes.", Captions(number=FIRST), ("v", "W_v", "v'")),
        LookFor(
            "Told at every step, it says that the dog is brown.", Captions(number=FIRST, image="every step"), ("v'",)
        ),
        LookFor("A guitar is new to it: it makes a woman of it.", Captions(pictures=NEW_THING, number=2), ("p.2",)),
    ),
    "beam": (
        LookFor("A beam of 1 is greedy: “in a black shirt”.", Captions(view="beam", number=28, width=1)),
        LookFor("A beam of 5 finds “wearing black”: likelier.", Captions(view="beam", number=28, width=5)),
    ),
    "grades": (
        LookFor("New scenes: most without errors.", Captions(view="grades", number=1)),
        LookFor("A mix it never saw: more errors.", Captions(view="grades", pictures=SOURCES["held out"], number=1)),
        LookFor("A thing it never saw: no sentence is right.", Captions(view="grades", pictures=NEW_THING, number=1)),
    ),
    "features": (
        LookFor("Dog or cat: less to v than a new drawing.", Captions(view="features", number=27)),
        LookFor("Man or woman: little to v, another sentence.", Captions(view="features", number=9)),
    ),
}
