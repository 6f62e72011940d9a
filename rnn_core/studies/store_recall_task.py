"""A task in which each gate of an LSTM has work to do: keep the last letter until asked for it.

    letter a, b      keep it, forget the one before            say nothing
    .  wait          keep what there is                        say nothing
    !  erase         forget it, keep nothing                   say nothing
    ?  question      keep what there is                        say the letter, if there is one

After the storing and recalling of Hochreiter and Schmidhuber, Long short-term memory (1997), §5;
erasing is what the forget gate of Gers, Schmidhuber, Cummins (2000) was made for.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core.batches import Batch, aligned
from rnn_core.task import check_least
from rnn_core.text import Vocabulary
from rnn_core.types import Tokens

LETTERS = ("a", "b")
WAIT, ERASE, ASK, NOTHING = ".", "!", "?", "–"
READS = Vocabulary((*LETTERS, WAIT, ERASE, ASK))
"""What can be read, in the order of the tokens."""

SAYS = Vocabulary((*LETTERS, NOTHING))
"""What can be said, in the order of the scores."""

_ERASED, _ASKED = 0.06, 0.15  # the shares of these symbols in a word


@dataclass(frozen=True, slots=True)
class Keep:
    """Words of 1 … 2·lag symbols, of which between one in `lag` and one in two is a letter."""

    lag: int
    D = len(READS)
    V = len(SAYS)
    measure = "accuracy"
    published = "no baseline is claimed; one bit of memory, kept, answers all of it"

    def __post_init__(self) -> None:
        """ValueError unless there is something to wait for."""
        check_least(lag=(self.lag, 2))

    @property
    def chance(self) -> float:
        """0 as good as: one wrong answer makes the whole word wrong."""
        return 0.0

    def batch(self, rng: np.random.Generator, B: int) -> Batch:
        """Tokens (T, B) and what is to be said after each."""
        words = [self._word(rng) for _ in range(B)]
        return aligned(words, [answers(word) for word in words])

    def _word(self, rng: np.random.Generator) -> Tokens:
        T, letters = int(rng.integers(1, 2 * self.lag + 1)), rng.uniform(1 / self.lag, 0.5)
        shares = [letters / len(LETTERS)] * len(LETTERS)
        return rng.choice(self.D, T, p=[*shares, 1 - letters - _ERASED - _ASKED, _ERASED, _ASKED])


def answers(word: Tokens) -> Tokens:
    """(T,): what is to be said after each symbol of a word (T,)."""
    nothing = SAYS.symbols.index(NOTHING)
    kept, said = nothing, []
    for token in word.tolist():
        symbol = READS.symbols[token]
        if symbol in LETTERS:
            kept = token
        elif symbol == ERASE:
            kept = nothing
        said.append(kept if symbol == ASK else nothing)
    return np.array(said, np.int64)
