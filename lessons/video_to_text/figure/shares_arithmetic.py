"""What stands behind a share of right parts, and behind a word of a sentence in a list."""

from datasets.clips.sentences import references
from figures.arithmetic import Arithmetic, Piece
from lessons.video_to_text.figure import arithmetic as strip_arithmetic
from lessons.video_to_text.figure.boxes import Story
from lessons.video_to_text.figure.gallery import row_of
from lessons.video_to_text.figure.shares import COLUMNS, NAMES, SETS, Comparison

MEANS = {
    "object": "The noun is that of the clip.",
    "color": "The color word is that of the clip.",
    "one motion": "Clips with one motion: the verb tells it, in either of its wordings.",
    "two motions": "Clips with two motions: both are told, and in their order.",
    "all right": "Object, color and every motion are right.",
}


def explain(of: Comparison, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("rgb_test.0.2": its second bar, or "flow_word.3"), or None."""
    kind, *rest = node.split(".")
    inputs, _, name = kind.partition("_")
    if inputs not in of.stories or not rest or not all(part.isdigit() for part in rest):
        return None
    if name == "word":
        return word(of.stories[inputs], int(rest[0]))
    index = int(rest[1]) if len(rest) > 1 else len(COLUMNS)
    if name not in SETS or not 1 <= index <= len(COLUMNS):
        return None
    column = COLUMNS[index - 1]
    right, n = of.count(inputs, name, column)
    share = f"{100 * right / n:.1f} %" if n else "none asked"
    return Arithmetic(
        f"{NAMES[inputs]}, {SETS[name]}: {column}",
        ((Piece(f"{right} of {n} ="), Piece(share, "output", result=True)),),
        words=f"{MEANS[column]} Counted when the networks were made, from the weights that are "
        "shipped; the proof below counts anew.",
    )


def word(story: Story, number: int) -> Arithmetic | None:
    """How the word of this number, from 1, got its probability."""
    found = strip_arithmetic.explain(story, f"y.{story.told.n_frames + number}")
    return found if 1 <= number <= len(story.told.words) else None


def in_gallery(stories: tuple[Story, ...], node: str) -> Arithmetic | None:
    """What a box of the gallery is ("word3.2": the second word about clip 3), or None."""
    row = row_of(node)
    if row is None or row > len(stories):
        return None
    story = stories[row - 1]
    if node.startswith("word"):
        return word(story, int(node.split(".")[1]))
    return Arithmetic(
        f"Clip {row}: {story.clip.thing}, {story.clip.motions[0]}",
        (
            (Piece(f"true: {references(story.clip)[0]}"),),
            (Piece("says:"), Piece(story.told.sentence, "output", result=True)),
        ),
        words="Training showed the thing in other motions, and other things in this one.",
    )
