"""Mathematics in the cards beside a figure: TeX as MathML, in the colors of the figure."""

import re
from functools import lru_cache

from latex2mathml.converter import convert

ROLES = ("input", "hidden", "output", "target", "loss", "gradient", "gatei", "gatef", "gateo", "gateC")
_ROLE = re.compile(r"\\(" + "|".join(ROLES) + r")(?=\{)")
_COLOR = re.compile(r'mathcolor="(gate)?(\w+)"')
_PRIME = re.compile(r"<msup>(<mi>\w+</mi>)<mi>&#x02032;</mi></msup>")
_MATH = re.compile(r"(?<!\\)\$([^$]+)\$")


@lru_cache(maxsize=2048)
def typeset(tex: str, *, block: bool = False) -> str:
    r"""``tex`` as MathML; ``\hidden{h_t}`` gets the class of the role, as all roles do (``\gatef{f_t}``)."""
    colored = _ROLE.sub(lambda found: rf"\textcolor{{{found[1]}}}", tex)
    made = convert(colored, display="block" if block else "inline")
    made = _PRIME.sub(r'<mrow>\1<mo lspace="0" rspace="0">&#x02032;</mo></mrow>', made)  # raised by its own glyph
    return _COLOR.sub(lambda found: f'class="{"gate_" if found[1] else ""}{found[2]}"', made)


def of_text(text: str) -> dict[str, str]:
    """The MathML of each formula between dollar signs in ``text``, by its TeX."""
    return {tex: typeset(tex) for tex in _MATH.findall(text)}
