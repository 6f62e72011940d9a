"""TeX of the cards becomes MathML in the colors of the figure."""

from xml.etree import ElementTree

import pytest

from rnn_core.notation import SYMBOLS
from ui.typeset import ROLES, of_text, typeset


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_a_class_that_the_style_colors(role: str) -> None:
    found = typeset(rf"\{role}{{h_t}} = 1")
    name = f"gate_{role[4:]}" if role.startswith("gate") else role
    assert f'class="{name}"' in found
    assert "mathcolor" not in found


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda symbol: symbol.code)
def test_every_symbol_is_well_formed_mathml(symbol: object) -> None:
    root = ElementTree.fromstring(typeset(symbol.latex))  # type: ignore[attr-defined]
    assert root.tag.endswith("math")


def test_a_prime_is_raised_once_by_its_own_glyph() -> None:
    found = typeset("v' = v^2")
    assert found.count("<msup>") == 1
    assert "&#x02032;</mo>" in found


def test_only_what_stands_between_dollar_signs_is_typeset() -> None:
    assert list(of_text(r"The state $h_t$ costs \$5 and $W_{hh}$.")) == ["h_t", "W_{hh}"]
