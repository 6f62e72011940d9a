"""The lessons in the order of the lecture; a new one adds its entry here, its file in pages/."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page: its name in links, its short title in the menu, the question it answers, the lessons it builds on."""

    slug: str
    section: str
    title: str
    question: str
    needs: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """The page's source file, whether or not it is written yet."""
        return ROOT / "pages" / f"{self.slug.replace('-', '_')}.py"

    @property
    def ready(self) -> bool:
        """True once the page's file exists."""
        return self.file.exists()


LESSONS = (
    Lesson("sequences", "Sequences", "Five wirings", "What if one input and one output are not enough?", ()),
    Lesson(
        "recurrence",
        "Sequences",
        "The same weights",
        "How can one function read a sequence of any length?",
        ("sequences",),
    ),
    Lesson(
        "hello",
        "Sequences",
        "Predicting “hello”",
        "Which character comes next, and how does the network know?",
        ("recurrence",),
    ),
    Lesson(
        "bptt",
        "Learning",
        "Back-propagation",
        "How does a mistake at the end reach a weight used at the start?",
        ("hello",),
    ),
    Lesson(
        "truncated-bptt",
        "Learning",
        "Truncated gradients",
        "What is lost when the gradient may only go back k steps?",
        ("bptt",),
    ),
    Lesson(
        "gradient-flow",
        "Learning",
        "Exploding and vanishing",
        "Why does a gradient explode or vanish, and what helps?",
        ("bptt",),
    ),
    Lesson("deep-rnn", "Memory", "Stacking layers", "What does a second layer of recurrence add?", ("bptt",)),
    Lesson("long-term", "Memory", "Long-term dependencies", "How far back can a network remember?", ("gradient-flow",)),
    Lesson("lstm-gates", "Memory", "LSTM, gate by gate", "How does an LSTM decide what to keep?", ("long-term",)),
    Lesson(
        "rnn-vs-lstm",
        "Memory",
        "RNN against LSTM",
        "Why does the LSTM's gradient come through?",
        ("gradient-flow", "lstm-gates"),
    ),
    Lesson(
        "text-generation",
        "Applications",
        "Text generation",
        "What does a network learn from a text, one character at a time?",
        ("lstm-gates",),
    ),
    Lesson("sentiment", "Applications", "Sentiment", "At which word does the verdict turn?", ("lstm-gates",)),
    Lesson(
        "translation", "Applications", "Translation", "Can a whole sentence pass through one vector?", ("sentiment",)
    ),
    Lesson(
        "image-captioning",
        "Applications",
        "Image captioning",
        "How does one picture become a sentence?",
        ("lstm-gates",),
    ),
    Lesson(
        "video-to-text",
        "Applications",
        "Video captioning",
        "How do moving pictures become words?",
        ("translation", "image-captioning"),
    ),
    Lesson(
        "review",
        "Review",
        "The lecture on one page",
        "What do you remember, and which false sentence can you refute?",
        (),
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
