"""The hidden states over the sentence, and over the one that it is compared with, as paths in space."""

from figures import state_path
from figures.plot import Plot
from lessons.sentiment.model.reading import Reading

WORDS = (
    "Each point is the hidden state after a word, in the three directions along which the states on the screen "
    "spread most; the names of the axes say how much of the spread each direction holds. The view *path* shows the "
    "same states along the direction of the verdict instead. Turn it and see which words move the state far."
)


def paths(reading: Reading, twin: Reading | None) -> Plot:
    """The states of one or two readings in common directions."""
    found = [("the sentence", "hidden", reading.run.trace.h[:, 0], ("start", *reading.words))]
    if twin is not None:
        found.append(("the other sentence", "other", twin.run.trace.h[:, 0], ("start", *twin.words)))
    return state_path.path("The states over the sentence", found)
