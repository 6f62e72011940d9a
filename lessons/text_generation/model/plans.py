"""What a link says of a training with branches: where each begins, its rate, and its end.

`0:400@0.01_1-200:500@0.003` is 400 steps at 0.01, and from step 200 of this first branch on to step
500 at 0.003. Branches begin at checkpoints only.
"""

from dataclasses import dataclass

EVERY, MOST_STEPS, MOST_BRANCHES = 50, 3000, 3
"""Steps between two checkpoints; the most steps and branches of a training."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A branch as a link says it: from which branch (−1 for none) and step, at what rate, until."""

    parent: int
    start: int
    rate: float
    until: int


def show(plans: tuple[Plan, ...]) -> str:
    """The plans as they stand in a link: `0:400@0.01_1-200:300@0.003`."""
    return "_".join(
        f"{'' if plan.parent < 0 else f'{plan.parent + 1}-'}{plan.start}:{plan.until}@{plan.rate:g}" for plan in plans
    )


def parse(text: str) -> tuple[Plan, ...] | None:
    """The plans that a link says; None where they are malformed or cannot be followed."""
    plans: list[Plan] = []
    for part in text.split("_"):
        try:
            where, _, how = part.partition(":")
            parent, dash, start = where.rpartition("-")
            until, _, rate = how.partition("@")
            plan = Plan(int(parent) - 1 if dash else -1, int(start), float(rate), int(until))
        except ValueError:
            return None
        if not _possible(plan, plans):
            return None
        plans.append(plan)
    return tuple(plans) if len(plans) <= MOST_BRANCHES else None


def _possible(plan: Plan, before: list[Plan]) -> bool:
    if not (1e-4 <= plan.rate <= 1 and 0 <= plan.start <= plan.until <= MOST_STEPS):
        return False
    if not before:
        return plan.parent == -1 and plan.start == 0
    if not 0 <= plan.parent < len(before) or plan.start % EVERY:
        return False
    return before[plan.parent].start <= plan.start <= before[plan.parent].until
