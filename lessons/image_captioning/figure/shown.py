"""What the figures of this lesson draw: one picture with its sentence, and where words stand."""

from dataclasses import dataclass, field

import numpy as np

from figures.numbers import visible
from lessons.image_captioning.model import Told

START, END = "start", "."
FEW, UNITS, FIRST_ROWS, TOP, BEST_CLASSES = 3, 12, 8, 5, 3
"""Maps of a layer, units of a state and of an input, likeliest words, classes that are drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One picture and what is said of it.

    words: of each token. classes: of each score. picture: what the box of the image shows; what:
    what is to be seen there, in words. grade: the judge's, in words, None where nobody can judge.
    """

    told: Told
    words: tuple[str, ...]
    classes: tuple[str, ...]
    picture: str
    what: str
    grade: str | None

    def word(self, token: int) -> str:
        """The word of a token; the end is a full stop."""
        ends = {self.told.ends.start: START, self.told.ends.end: END}
        return ends.get(token) or visible(self.words[token])

    def read(self, t: int) -> str:
        """The word that is read at t, from 1."""
        return self.word(int(self.told.run.batch.x[t - 1, 0]))

    @property
    def said(self) -> list[str]:
        """The words that were said, the end symbol included."""
        return [self.word(token) for token in self.told.words.tolist()]

    @property
    def sentence(self) -> str:
        """The words that were said, without the end symbol."""
        tokens = self.told.words.tolist()
        ended = tokens[-1] == self.told.ends.end
        return " ".join(self.word(token) for token in (tokens[:-1] if ended else tokens))

    def units(self) -> list[int]:
        """The units of h that change most while the sentence is written, in their order."""
        h = self.told.run.decoder.cell.h[1:, 0]
        most = np.argsort(-h.std(0), kind="stable")[:UNITS]
        return sorted(int(k) for k in most)

    def entries(self) -> list[int]:
        """The first numbers of an input x."""
        return list(range(min(UNITS, len(self.told.as_input))))

    def likeliest(self, t: int) -> list[int]:
        """The tokens that p_t finds most probable, t from 1, the best first."""
        return [int(k) for k in np.argsort(-self.told.run.p[t - 1, 0], kind="stable")[:TOP]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the decoder's columns stand: middle and width of each word's box, from t = 1."""

    middles: tuple[float, ...]
    widths: tuple[float, ...]
    width: float = field(default=0.0)

    @classmethod
    def of(cls, words: list[str], left: float, gap: float, narrow: float) -> "Columns":
        """Side by side from ``left``, each as wide as its word needs."""
        middles, widths, at = [], [], left
        for word in words:
            wide = max(narrow, 7.5 * len(word) + 9)
            middles.append(at + wide / 2)
            widths.append(wide)
            at += wide + gap
        return cls(tuple(middles), tuple(widths), at)
