"""The state and the controls of the character networks that several lessons share, and their training."""

from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from ui import character_model, controls, words
from ui.character_model import Choice, Tape, Training
from ui.fields import choice, kept, number, text, whole
from ui.player import Player, player
from ui.state import Page, PageState

Kind = Literal["slide", "trained", "random"]
Cell = Literal["rnn", "lstm"]
KINDS = {"slide": "slide", "trained": "trained", "random": "random"}
CELLS = {"rnn": "RNN", "lstm": "LSTM"}
SLIDE_UNITS = 3
MOST_UNITS, MOST_SEED = 32, 9999
OF_THE_NETWORK = frozenset({"network", "word", "hidden", "seed", "cell"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkState(PageState):
    """Which network reads which word and how it was trained; ``tape`` is None for the training it starts with."""

    network: Kind = choice(
        "slide",
        KINDS,
        "Network",
        help="Whose weights: the lecture's picture, drawn ones after training, or just drawn ones.",
    )
    word: str = text(
        character_model.WORD,
        "Word",
        check=words.unusable,
        help="2 to 40 symbols of any script. Its different symbols are the vocabulary.",
    )
    hidden: int = whole(
        SLIDE_UNITS,
        1,
        MOST_UNITS,
        "Hidden units",
        help="H, the length of the vector h. The slide's network has 3. "
        "The weights stay; those of further units are drawn at random.",
    )
    seed: int = number(1, 1, MOST_SEED)
    tape: Tape | None = kept(None, character_model.parse_tape, character_model.show_tape, "not a training")

    def fitted(self, changed: frozenset[str]) -> Self:
        """Another network has a training of its own."""
        return replace(self, tape=None) if changed & OF_THE_NETWORK and "tape" not in changed else self

    def drawn(self, cell: Cell = "rnn") -> Choice:
        """The network that is shown: what the slide's network cannot be or spell is a trained one."""
        if self.network == "slide" and cell == "rnn" and character_model.slide_can_read(self.word):
            return slide(self.word)
        kind = "trained" if self.network == "slide" else self.network
        return Choice(kind, self.word, self.hidden, self.seed, cell)


def slide(word: str = "hello") -> Choice:
    """The lecture's network, whose size and weights are fixed, reading ``word``."""
    return Choice("slide", word, SLIDE_UNITS, 1)


def network_controls(page: Page[Any], choice: Choice) -> None:
    """The controls of the network that is shown: whose weights, and which word."""
    state = page.now
    controls.draw(page, "network", "word")
    if state.network == "slide" and not character_model.slide_can_read(state.word):
        page.remark(f"The slide's network knows only h, e, l and o. “{state.word}” is read by a trained one.")
    elif state.network == "slide" and choice.cell == "lstm":
        page.remark("The slide's network is a vanilla RNN. The LSTM here is a trained one.")


def more_of_the_network(page: Page[Any], choice: Choice, *, cells: bool = False) -> None:
    """Its further controls: how many units, which draw of the weights, with ``cells`` also the cell."""
    if cells:
        controls.draw(page, "cell")
    fixed = choice.kind == "slide"
    controls.control(page, "hidden", disabled=fixed)
    controls.seed_button(page, fixed=fixed)


def training(page: Page[Any], choice: Choice) -> Player[Training]:
    """The player of the network's training, at what the link or the reader made of it."""
    on: Player[Training] = player(page)
    own, commands = page.held.own, page.held.commands
    tape = character_model.start_tape(choice) if page.now.tape is None else page.now.tape
    now = on.load(choice, lambda: character_model.replay(choice, tape))
    before = own.get("training", (choice, tape, commands))
    own["training"] = (choice, tape, commands)
    commanded, changed = before[2] != commands, before[0] == choice and before[1] != tape
    if (commanded or changed or page.now.tape is not None) and before != own["training"] and now.tape != tape:
        on.pause()
        on.show(character_model.replay(choice, tape))
    return on


def go_on(page: Page[Any], choice: Choice, rate: float, *, steps: int | None = None) -> None:
    """Train one slice, or one step, on while it plays: ``steps`` at the most, and no more than a link can carry."""
    on = training(page, choice)
    assert on.shot is not None
    if not on.playing:
        return
    left = character_model.MOST_STEPS - character_model.length(on.shot.tape)
    if left <= 0:
        on.pause()
        return
    on.advance(
        lambda shot: character_model.grow(choice, shot, rate), under=(choice, rate), most=min(steps or left, left)
    )


def keep_tape(page: Page[Any], choice: Choice) -> None:
    """Put the training into the page's state while it stands still."""
    on = training(page, choice)
    if on.shot is not None and not on.playing:
        start = character_model.start_tape(choice)
        if on.shot.tape != (start if page.now.tape is None else page.now.tape):
            page.change(tape=None if on.shot.tape == start else on.shot.tape)


def kept_aside(on: Player[Training], choice: Choice) -> int:
    """How many steps *Start over* has put aside; 0 for none."""
    aside = on.aside.get(choice)
    return character_model.length(aside.tape) if aside else 0
