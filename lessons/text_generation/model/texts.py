"""The texts of the page: which can be read, written after or learned, and the example programs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from datasets import toycode
from datasets.typed import cleaned, symbols
from lessons.text_generation.model.reading import START
from rnn_core.studies.character_training import Corpus
from ui.words import LONGEST_SYMBOL

MOST_TEXT, MOST_LINES, MOST_START = 300, 14, 40
"""The longest text that is read, its most lines, the longest start that is written after."""
EXAMPLES, FIRST = 8, 42
"""The seed of the example programs, and the one that the page opens with."""
LEAST, MOST = 300, 200_000
"""Characters that can be learned: the fewest and the most."""
MOST_SYMBOLS = 120
OTHER = "▢"
"""What stands for the rarest of a text's characters where it has more different ones than a network can have here."""
CUT = 4
"""A character may be several code points; beyond so many for each that is taken a text is not looked at."""
MOST_MEGABYTES = 8
"""The largest file; `server.maxUploadSize` is the same."""
EXCERPT = 200


@lru_cache(maxsize=64)
def example(number: int) -> str:
    """A program that fits into the figure, drawn by the grammar; none of the training's."""
    for attempt in range(100):
        rng = np.random.default_rng([EXAMPLES, number, attempt][: 3 if attempt else 2])
        text, _ = toycode.program(rng, 200)
        if unreadable(text) is None:
            return text
    return START


def unreadable(text: str) -> str | None:
    """Why ``text`` cannot be read on the page; None if it can."""
    typed = symbols(text)
    if len(typed) < 2:
        return "too short: two characters are the least"
    if len(typed) > MOST_TEXT:
        return f"too long: {len(typed)} characters, the figure shows at most {MOST_TEXT}"
    if text.count("\n") >= MOST_LINES + text.endswith("\n"):
        return f"too long: the figure shows at most {MOST_LINES} lines"
    if max(map(len, typed)) > LONGEST_SYMBOL:
        return f"not text: a character has more than {LONGEST_SYMBOL} code points"
    return None


def no_start(text: str) -> str | None:
    """Why nothing can be written after ``text``; None if it can."""
    n = len(symbols(text))
    return f"too long: {n} characters, at most {MOST_START}" if n > MOST_START else None


@dataclass(frozen=True, slots=True)
class Learnable:
    """A text as a network can learn it here, by its symbols, and what was done to it for that; "" for nothing."""

    symbols: tuple[str, ...]
    remarks: str


def learnable(text: str) -> Learnable:
    """The beginning of the text, with the rarest of too many different characters made one."""
    clean = cleaned(text[: CUT * MOST])
    every = symbols(clean.text)
    done = [clean.remarks] if clean.remarks else []
    taken = every[:MOST]
    if len(every) > MOST or len(text) > CUT * MOST:
        of = f"about {len(text):,}" if len(text) > CUT * MOST else f"{len(every):,}"
        done.append(f"of {of} characters the first {len(taken):,} are taken")
    counts = Counter(taken)
    if len(counts) > MOST_SYMBOLS:
        by_share = sorted(set(counts) - {OTHER}, key=lambda symbol: (-counts[symbol], symbol))
        often = set(by_share[: MOST_SYMBOLS - 1])
        rare = sum(n for symbol, n in counts.items() if symbol not in often)
        done.append(
            f"the rarest {len(counts) - len(often):,} of {len(counts):,} different characters became one, {OTHER}: "
            f"{_percent(rare / len(taken))} of the text"
        )
        taken = [symbol if symbol in often else OTHER for symbol in taken]
    return Learnable(tuple(taken), "; ".join(done))


def unlearnable(taken: Sequence[str]) -> str | None:
    """Why a network cannot learn a text of these symbols here; None if it can."""
    if len(taken) < LEAST:
        return f"too short: {len(taken):,} characters, {LEAST} are the least"
    different = set(taken)
    if len(different) < 2:
        return "one character over and over: there is nothing to learn"
    if max(map(len, different)) > LONGEST_SYMBOL:
        return f"not text: a character has more than {LONGEST_SYMBOL} code points"
    return None


def excerpt(corpus: Corpus) -> str:
    """A few lines, or words, of the part of the text that is held out."""
    held = [corpus.vocabulary.symbols[token] for token in corpus.tokens[corpus.n_train :]]
    text = "".join(held[:EXCERPT])
    whole = text[: max(text.rfind("\n"), text.rfind(" "))] if len(held) > EXCERPT else text
    return "\n".join((whole if len(whole) > 1 else text).splitlines()[:8]).strip() or text


def _percent(share: float) -> str:
    return "less than 0.01 %" if share < 0.0001 else f"{100 * share:.2f} %"
