"""What is trained on the page, and how far it is: the setting, the branches, the plans."""

from collections.abc import Iterator
from dataclasses import dataclass

from lessons.text_generation.model.history import Branch
from lessons.text_generation.model.plans import Plan
from lessons.text_generation.own import record as own_record
from rnn_core.loop import Diverged, Snapshot
from rnn_core.model import Model
from rnn_core.studies.character_training import Corpus


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What is trained: the text, the hidden units and the seed of the weights and batches."""

    corpus: Corpus
    own: bool
    hidden: int
    seed: int

    def __eq__(self, other: object) -> bool:
        """The same text, size and seed."""
        return isinstance(other, Setting) and self.key == other.key

    def __hash__(self) -> int:
        """Of what is compared."""
        return hash(self.key)

    @property
    def key(self) -> tuple[object, ...]:
        """What a training belongs to."""
        return id(self.corpus), self.own, self.hidden, self.seed

    @property
    def recorded(self) -> Branch | None:
        """The training that was recorded with this setting, if there is one."""
        return own_record.of(self.corpus, self.hidden, self.seed)


@dataclass(slots=True)
class Held:
    """The branches of this visit, the one that is trained, and the plans that a link gave it.

    told: what the link says of it. done: the steps made in this visit, which took so many seconds.
    """

    setting: Setting
    branches: tuple[Branch, ...]
    plans: tuple[Plan, ...] = ()
    told: tuple[Plan, ...] = ()
    current: int = 0
    diverged: Diverged | None = None
    growth: Iterator[Branch] | None = None
    grown: Branch | None = None
    done: int = 0
    seconds: float = 0.0
    inside: Snapshot[Model] | None = None
    wrote: tuple[int, float, str] | None = None

    @property
    def steps(self) -> int:
        """All steps of all branches together."""
        return sum(branch.step - branch.start for branch in self.branches)

    @property
    def untouched(self) -> bool:
        """Whether nothing was trained yet, and no link says otherwise."""
        return not self.branches[0].losses and not self.plans

    @property
    def branch(self) -> Branch:
        """The branch that is trained."""
        return self.branches[self.current]

    @property
    def at_record(self) -> bool:
        """Whether the current branch is the recorded one as it was recorded."""
        return self.branch is self.setting.recorded

    @property
    def behind(self) -> int | None:
        """The first branch that is not as far as the link says; None if all are."""
        for number, plan in enumerate(self.plans):
            if number >= len(self.branches) or self.branches[number].step < plan.until:
                return number
        return None
