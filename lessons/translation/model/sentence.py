"""The sentence that a reader types: what is wrong with it, and how far it is whole."""

from datasets.phrases import reading

LECTURE = "she does not like my red hat"
LONGEST = 60
"""Words a sentence may have; six clauses with everything have fewer."""


def unusable(text: str) -> str | None:
    """Why the text cannot begin a sentence of the small English; None if it can."""
    words = reading.typed(text)
    if len(words) > LONGEST:
        return f"too long: {len(words)} words, at most {LONGEST}"
    good = reading.known(words)
    if good == len(words):
        return None
    offered = [word for word in reading.offered(words[:good]) if word != words[good]]
    after = f"after “{' '.join(words[:good][-2:])}”" if good else "at the start"
    some = ", ".join(offered[:5]) + (", …" if len(offered) > 5 else "")
    follows = f"may come {some}" if offered else "nothing may come"
    return f"not in the grammar at “{words[good][:20]}”: {after} {follows}"


def whole(text: str) -> str:
    """The longest beginning of the text that is a whole sentence; the lecture's if none is."""
    words = reading.typed(text)
    for end in range(len(words), 0, -1):
        if reading.understood(words[:end]):
            return " ".join(words[:end])
    return LECTURE
