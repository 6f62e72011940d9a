"""The card of the words that the networks do not know."""

from figures.numbers import quoted
from lessons.sentiment.model import readers
from lessons.sentiment.model.reading import Reading
from ui.cards import plain
from ui.components.card import Card


def cards(reading: Reading) -> list[Card]:
    """A card that names the words of the sentence that are not in the vocabulary, if there are."""
    unknown = dict.fromkeys(word for word, token in zip(reading.words, reading.tokens, strict=True) if not token)
    if not unknown:
        return []
    names = ", ".join(plain(quoted(word)) for word in unknown)
    known = f"{len(readers.vocabulary()) - 1:,} words that the network knows"
    return [Card("unknown", "Unknown words", f"Not among the {known}, and so read as \\<unk\\>: {names}.")]
