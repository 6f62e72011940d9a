"""A question of the lesson on text: what is asked, and where its answer shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the options, the true one and why; the figure shows the steps until `after`.

    reveal: the step, from 0, that shows the answer.
    """

    text: str
    options: tuple[str, ...]
    answer: str
    because: str
    after: int
    reveal: int
