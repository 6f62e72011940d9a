"""Grades a sentence about a scene as Show and Tell's raters did, by the facts it says.

    1  without errors       nothing said is wrong, and all things of the scene are named
    2  with minor errors    one fact is wrong: a color, the place, a count, an action, a relation,
                            or a thing is taken for one much like it
    3  somewhat related     at least one thing of the scene is named; or place, color and count are
    4  unrelated            anything else

The order of the words matters only where it says what is on top of what. What a sentence leaves out
other than a thing is no error, but for what people do, which their scenes are about. Source of the
grades: Vinyals, Toshev, Bengio, Erhan, Show and Tell (2015), §4.3.7 and figure 5.
"""

from collections.abc import Callable
from dataclasses import dataclass

from datasets.scenes.facts import ACTIVITIES, GRADE_NAMES, NEAR, NOVEL, POSES
from datasets.scenes.reading import Said, read
from datasets.scenes.scene import Scene
from datasets.scenes.sentences import STATES

Named = tuple[str, str]
Things = list[Named]


@dataclass(frozen=True, slots=True)
class Fault:
    """One error. kind: thing, color, place, count, action, relation, invented, missing, or word.

    said and true: what the sentence says and what is so; "" for nothing.
    """

    kind: str
    said: str
    true: str

    @property
    def text(self) -> str:
        """The fault in a few words."""
        if self.kind == "word":
            return f"unknown word: {self.said}"
        if self.kind == "invented":
            return f"no {self.said} there"
        if self.kind == "missing":
            return f"{self.true} is missing"
        return f"{self.kind}: {self.said or 'not said'}, but {self.true or 'there is none'}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A grade from 1 to 4, and why it is not 1."""

    grade: int
    faults: tuple[Fault, ...] = ()

    @property
    def name(self) -> str:
        """The grade in words: "minor errors"."""
        return GRADE_NAMES[self.grade - 1]

    @property
    def errors(self) -> tuple[str, ...]:
        """The faults, each in a few words."""
        return tuple(fault.text for fault in self.faults)


def judge(sentence: str, scene: Scene) -> Verdict:
    """The grade of a sentence about a scene."""
    said = read(sentence)
    true = [(thing.name, thing.color) for thing in scene.things]
    pairs, invented, missing = _matched(_mentioned(said, scene), true)
    minor = [fault for a, b in pairs for fault in _differences(a, b)]
    minor += _about_all(said, scene)
    major = [Fault("invented", " ".join(filter(None, (c, n))), "") for n, c in invented]
    major += [Fault("missing", "", n if n in NOVEL else f"{c} {n}") for n, c in missing]
    minor += [] if major else _related(said, scene, pairs)
    minor += [Fault("word", word, "") for word in said.unknown]
    faults = tuple(major + minor)
    if not major and len(minor) < 2:
        return Verdict(1 + len(minor), faults)
    alike = said.place == scene.place and said.count == scene.count
    related = pairs or (alike and said.things and said.things[0][1] == true[0][1])
    return Verdict(3 if related else 4, faults)


def _mentioned(said: Said, scene: Scene) -> Things:
    """What the sentence names; of an activity that is not there also what it is done with."""
    things = list(said.things)
    if said.action in ACTIVITIES and scene.kind != "activity":
        things.append((ACTIVITIES[said.action], ""))
    return things


def _matched(said: Things, true: Things) -> tuple[list[tuple[Named, Named]], Things, Things]:
    """(pairs of said and true), what was invented, what is missing; the same before the near."""
    said, true = list(said), list(true)
    pairs: list[tuple[Named, Named]] = []
    for like in (_same, _near):
        for a in tuple(said):
            b = next((b for b in true if like(a[0], b[0])), None)
            if b is not None:
                pairs.append((a, b))
                said.remove(a)
                true.remove(b)
    return pairs, said, true


def _same(a: str, b: str) -> bool:
    return a == b


def _near(a: str, b: str) -> bool:
    return any({a, b} <= group for group in NEAR)


def _differences(said: Named, true: Named) -> list[Fault]:
    """What is wrong about one thing."""
    faults = [Fault("thing", said[0], true[0])] if said[0] != true[0] else []
    if said[1] and said[1] != true[1]:
        faults.append(Fault("color", said[1], true[1]))
    return faults


def _about_all(said: Said, scene: Scene) -> list[Fault]:
    """What is wrong about place, count and action."""
    faults = []
    if said.place and said.place != scene.place:
        faults.append(Fault("place", said.place, scene.place))
    if said.count != scene.count:
        faults.append(Fault("count", str(said.count), str(scene.count)))
    if not _CHECKS[scene.kind](said, scene):
        faults.append(Fault("action", said.action, scene.action))
    return faults


def _related(said: Said, scene: Scene, pairs: list[tuple[Named, Named]]) -> list[Fault]:
    """What is wrong about the relation: another one, or the right one the other way round."""
    if said.relation != scene.relation:
        return [Fault("relation", said.relation, scene.relation)] if scene.relation else []
    first = next((a for a, b in pairs if b[0] == scene.subject.name), None)
    if scene.relation not in ("", "next to") and said.things[0] != first:
        return [Fault("relation", "the other way round", scene.relation)]
    return []


def _agrees(said: Said, scene: Scene) -> bool:
    """Whether what it is said to do is what it does, or what such a thing is said to do."""
    allowed = STATES.get(scene.subject.name, ())
    return said.action in ("", scene.action, *allowed)


def _fits(said: Said, scene: Scene) -> bool:
    """Whether one who is somewhere may also do that: in relations the pose is nobody's point."""
    name = scene.subject.name
    return said.action in ("", *STATES.get(name, ()), *POSES.get(name, ()))


_CHECKS: dict[str, Callable[[Said, Scene], bool]] = {
    "single": _agrees,
    "count": _agrees,
    "relation": _fits,
    "activity": lambda said, scene: said.action == scene.action,
}
