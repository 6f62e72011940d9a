"""Every stored racer of the race, to explore: loss against training steps."""

from collections.abc import Sequence

from figures import studies
from figures.plot import Plot
from lessons.truncated_bptt.figure.race import ROLES
from lessons.truncated_bptt.model.race import Stored, name

WORDS = (
    "Each thin line is one seed, the thick one of its color the median. Look at when each color falls, if it falls "
    "at all, and at how far the seeds of one color differ on the way."
)


def every_racer(stored: Stored, own: Sequence[float] = ()) -> Plot:
    """Loss against training steps of every seed; ``own`` are the losses so far of the reader's racer."""
    race = stored.race
    groups = [
        studies.Runs(
            name(race, k),
            role,
            tuple(float(race.stretch * n) for n in range(len(stored.of_window(k)[0]["losses"]))),
            tuple(tuple(each["losses"]) for each in stored.of_window(k)),
            tuple(f"seed {each['seed']}" for each in stored.of_window(k)),
            " nats",
        )
        for k, role in zip(race.windows, ROLES, strict=True)
    ]
    places = tuple(float(race.stretch * n) for n in range(len(own)))
    mine = [studies.Runs("your racer", "input", places, (tuple(own),), ("yours",), " nats")] if own else []
    return studies.lines("The race, every racer", groups, "training steps", "mean loss, nats", own=mine)
