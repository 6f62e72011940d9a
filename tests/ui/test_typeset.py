"""TeX of the cards becomes MathML in the colors of the figure."""

import tomllib
from xml.etree import ElementTree

import pytest

from rnn_core.notation import SYMBOLS
from tests.sources import ROOT
from tools.formula_font import CHARACTERS, STATIC
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


def test_the_font_of_the_formulas_has_every_character_of_them() -> None:
    scripts = [file.read_text(encoding="utf-8") for file in sorted(ROOT.glob("lessons/*/script.txt"))]
    formulas = [line.removeprefix("formula: ") for said in scripts for line in said.splitlines() if "formula: " in line]
    written = [typeset(formula) for formula in (*formulas, *(symbol.latex for symbol in SYMBOLS))]
    written += [made for said in scripts for made in of_text(said).values()]
    used = {letter for made in written for letter in "".join(ElementTree.fromstring(made).itertext())}
    assert len(used) > 60
    assert used - set(CHARACTERS) <= {"\n"}


def test_the_font_is_served_where_the_theme_looks_for_it() -> None:
    assert (STATIC / "formulas.woff2").read_bytes()[:4] == b"wOF2"
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["enableStaticServing"]
    assert [face["url"] for face in settings["theme"]["fontFaces"]] == ["app/static/formulas.woff2"]
