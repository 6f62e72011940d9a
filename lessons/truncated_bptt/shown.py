"""What the page shows in a state: one update with windows of k time steps, and what is stored of the race."""

from dataclasses import dataclass

from lessons.truncated_bptt import model
from lessons.truncated_bptt.model.race import Stored
from lessons.truncated_bptt.model.windows import Windows
from lessons.truncated_bptt.state import TruncatedBptt
from ui import character_model


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The state, both gradients of its word, and the stored trainings."""

    state: TruncatedBptt
    windows: Windows
    stored: Stored


def result(state: TruncatedBptt) -> Found:
    """What the page shows in ``state``; the trainings are stored ones."""
    choice = state.drawn()
    tape = character_model.start_tape(choice) if state.tape is None else state.tape
    trained = character_model.replay(choice, tape).model
    return Found(state, model.windows.of(character_model.read(choice, trained), state.k), model.race.stored())
