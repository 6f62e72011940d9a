"""The guide: it goes through a lesson's script, puts the page into each stop's state, and asks its questions.

Touching a control leaves the guide where it is; *Resume* brings its stop back. A question is open until the reader
answers or skips it at its stop; what the figure would give away is covered until then.
"""

from functools import partial
from typing import Any

from ui import presenter, progress
from ui.cards import plain
from ui.components.card import Card, Press
from ui.guide.script import Asked, Script, Stop, apart
from ui.progress import SKIP, Answer
from ui.registry import neighbors
from ui.state import LAST, Page, visit

Lesson = Script[Any, Any]


def place(page: Page[Any], script: Lesson) -> int:
    """The stop at which the guide is, from 0."""
    return script.places.get(page.now.stop or "", 0)


def stop(page: Page[Any], script: Lesson) -> Stop[Any, Any]:
    """The stop at which the guide is."""
    return script.stops[place(page, script)]


def is_there(page: Page[Any], script: Lesson) -> bool:
    """True while the page is in the state of the guide's stop: no control has been touched since."""
    here, there = page.now, script.state(place(page, script))
    return bool(apart(here) == apart(there))


def asks(page: Page[Any], script: Lesson) -> bool:
    """True while the stop's question is neither answered nor skipped."""
    return stop(page, script).question is not None and given(page, script) is None


def given(page: Page[Any], script: Lesson) -> Answer | None:
    """The answer to the stop's question; a class is asked again what its lecturer answered in an earlier visit."""
    found = progress.answer(page.slug, stop(page, script).name)
    return None if found is not None and found.earlier and presenter.active() else found


def go(page: Page[Any], script: Lesson, to: int, *, back: bool = False) -> None:
    """Put the page into the stop ``to``; ``back``: a presenter comes from the one after. For use in a callback."""
    page.set(script.state(to))
    page.held.refusals = ()
    shown = _shown(page, script)
    walks = presenter.active() and not back
    page.jump(min(script.begin(to), shown[0]) if walks else shown[0], highlight=() if walks else shown[1])


def resume(page: Page[Any], script: Lesson) -> None:
    """Bring the guide's stop back; for use in a callback."""
    go(page, script, place(page, script), back=True)


def answer(page: Page[Any], script: Lesson, option: str) -> None:
    """Commit to an option of the stop's question, or skip it: the figure shows the answer. For use in a callback."""
    asked = script.told(place(page, script)).asked
    assert asked is not None
    progress.give(page.slug, stop(page, script).name, Answer(option, asked.answer))
    if is_there(page, script):
        step, highlight = _shown(page, script)
        page.jump(step, highlight=highlight)


def move(page: Page[Any], script: Lesson, by: int) -> None:
    """What a clicker does past the end of a stop's walk: the answer, the next stop, the next lesson; or back."""
    to = place(page, script) + by
    if not is_there(page, script):
        resume(page, script)
    elif by > 0 and asks(page, script):
        answer(page, script, SKIP)
    elif 0 <= to < len(script.stops):
        go(page, script, to, back=by < 0)
    else:
        _leave(by)


def walk(page: Page[Any], script: Lesson) -> tuple[int, int] | None:
    """The steps between which a presenter walks at this stop; None where a control was touched."""
    if not is_there(page, script):
        return None
    step = _shown(page, script)[0]
    return min(script.begin(place(page, script)), step), step


def _shown(page: Page[Any], script: Lesson) -> tuple[int, tuple[str, ...]]:
    """The step where the stop stands, and what is pointed out: those of the answer once its question is closed."""
    here = stop(page, script)
    if here.question is None or asks(page, script):
        return here.step, here.highlight
    return here.question.step, here.question.highlight


def standing(page: Page[Any], script: Lesson) -> tuple[int, tuple[str, ...], bool]:
    """Where the figure starts, what is pointed out, and whether later steps are covered."""
    if not is_there(page, script):
        return LAST, (), False
    step, highlight = _shown(page, script)
    return step, highlight, stop(page, script).covers or asks(page, script)


def card(page: Page[Any], script: Lesson) -> Card:
    """The guide as a card: its stop's text, its question, the way on."""
    at = place(page, script)
    here, told = script.stops[at], script.told(at)
    parts = [told.text]
    presses: list[Press] = []
    if told.asked is not None:
        said = given(page, script)
        parts.append(f"**{told.asked.text}**" if said is None else _verdict(told.asked, said))
        if said is None:
            presses += [Press(option, partial(answer, page, script, option), "choice") for option in told.asked.replies]
    presenting = presenter.active()
    if presenting and told.asked is not None and given(page, script) is not None:
        parts = [f":gray[{told.asked.text}]\n\n{_true(told.asked)}"]
    if not is_there(page, script):
        parts.append(":gray[You have changed the page since. Resume brings this stop back.]")
        presses.append(Press("Resume", partial(resume, page, script), "nav"))
    if not presenting:
        presses += _ways(page, script, at)
    count = f"{at + 1} of {len(script.stops)}"
    return Card(
        "guide",
        f"{count} · {here.title}" if presenting else f"Guide · {count} · {here.title}",
        "\n\n".join(parts),
        presses,
        "Your prediction",
        kind="guide",
        formula=here.formula,
    )


def _ways(page: Page[Any], script: Lesson, at: int) -> list[Press]:
    ways: list[Press] = []
    if at:
        ways.append(Press("Back", partial(go, page, script, at - 1), "nav", icon="arrow_back"))
    if asks(page, script):
        ways.append(Press(SKIP, partial(answer, page, script, SKIP), "nav", help="Show the answer."))
    elif at + 1 < len(script.stops):
        after = script.stops[at + 1].title
        ways.append(Press(f"Next: {after}", partial(go, page, script, at + 1), "main"))
    else:
        lesson = neighbors(page.slug)[1]
        label = f"Next lesson: {lesson.title}" if lesson else "To the map"
        ways.append(Press(label, partial(_leave, 1), "main"))
    return ways


def _leave(by: int) -> None:
    """Go on to the next lesson, or the one before, once the page has run."""
    visit().leaving = by


def note(page: Page[Any], script: Lesson) -> Card | None:
    """What the lecturer says at this stop, while a presenter has the notes open."""
    said = script.told(place(page, script)).note
    if not (presenter.active() and visit().notes):
        return None
    return Card("note", "Note", said or ":gray[No note at this stop.]")


def _verdict(asked: Asked, said: Answer) -> str:
    right = _option(asked.answer)
    reply = asked.replies.get(said.option, "")
    question = f":gray[{asked.text}]"
    if said.option == asked.answer:
        return f"{question}\n\n:green[✓ **{right}** is right.] {reply}"
    if said.option == SKIP or not reply:
        return f"{question}\n\n{_true(asked)}"
    return f"{question}\n\n:orange[✗ Not {_option(said.option)}.] {reply}\n\n{_true(asked)}"


def _true(asked: Asked) -> str:
    return f"The answer is **{_option(asked.answer)}**. {asked.replies[asked.answer]}"


def _option(option: str) -> str:
    return option if "$" in option else f"“{plain(option.strip('“”'))}”"
