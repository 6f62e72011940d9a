"""The question of the lesson on sentiment, and the card of the words that the readers do not know."""

import numpy as np

from figures.numbers import quoted, signed
from lessons.sentiment.model import readers
from lessons.sentiment.model import reading as readings
from lessons.sentiment.model.reading import Reading
from lessons.sentiment.state import Sentiment
from ui import predict
from ui.cards import note, plain
from ui.state import LAST, Page

MOST_OPTIONS = 6


def ask_after(reading: Reading) -> int | None:
    """The last word that is shown while the question is open (from 0); None for no question."""
    turning = readings.turning_word(reading)
    if reading.steps < 3 or turning is None:
        return None
    return max(0, min(reading.steps // 2 - 1, turning - 2))


def ask(page: Page[Sentiment], about: tuple[str, ...], reading: Reading) -> None:
    """Ask from which word on the verdict is settled."""
    turning = readings.turning_word(reading)
    if ask_after(reading) is None or turning is None:
        return
    strongest = readings.strongest_word(reading)
    by_size = (np.argsort(-np.abs(reading.changes), kind="stable") + 1).tolist()
    shown = sorted({turning, *by_size[: MOST_OPTIONS - 1]})

    def named(t: int) -> str:
        return f"{t} {reading.words[t - 1]}"

    change = float(reading.changes[strongest - 1])
    verdict = "positive" if reading.positive else "negative"
    predict.question(
        page,
        about,
        "After which word is the verdict **settled**: from there on always the same, "
        "and sure (p above 0.6 or below 0.4)?",
        [named(t) for t in shown],
        answer=named(turning),
        because=f"From there on it stays {verdict}. The largest single push comes from "
        f"{quoted(reading.words[strongest - 1])}: {signed(change, 1)} in log-odds.",
        reveal=lambda: page.jump(LAST, highlight=(f"s.{turning}", f"p.{turning}")),
    )


def name_unknown(reading: Reading) -> None:
    """A card that names the words of the sentence that are not in the vocabulary, if there are."""
    unknown = dict.fromkeys(word for word, token in zip(reading.words, reading.tokens, strict=True) if not token)
    if unknown:
        names = ", ".join(plain(quoted(word)) for word in unknown)
        known = f"{len(readers.vocabulary()) - 1:,} words it knows"
        note("Unknown words", f"Not among the {known}, and so read as \\<unk\\>: {names}.")
