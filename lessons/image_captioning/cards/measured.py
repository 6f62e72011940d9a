"""What was measured of the captioners on all held-out pictures, from the model's card."""

from collections.abc import Iterable
from typing import Any

from datasets.scenes.facts import GRADE_NAMES
from figures.numbers import signed
from lessons.image_captioning.model.captioners import Writer, captioners
from lessons.image_captioning.state import SOURCES
from ui import cards, shipped

KINDS = ("test", "held out", "novel")
ABOUT = """
Drawings of 18 things in 6 places, described by a grammar of {words} words, so that a program can judge
each sentence by the facts of the drawing. Karpathy and Fei-Fei (2015) and Show and Tell (Vinyals et
al., 2015) described photographs with thousands of words, after a convolutional network had learned a
thousand classes from the more than a million photographs of ImageNet.

**{seen:.0%}** of what the LSTM writes about held-out scenes are sentences of the training text, word
for word ({mix:.0%} for held-out mixes): mostly it chooses which known sentence fits.

**The probability of a sentence tells little about whether it is true.** It is a little higher where
everything is right, and about the same for unrelated as for somewhat related sentences. Mean log p per word, by grade:

{log_p}

Data, training, scores and known failures: `models/image_captioning.md`.
"""


def found() -> Any:
    """All that was measured."""
    return shipped.measured("image_captioning")


def named(writer: Writer) -> str:
    """The captioner's name there."""
    return f"{writer.decoder.lower()}, {writer.when}"


def without_errors(writer: Writer, kind: str) -> float:
    """The share of sentences without errors on all held-out pictures of a kind of `KINDS`, as stored."""
    return float(found()["decoders"][named(writer)][kind]["grades"][0])


def about() -> str:
    """How small this world is, and what a caption's probability tells."""
    all_of_it = found()
    by_grade = [
        (GRADE_NAMES[int(grade) - 1], signed(one["mean"], 3), str(one["n"]))
        for grade, one in all_of_it["log_p"].items()
    ]
    seen = all_of_it["seen_sentences"]
    return ABOUT.format(
        words=len(captioners().words) - 2,
        seen=seen["test"],
        mix=seen["held out"],
        log_p=cards.table(("grade", "mean log p", "sentences"), by_grade),
    )


def grades(writer: Writer) -> None:
    """The shares of the four grades, for all held-out pictures of each kind."""
    mine = found()["decoders"][named(writer)]
    shares = zip(*(mine[kind]["grades"] for kind in KINDS), strict=True)
    rows = [(name, *_shares(three)) for name, three in zip(GRADE_NAMES, shares, strict=True)]
    table = cards.table(("percent", *(SOURCES[kind] for kind in KINDS)), rows)
    many = ", ".join(f"{mine[kind]['n']:,}" for kind in KINDS)
    when = "once" if writer.when == "once" else "at every step"
    cards.note(
        "All held-out pictures",
        f"{table}\n\n:gray[Stored results of a run with {many} pictures; {writer.decoder}, image {when}. The pictures "
        "at the left are judged now.]",
    )


def readouts() -> None:
    """How well a linear readout of the vector finds each fact."""
    readable = found()["told"]
    rows = [
        (fact, *map(_percent, (one["by_chance"], readable["named"][fact]["right"], one["right"])))
        for fact, one in readable["captioned"].items()
    ]
    table = cards.table(("found in v", "by chance", "names only", "captions"), rows)
    cards.note(
        "Stored results: read from v by one matrix",
        f"{table}\n\n:gray[Percent right on held-out pictures. *Names only*: the network that was only trained to name "
        "objects; *captions*: after it was trained further to caption.]",
    )


def layers() -> None:
    """How well a small captioner does that gets one layer or another."""
    measured = found()["layers"]
    if not measured:
        return
    rows = [
        (name, f"{one['bleu4']:.3f}", f"{100 * one['grades'][0]:.1f}", str(one["faults"].get("place", 0)))
        for name, one in measured.items()
    ]
    table = cards.table(("the decoder gets", "BLEU-4", GRADE_NAMES[0], "wrong places"), rows)
    cards.note(
        "Stored results: which layer to take",
        f"{table}\n\n:gray[Small captioners trained on features of the network that was only trained to name objects. "
        "The lecture takes the features before the last layer. They have the best BLEU-4 (agreement with the true "
        "sentences in groups of one to four words, at most 1). The averaged maps have more sentences without errors, "
        "because a network that only names things does not need the place, and its later layers lose it.]",
    )


def disturbed(kind: str) -> str:
    """How the captioner does with many pictures disturbed in this way."""
    stress = found()["stress"]
    if kind not in stress or kind == "as drawn":
        return ""
    now, plain = (f"{100 * stress[name][0]:.0f} %" for name in (kind, "as drawn"))
    return f"Of many pictures made {kind}, {now} get a sentence without errors; as drawn, {plain} (stored results). "


def _shares(shares: Iterable[float]) -> list[str]:
    return [f"{100 * share:.1f}" for share in shares]


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"
