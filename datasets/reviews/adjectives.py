"""The adjectives of the grammar: positive, negative, and those that are never negated."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasets.reviews.words import listed

POSITIVE = listed(
    "good great excellent wonderful fantastic brilliant amazing superb lovely beautiful charming "
    "funny clever touching exciting gripping delightful fresh original smart warm friendly helpful "
    "delicious tasty perfect outstanding memorable moving engaging witty impressive enjoyable "
    "stunning magical terrific marvelous fabulous elegant graceful sweet comfortable clean cozy "
    "quick reliable sharp vivid rich bright thrilling hilarious entertaining inspiring remarkable "
    "splendid magnificent pleasant satisfying thoughtful refreshing powerful fascinating "
    "interesting generous polite fun cheerful nice fine solid believable convincing spotless"
)
NEGATIVE = listed(
    "bad terrible awful horrible boring dull dreadful poor weak stupid silly slow long predictable "
    "lame tedious painful annoying ugly dirty cold rude noisy expensive broken useless cheap "
    "disappointing pointless shallow flat bland stale tasteless forgettable confusing messy lazy "
    "clumsy wooden tired dated pathetic ridiculous unbearable disgusting greasy soggy salty loud "
    "smelly uncomfortable unfriendly unreliable unfunny unpleasant unoriginal uninspired mediocre "
    "miserable depressing sad cruel mean harsh wrong empty hollow fake frustrating irritating "
    "overrated overpriced sloppy worthless tiresome lifeless"
)
"""Written for this grammar; a training may add more."""

EVERY = 9
"""Each EVERY-th adjective is never negated in training."""


@dataclass(frozen=True, slots=True)
class Adjectives:
    """The adjectives of a grammar, one's own first: how often a word comes depends on that."""

    positive: tuple[str, ...] = POSITIVE
    negative: tuple[str, ...] = NEGATIVE

    def of(self, positive: bool) -> tuple[str, ...]:
        """All of one sign."""
        return self.positive if positive else self.negative

    def negated(self, positive: bool, *, held_out: bool) -> tuple[str, ...]:
        """Those that training negates, or the ones that it never does."""
        return tuple(word for k, word in enumerate(self.of(positive)) if (k % EVERY == EVERY - 1) == held_out)


NO_OPINION = frozenset(
    listed(
        "honest fair true full first last own real sure able short main top live worth very much "
        "more most many few new old high big large small little long sweet cold fine just quite "
        "all only even far such same other whole right wrong best worst better worse happy unhappy "
        "pleased annoyed bored impressed disappointed delighted afraid third"
    )
)
"""What the grammar uses otherwise, or what says how much and not how good."""


def more(positive: Sequence[str], negative: Sequence[str]) -> Adjectives:
    """The grammar's own adjectives and these; what has two signs keeps the grammar's."""
    own = {*POSITIVE, *NEGATIVE, *NO_OPINION}
    return Adjectives(
        (*POSITIVE, *sorted(set(positive) - own - set(negative))),
        (*NEGATIVE, *sorted(set(negative) - own - set(positive))),
    )
