"""The lessons in the order of the lecture; a new one adds its entry here, its file in pages/."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page: its name in links, its short title in the menu, and the question it answers."""

    slug: str
    section: str
    title: str
    question: str

    @property
    def file(self) -> Path:
        """The page's source file, whether or not it is written yet."""
        return ROOT / "pages" / f"{self.slug.replace('-', '_')}.py"

    @property
    def ready(self) -> bool:
        """True once the page's file exists."""
        return self.file.exists()


LESSONS = (
    Lesson("sequences", "Sequences", "Five wirings", "What if one input and one output are not enough?"),
    Lesson("recurrence", "Sequences", "The same weights", "How can one function read a sequence of any length?"),
    Lesson("hello", "Sequences", "Predicting “hello”", "Which character comes next, and how does the network know?"),
    Lesson(
        "bptt", "Learning", "Backwards through time", "How does a mistake at the end reach a weight used at the start?"
    ),
    Lesson("truncated-bptt", "Learning", "Chunks", "What is lost when the gradient may only walk back k steps?"),
    Lesson(
        "gradient-flow", "Learning", "Exploding, vanishing", "Why does a gradient explode or vanish, and what helps?"
    ),
    Lesson("deep-rnn", "Memory", "Stacking layers", "What does a second layer of recurrence add?"),
    Lesson("long-term", "Memory", "When the clue is far", "How far back can a network remember?"),
    Lesson("lstm-gates", "Memory", "One gate at a time", "How does an LSTM decide what to keep?"),
    Lesson("rnn-vs-lstm", "Memory", "Why the LSTM survives", "Why does the LSTM's gradient come through?"),
    Lesson(
        "text-generation",
        "Applications",
        "Your own text",
        "What does a network learn from a text, one character at a time?",
    ),
    Lesson("sentiment", "Applications", "Sentiment", "At which word does the verdict turn?"),
    Lesson("translation", "Applications", "Translation", "Can a whole sentence pass through one vector?"),
    Lesson("image-captioning", "Applications", "Captions", "How does one picture become a sentence?"),
    Lesson("video-to-text", "Applications", "Video to text", "How do moving pictures become words?"),
    Lesson(
        "review", "Review", "The lecture on one page", "What do you remember, and which false sentence can you refute?"
    ),
)

BY_SLUG = {lesson.slug: lesson for lesson in LESSONS}


@cache
def ready_lessons() -> tuple[Lesson, ...]:
    """The lessons whose pages exist, in the order of the lecture."""
    return tuple(lesson for lesson in LESSONS if lesson.ready)


def neighbors(slug: str) -> tuple[Lesson | None, Lesson | None]:
    """The ready lessons before and after ``slug``; None at either end."""
    ready = ready_lessons()
    at = ready.index(BY_SLUG[slug])
    return ready[at - 1] if at else None, ready[at + 1] if at + 1 < len(ready) else None
