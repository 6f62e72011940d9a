"""The figure and the cards of a text through a network: scores, proof, what is not read."""

from typing import Any

from datasets import toycode_exam
from figures.numbers import quoted
from lessons.text_generation import characters
from lessons.text_generation.characters import Choice
from lessons.text_generation.figure.letters import Letters, as_data
from lessons.text_generation.model import reading as char_reading
from lessons.text_generation.model.reading import Reading
from lessons.text_generation.own import inside as own_inside
from ui import controls, presenting, scene
from ui import page as lesson
from ui.cards import note
from ui.components import letters


def draw(figure: Letters, slug: str) -> str | None:
    """Draw the text as the page's main figure; returns the id of the number the reader chose."""
    beyond = scene.move if presenting.active() else None
    return letters.mount(as_data(figure), f"{slug}.letters", on_beyond=beyond)


def remark_strange(reading: Reading) -> None:
    """Say which symbols of the text the network does not know."""
    if strange := reading.strange:
        shown = " ".join(quoted(symbol) for symbol in strange[:8])
        more = f" and {len(strange) - 8} more" if len(strange) > 8 else ""
        controls.remark(f"Not in the network's alphabet, so not read: {shown}{more}. The state stays as it was.")


def show_scores(figure: Letters, choice: Choice) -> None:
    """How well the chosen unit follows its mark: against a typical one and against chance."""
    if choice.whose == "mine":
        _own_scores()
        return
    every = characters.measured()["cells"]
    mine = [each for each in every if each["mark"] == choice.cell]
    mine = mine or [each for each in every if each["unit"] == figure.unit + 1]
    rows = ["| mark | cell | score | typical | chance |", "|:--|:--|--:|--:|--:|"]
    for each in every:
        parts = [each["mark"], f"C[{each['unit']}]", score(each)]
        if each in mine:
            parts = [f"**{part}**" for part in parts]
        rows.append(f"| {' | '.join(parts)} | {each['typical']:.2f} | {each['chance']:.2f} |")
    note(
        "Cells found by search",
        "\n".join(rows) + "\n\n:gray[On held-out programs: size of r, or accuracy of a threshold, "
        "yes and no weighing alike. *typical*: the median unit. *chance*: the best of all units "
        "for the marks of another text.]",
    )


def _own_scores() -> None:
    found = ", ".join(f"{mark} C[{unit + 1}]" for mark, unit in own_inside.cells().items())
    note(
        "Cells of your network",
        f"The unit that follows each mark best in the first {own_inside.SEARCHED:,} characters "
        f"of its text: {found}. Small networks and short trainings have none that is clear.",
    )


def score(each: dict[str, Any]) -> str:
    """The score of a found cell, with what it is."""
    return f"r\u00a0{each['score']:.2f}" if each["measure"] == "r" else f"{each['score']:.2f}"


def errors(reading: Reading, whose: str) -> dict[str, float]:
    """The numbers on the screen against single steps, and the card's score measured anew."""
    apart = char_reading.stepwise(reading)
    found = {f"{name} step by step": error for name, error in apart.items()}
    if whose == "shipped":
        known = characters.measured()["held out"]
        now = toycode_exam.score(characters.shipped_network()[1], toycode_exam.exam("held out"))
        for name in ("bits", "right"):
            found[f"held-out {name}: {now[name]:.4f}"] = abs(now[name] / known[name] - 1)
    return found


def prove(choice: Choice, figure: Letters) -> None:
    """The line that checks the numbers on the screen, and the score of the card."""
    what = "the text step by step agrees" + (
        ", and so does the card's held-out score" if choice.whose == "shipped" else ""
    )
    lesson.proof(
        lambda: errors(figure.reading, choice.whose),
        what,
        of="what",
        how="Every number was computed again by lstm.step, one character at a time. The score is "
        "that of 64 programs that training never saw, read by the network just now.",
    )
