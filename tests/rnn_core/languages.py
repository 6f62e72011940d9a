"""Tasks from two small languages: one needs a counter, one a stack.

    Counting   aⁿbⁿ: after the first b all that follows is known: n − 1 more b, then the end
               Gers and Schmidhuber, LSTM recurrent networks learn simple context-free and
               context-sensitive languages (2001)
    Brackets   balanced brackets of several kinds: say of each closing bracket which kind it closes
               the language of Dyck; Chomsky and Schützenberger (1963)

Both are tasks in the sense of `task.Task`; only what is determined by the past is asked for.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core.batches import Batch, aligned, inside, pad
from rnn_core.task import check_least
from rnn_core.types import Tokens


@dataclass(frozen=True, slots=True)
class Counting:
    """Read aⁿbⁿ, n uniform in 1 … lag, and say what comes next after every b.

    Symbols: a 0, b 1, end 2, which also starts. Each a is n steps before the b that matches it.
    """

    lag: int
    D = 3
    V = 3
    measure = "accuracy"
    published = "an LSTM trained on n ≤ 10 goes on to much larger n (Gers and Schmidhuber 2001)"

    def __post_init__(self) -> None:
        """ValueError unless there is something to count."""
        check_least(lag=(self.lag, 2))

    @property
    def chance(self) -> float:
        """1/lag: without memory every b gets the same answer, and end is right for n = 1 only."""
        return 1 / self.lag

    def batch(self, rng: np.random.Generator, B: int) -> Batch:
        """Tokens (T, B) of lengths 2n + 1, the symbols after them, asked for after each b."""
        return self.of(rng.integers(1, self.lag + 1, B))

    def of(self, n: Tokens) -> Batch:
        """The words with these n (B,), also beyond the lag."""
        words = [np.repeat([2, 0, 1, 2], [1, k, k, 1]) for k in n]
        batch = aligned([word[:-1] for word in words], [word[1:] for word in words])
        return Batch(batch.x, batch.targets, batch.mask & (batch.x == 1))


@dataclass(frozen=True, slots=True)
class Brackets:
    """Read a balanced word of lag + 1 brackets (lag odd) in one outer pair; name what closes.

    Symbols: opening brackets 0 … V−1 of V kinds, V closes the latest open one. Asked for at each
    closing bracket: the kind, 0 … V−1. The outer pair is lag steps apart, the others less.
    """

    lag: int
    V: int = 2
    deepest: int = 5
    measure = "accuracy"
    published = "no baseline is claimed; a stack answers all of it"

    def __post_init__(self) -> None:
        """ValueError unless such a word exists."""
        check_least(lag=(self.lag, 1), V=(self.V, 2), deepest=(self.deepest, 2))
        if self.lag % 2 == 0:
            raise ValueError(f"lag must be odd for an even number of brackets, got {self.lag}")

    @property
    def D(self) -> int:
        """One opening bracket of each kind and the closing one."""
        return self.V + 1

    @property
    def chance(self) -> float:
        """V to the power of −(lag + 1)/2: every pair must be guessed."""
        return float(self.V ** (-(self.lag + 1) / 2))

    def batch(self, rng: np.random.Generator, B: int) -> Batch:
        """Tokens (lag + 1, B) and the kinds, asked for at each closing bracket."""
        words, kinds = zip(*(self._word(rng) for _ in range(B)), strict=True)
        x, lengths = pad(words)
        return Batch(x, pad(kinds)[0], inside(lengths) & (x == self.V))

    def _word(self, rng: np.random.Generator) -> tuple[Tokens, Tokens]:
        """One word, and the kind of the pair that each of its brackets belongs to."""
        T = self.lag + 1
        word: list[int] = []
        kinds: list[int] = []
        stack: list[int] = []
        for t in range(T):
            must_open, must_close = len(stack) == 1 and t < T - 1, len(stack) == T - t
            if t == 0 or must_open:
                opens = True
            elif must_close or len(stack) == self.deepest:
                opens = False
            else:
                opens = bool(rng.integers(2))
            if opens:
                stack.append(int(rng.integers(self.V)))
                kinds.append(stack[-1])
            else:
                kinds.append(stack.pop())
            word.append(kinds[-1] if opens else self.V)
        return np.array(word), np.array(kinds)
