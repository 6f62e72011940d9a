"""Runs of all five wirings, trained and drawn, at every length."""

from itertools import product

from lessons.sequences.figure.columns import Shown
from lessons.sequences.model import networks as tiny_networks
from lessons.sequences.model import wirings
from lessons.sequences.model.tasks import LONGEST, MOST, TASKS, read
from lessons.sequences.model.wirings import Wiring


def shown(wiring: Wiring, n_read: int = 4, n_written: int = 4, *, seed: int = 1, trained: bool = True) -> Shown:
    """The first sequence of the wiring's task, read by its network."""
    make = tiny_networks.trained if trained else tiny_networks.drawn
    sequence, examples = read(wiring, next(iter(TASKS[wiring].shown)), n_read, n_written)
    return Shown(wirings.run(wiring, make(wiring, seed), examples), sequence)


LENGTHS = (1, 2, LONGEST, MOST)
EVERY = [
    (wiring, n_read, n_written)
    for wiring, n_read, n_written in product(TASKS, LENGTHS, LENGTHS)
    if wiring == "seq2seq" or n_read == n_written
]
