"""What the gradients of a figure are printed in."""

from dataclasses import dataclass

import numpy as np

from figures.numbers import signed, superscript
from lessons.bptt.model import Backwards


@dataclass(frozen=True, slots=True)
class Unit:
    """What gradients are printed in: 10 to the power ``-digits``, so that two decimals suffice."""

    digits: int

    @classmethod
    def of(cls, b: Backwards) -> "Unit":
        """The power of ten that brings the largest gradient of ``b`` near 1."""
        shown = (b.dy, b.from_loss, b.dh, b.da, b.gradient, b.total)
        largest = max(float(np.abs(array).max()) for array in shown)
        if not largest:
            return cls(0)
        power = int(np.floor(np.log10(largest)))
        return cls(0 if -1 <= power <= 0 else -power - (power < 0))

    def __call__(self, value: float) -> str:
        """``value`` in this unit, with two decimals."""
        return signed(value * 10.0**self.digits, 2)

    @property
    def note(self) -> str:
        """What to multiply the printed gradients by; empty for 1."""
        return f"× 10{superscript(-self.digits)}" if self.digits else ""
