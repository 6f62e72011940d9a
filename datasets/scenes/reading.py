"""What a sentence says: the facts in it, whatever their order."""

from dataclasses import dataclass

from datasets.scenes.facts import ACTIVITIES, COLORS, NOVEL, NUMBERS, PLURALS, USUAL_COLORS
from datasets.scenes.sentences import PLACE_PHRASES, STATES, VERBS, words

_PLACE_WORDS = {
    phrase.split()[-1] if "snowy" not in phrase else "snowy": place
    for place, phrases in PLACE_PHRASES.items()
    for phrase in phrases
}
_SINGULAR = {plural: name for name, plural in PLURALS.items()}
_NAMES = {*USUAL_COLORS, *NOVEL, "skateboard"}
_NUMBERS = {word: number for number, word in NUMBERS.items()}
_RELATIONS = (
    ("on top of", "on top of"), ("next to", "next to"), ("beside", "next to"),
    ("above", "above"), ("over", "above"),
)  # fmt: skip
_DOING = {
    **{form.split()[-1]: action for action, forms in VERBS.items() for form in forms},
    **{word: word for said in STATES.values() for word in said},
}
_SMALL = {"and", "are", "there", "with"}
_KNOWN = {*words(), *_NAMES, *_SINGULAR, *_SMALL}


@dataclass(frozen=True, slots=True)
class Said:
    """The facts of a sentence.

    things: (name, color or "") in the order of the sentence. action: "" if none is named; of an
    activity, what it is done with is no thing. unknown: words of no sentence in this world.
    """

    things: tuple[tuple[str, str], ...]
    place: str
    action: str
    relation: str
    count: int
    unknown: tuple[str, ...]


def read(sentence: str) -> Said:
    """The facts of a sentence in lower or upper case; a final period does not matter."""
    text = " ".join(sentence.lower().rstrip(" .").split())
    unknown = tuple(word for word in text.split() if word not in _KNOWN)
    rest, action = _without_activity(text)
    things: list[tuple[str, str]] = []
    count, place, color = 1, "", ""
    for word in rest.split():
        if word in COLORS:
            if things and things[-1] in (("man", ""), ("woman", "")):
                things[-1] = (things[-1][0], word)
            else:
                color = word
        elif word in _NAMES or word in _SINGULAR:
            things.append((_SINGULAR.get(word, word), color))
            color = ""
        count = _NUMBERS.get(word, count)
        place = _PLACE_WORDS.get(word, place)
        action = action or _DOING.get(word, "")
    return Said(tuple(things), place, action, _relation(rest, len(things)), count, unknown)


def _without_activity(text: str) -> tuple[str, str]:
    """The text without what an activity is done with, and the activity."""
    for activity in ACTIVITIES:
        verb, _, tail = activity.partition(" ")
        for form in VERBS[verb]:
            said = f"{form.removeprefix('is ')} {tail}"
            if f" {said} " in f" {text} ":
                return f" {text} ".replace(f" {said} ", " "), activity
    return text, ""


def _relation(text: str, n_things: int) -> str:
    """The relation of the things, if there are two."""
    for phrase, relation in _RELATIONS:
        if f" {phrase} " in f" {text} ":
            return relation
    return "on top of" if n_things == 2 and " on " in f" {text} " else ""
