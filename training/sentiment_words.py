"""The adjectives of TextBlob's lexicon, for the training of the lesson on sentiment only.

`en-sentiment.xml` of the package textblob says of itself: license PDDL, public domain.
"""

import re
from collections import defaultdict
from pathlib import Path
from statistics import mean

import textblob

from datasets.reviews import adjectives
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.words import listed

CLEAR = 0.3
"""From which mean polarity on, of −1 to 1, an adjective is praise or blame."""
LEFT_OUT = frozenset(
    listed(
        "airheaded barbarian blind chicken corpulent debauched diseased drunk effing erotic fucked "
        "gay licentious obsessed pregnant psychotic retarded sexual sexy sick subnormal unchaste "
        "chaste advertent applicative apportioned artesian base becoming behind catching casual "
        "colossal common complex controversial cutting delicate dramatic dusty elect elementary "
        "fabled filled fly forcible fringy game golden greater greatest guarded hazardous huge "
        "innocent kind late latest least light liked loved loving mere motley nostalgic offbeat "
        "overwhelming perplexed placid primary random rank redeeming rose satisyfing scarey "
        "secondary secret serious skittish sound static subtle thick thin unable unblinking uncut "
        "ungraded unsalted unstirred vocational whimsical youngish bloody bizarre ok okay"
    )
)
"""Words about people that are no praise or blame of a thing, words with another use in the
grammar, misspellings, and those whose sign a reader of reviews may doubt."""
_WORD = re.compile(r'<word form="([a-z]+)"[^>]*? pos="JJ"[^>]*? polarity="([-0-9.]+)"')


def lexicon() -> Adjectives:
    """The grammar's own adjectives and TextBlob's."""
    found = defaultdict(list)
    text = (Path(textblob.__file__).parent / "en" / "en-sentiment.xml").read_text(encoding="utf-8")
    for word, polarity in _WORD.findall(text):
        found[word].append(float(polarity))
    polarity_of = {word: mean(values) for word, values in found.items() if word not in LEFT_OUT}
    return adjectives.more(
        [word for word, value in polarity_of.items() if value >= CLEAR],
        [word for word, value in polarity_of.items() if value <= -CLEAR],
    )
