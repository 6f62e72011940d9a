"""Who grades what is said of a clip, part by part: thing, color, motions."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasets.clips.clip import PAINT, THINGS, Clip
from datasets.clips.sentences import THEN, WORDINGS

_MEANS = {wording: motion for motion, several in WORDINGS.items() for wording in several}
PARTS = ("object", "color", "motion")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which parts of a sentence are true of a clip."""

    object: bool
    color: bool
    motion: bool

    @property
    def right(self) -> bool:
        """All of it is true."""
        return self.object and self.color and self.motion

    @property
    def wrong(self) -> tuple[str, ...]:
        """The names of the parts that are not true."""
        return tuple(part for part in PARTS if not getattr(self, part))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sentence says; None for what it does not say, or says in no known words."""

    thing: str | None
    color: str | None
    motions: tuple[str | None, ...]


def meaning(sentence: str) -> Meaning:
    """What the sentence says: the words before " is " name, those after it tell."""
    named, _, told = sentence.partition(" is ")
    words = named.split()
    return Meaning(
        next((word for word in words if word in THINGS), None),
        next((word for word in words if word in PAINT), None),
        tuple(_MEANS.get(part.strip()) for part in told.split(THEN)),
    )


def judge(sentence: str, clip: Clip) -> Verdict:
    """The verdict on the sentence; the order of two motions counts."""
    said = meaning(sentence)
    return Verdict(said.thing == clip.thing, said.color == clip.color, said.motions == clip.motions)


def errors(words: Sequence[str], clip: Clip) -> dict[int, str]:
    """The words that are not true of the clip: their places, from 0, and the part each is of."""
    said = meaning(" ".join(words))
    true = {"object": said.thing == clip.thing, "color": said.color == clip.color}
    start = words.index("is") + 1 if "is" in words else len(words)
    found = {}
    for number, word in enumerate(words[:start]):
        part = "object" if word in THINGS else "color" if word in PAINT else ""
        if part and not true[part]:
            found[number] = part
    told = 0
    for number in range(start, len(words)):
        if tuple(words[number : number + 2]) == ("and", "then"):
            told += 1
            continue
        of = clip.motions[told] if told < len(clip.motions) else None
        if said.motions[told] != of and tuple(words[number - 1 : number + 1]) != ("and", "then"):
            found[number] = "motion"
    return found
