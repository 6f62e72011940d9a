"""The words of the lesson on truncated gradients: what to look for, questions, notes."""

from dataclasses import replace

from lessons.truncated_bptt.state import TruncatedBptt
from ui.page import LookFor

NOTES = """
1. Green goes on, violet stops: step through with the clicker; ask what h₂ is to the second window.
2. Drag the scissors. Which matrix does not care where they are? W_hy: it needs no other step.
3. k = 4: cosine 1. Nothing is approximate about the full gradient.
4. The echo is 10 steps old. Let the class bet on k = 5, then go on to the race.
5. *memory*: the same trained network, cut, carried or set to 0. Only the last forgets.
"""
QUESTION = "The word is cut into chunks of **{}**. Which matrix still gets exactly its full gradient?"
BECAUSE = (
    "A score needs the state of its own step alone, so W_hy asks no other step. "
    "W_hh and W_xh act on later losses through later states."
)
RACE_QUESTION = (
    "The symbol asked for was read **{lag}** steps ago, the gradient walks back "
    "**k = {k}**. After {updates} updates, how many of its answers are right?"
)
RACE_BECAUSE = (
    "No loss reaches back to where the symbol was read: nothing teaches the "
    "weights to keep it. What is above 50% the states happen to hold."
)
ANSWER = "Every dependence longer than the window: W_hh and W_xh are no longer told of it. The state still carries it."


def look_for(now: TruncatedBptt) -> tuple[LookFor[TruncatedBptt], ...]:
    """What to look for: four lines on one update, two on the trainings, which leave the word of ``now``."""
    trainings = replace(now, step=None, selected=None)
    return (
        LookFor(
            "W_hy is exact: its gradient asks no other step.",
            TruncatedBptt(tape=(), k=1),
            ("W_hy.1", "W_hy.2", "W_hy.3", "W_hy.4"),
        ),
        LookFor(
            "k = 1: only the immediate derivative is left.",
            TruncatedBptt(tape=(), k=1),
            ("own.1", "own.2", "own.3", "own.4"),
        ),
        LookFor(
            "k ≥ T cuts nothing: it is the full gradient.", TruncatedBptt(tape=(), k=4), ("back.1", "back.2", "back.3")
        ),
        LookFor(
            "Once trained, a cut doubles the gradient of W_hh.",
            TruncatedBptt(network="trained", word="hello hello", k=3),
        ),
        LookFor("k below the lag fails, k above it learns.", replace(trainings, view="race")),
        LookFor(
            "Cut is not forgotten: k = 1 remembers 4 steps.",
            replace(trainings, view="memory"),
            ("k1.4", "k50.10"),
            step=10,
        ),
    )
