"""The words of the lesson translation: notes, what was learned, and what to look for view by view."""

from collections.abc import Mapping

from lessons.translation.state import Translation
from ui.page import LookFor

NOTES = """
1. Walk to the handing over: the sentence is 320 numbers now, nothing else goes on.
2. Let the class bet on the next French word, then walk on.
3. Hand over another sentence's vector: the decoder writes the other sentence.
4. A long sentence: fluent French that means something else. Then *length*: the bottleneck.
5. Attention: the same long sentence, and its map. Adjectives cross.
"""
TASK = """
The networks learned 36,000 pairs from a small grammar of English and French, 1 to 4 clauses each;
one sentence of eight was kept from them. Data, scores and failures are in the card,
`models/translation.md`. *Attention* differs in two things: it looks back, and its encoder reads in
both directions. Its weights tell which **state** is used; a state has heard the words around its
own, so a verb may look at “does”. States of the encoder are s here, those of the decoder h.
"""
ANSWER = (
    "The encoder W₁ leaves one vector, and the decoder W₂ writes from it: enough for a "
    "short sentence, too small for a long one, unless attention lets W₂ look back at every word."
)
PROOF = (
    "Gradients: against finite differences. Log P: against a recomputation with lstm.step, "
    "word after word. The exam: difference between the score now and that in the card."
)

SWAPPED = "this woman eats a strange apple but the horse likes the bird near the river"
UNSEEN = "they choose this beautiful tree"
MENDED = "they chose them because i like his white flower"
FIVE = "i see him and you see me and she sees us and we see them and he sees her"

LINES: Mapping[str, tuple[LookFor[Translation], ...]] = {
    "walk": (
        LookFor("All that W₂ gets is **one vector**.", Translation(), ("v.1", "hand.1")),
        LookFor("Another sentence's vector: it writes that one.", Translation(handed="other"), ("v.1",)),
        LookFor("15 words: horse and bird change places.", Translation(sentence=SWAPPED), ("y.9", "y.12")),
        LookFor("A pair never trained: it writes “beau arbre”.", Translation(sentence=UNSEEN), ("y.4", "y.5")),
    ),
    "map": (
        LookFor(
            "With attention “red hat” and its French cross.",
            Translation(network="attention", view="map"),
            ("a.6.7", "a.7.6"),
        ),
        LookFor("Without, a written word still needs its own.", Translation(view="map"), ("need.6.7", "need.7.6")),
    ),
    "length": (
        LookFor("One vector: at 30 words nothing is right.", Translation(view="length")),
        LookFor(
            "Attention: right at every trained length.",
            Translation(network="attention", view="length", sentence=SWAPPED),
        ),
        LookFor(
            "Five clauses, never trained: attention fails.",
            Translation(network="attention", view="length", sentence=FIVE),
        ),
    ),
    "beam": (
        LookFor("Greedy is wrong here; a beam of 3 is right.", Translation(view="beam", sentence=MENDED)),
        LookFor("A beam of 1 is greedy.", Translation(view="beam", width=1)),
    ),
}
SCENES = tuple(line for view in ("walk", "length", "map", "beam") for line in LINES[view])
