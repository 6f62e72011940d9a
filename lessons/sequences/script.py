"""What the lesson sequences says: the lecturer's notes, the lecture's examples, what to look for, an aside."""

from lessons.sequences.model.wirings import Wiring
from lessons.sequences.state import Sequences
from ui.page import LookFor

NOTES = """
1. *One to one*: a network as you know it. Let the class say what it cannot do.
2. Go through the wirings from left to right; nothing is new but the arrow W_hh and its copies.
3. Ask how many numbers twice as long a sequence costs. Then point at one W_hh: all copies light.
4. *Many to one*, T_x from 3 to 4: “not” comes in, at the other end, and turns the verdict.
5. *Sequence to sequence* is many to one, then one to many, with one vector between them.
6. *Rolled*: the same network, drawn once. The next lesson is about this loop.
"""
LECTURE: dict[Wiring, tuple[str, str]] = {
    "one-one": ("standard classification, regression", "an image → is its bar flat or tall?"),
    "one-many": ("image captioning", "an image → its caption, word by word."),
    "many-one": ("sentence and sentiment classification", "a review, word by word → good or bad?"),
    "seq2seq": ("machine translation", "English → Spanish, whose adjectives follow the noun."),
    "aligned": ("video captioning", "a light in each frame → how has it moved?"),
}
"""The lecture's examples for each wiring, and the task of the network here."""

LOOK_FOR = (
    LookFor("One to one has no W_hh.", Sequences(wiring="one-one"), ("h.1",)),
    LookFor(
        "One image is read, four words follow.",
        Sequences(wiring="one-many"),
        ("x.1", "y.1", "y.2", "y.3", "y.4"),
        closes=False,
    ),
    LookFor(
        "“not”, three words back, turns the verdict.",
        Sequences(wiring="many-one", example="not very very good"),
        ("x.1", "y.4"),
        closes=False,
    ),
    LookFor("One vector joins encoder and decoder.", Sequences(wiring="seq2seq"), ("s.4", "W_hh.1"), closes=False),
    LookFor(
        "Three W_hh arrows, one matrix.", Sequences(wiring="aligned"), ("W_hh.2", "W_hh.3", "W_hh.4"), closes=False
    ),
)
ABOUT = """
In the lecture's drawings of one to many and of the decoder nothing enters from below after the
first step, and so it is here: each word follows from the state alone. Real captioning and
translation also feed each word that was written back as the next input, as in *Predicting “hello”*.

The losses are **summed**, as the lecture draws it; other lessons print their mean.
"""
ANSWER = (
    "Use one network at every step, with the same weights, and let its state carry what was "
    "read; which steps have an input and which an output is up to the task."
)
