"""Tasks whose clue and question lie a known number of steps, the lag, apart.

    FirstSymbol      recall the first of lag + 1 symbols, the others are noise
                     after Bengio, Simard, Frasconi (1994), §2, the latching problem
    Adding           (v_t, m_t), v_t uniform in [0, 1): Σ_t m_t v_t at the end, m_t = 1 twice
                     Hochreiter and Schmidhuber (1997), §5.4, with the numbers and places of
                     Arjovsky, Shah, Bengio, Unitary evolution RNNs (2016)
    TemporalOrder    which of two symbols came first and which second, among distractors
                     Hochreiter and Schmidhuber (1997), §5.6, task 6a
The squared error of the constant answer 1 in the adding task is the variance of two uniform
numbers:

    (1)  Var(v + v') = 2/12 = 0.167

What all tasks have in common is in `task`.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core.batches import Batch, last, many_to_one
from rnn_core.task import check_least


@dataclass(frozen=True, slots=True)
class FirstSymbol:
    """Recall the first symbol after `lag` noise symbols; symbols 0 … V−1, noise V … V+n_noise−1."""

    lag: int
    V: int = 4
    n_noise: int = 2
    measure = "accuracy"
    published = "gradient descent fails on RNNs as the lag grows (Bengio, Simard, Frasconi 1994)"

    def __post_init__(self) -> None:
        """ValueError unless there is something to remember and something between."""
        check_least(lag=(self.lag, 1), V=(self.V, 2), n_noise=(self.n_noise, 1))

    @property
    def D(self) -> int:
        """V symbols and the noise."""
        return self.V + self.n_noise

    @property
    def chance(self) -> float:
        """1/V of the sequences."""
        return 1 / self.V

    def batch(self, rng: np.random.Generator, B: int) -> Batch:
        """Tokens (lag + 1, B), asked for at the last step."""
        x = rng.integers(self.V, self.D, (self.lag + 1, B))
        x[0] = rng.integers(self.V, size=B)
        return many_to_one(list(x.T), x[0].copy())


@dataclass(frozen=True, slots=True)
class Adding:
    """Add the two marked numbers of 2·lag: one in the first half, to be kept for lag steps."""

    lag: int
    D = 2
    V = 1
    measure = "squared error"
    chance = 1 / 6  # (1)
    published = (
        "0.167 for the constant answer 1 (Arjovsky, Shah, Bengio 2016); with numbers in [−1, 1] an "
        "LSTM solves lag 500 after 853,000 sequences (Hochreiter and Schmidhuber 1997, table 7)"
    )

    def __post_init__(self) -> None:
        """ValueError unless both halves have a step."""
        check_least(lag=(self.lag, 1))

    def batch(self, rng: np.random.Generator, B: int) -> Batch:
        """Vectors (2·lag, B, 2) of value and mark, targets (2·lag, B, 1), asked at the end."""
        T, each = 2 * self.lag, np.arange(B)
        x = np.zeros((T, B, 2))
        x[..., 0] = rng.random((T, B))
        for start in (0, self.lag):
            x[start + rng.integers(self.lag, size=B), each, 1] = 1
        targets = np.zeros((T, B, 1))
        targets[-1, :, 0] = (x[..., 0] * x[..., 1]).sum(0)
        return Batch(x, targets, last(np.full(B, T)))


@dataclass(frozen=True, slots=True)
class TemporalOrder:
    """Tell XX, XY, YX, YY (0 … 3) at the end of about 2.6·lag steps; lag 40 is the original.

    Symbols: X 0, Y 1, distractors 2 … 5, start 6, end 7. In steps of the original, 1 … T: the
    first X or Y at 10 … 20, the second at 50 … 60, T 100 … 110; other lags scale these.
    """

    lag: int
    D = 8
    V = 4
    measure = "accuracy"
    chance = 0.25
    published = "at lag 40 an LSTM solves it after 31,390 sequences (Hochreiter and Schmidhuber 1997, table 9, task 6a)"

    def __post_init__(self) -> None:
        """ValueError where the places would meet."""
        check_least(lag=(self.lag, 8))

    def batch(self, rng: np.random.Generator, B: int) -> Batch:
        """Tokens (T, B) of different lengths, asked for at the last step of each."""
        sequences, labels = [], rng.integers(4, size=B)
        for label in labels:
            first, second, T = (
                int(rng.integers(a * self.lag // 40, b * self.lag // 40 + 1))
                for a, b in ((10, 20), (50, 60), (100, 110))
            )
            x = rng.integers(2, 6, T)
            x[0], x[first - 1], x[second - 1], x[-1] = 6, label // 2, label % 2, 7
            sequences.append(x)
        return many_to_one(sequences, labels)
