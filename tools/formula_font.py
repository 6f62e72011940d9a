"""Write ui/static/formulas.woff2, the part of STIX Two Math that the formulas in the cards are set in.

``python -m tools.formula_font STIXTwoMath-Regular.ttf``, with `fonttools` and `brotli` installed and the font from
https://github.com/stipub/stixfonts. A phone and many a computer have no mathematical font, and without one a browser
sets indices hardly below the line. The font keeps its table MATH and the variants that grow.
"""

import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "ui" / "static"
CHARACTERS = "".join(
    (
        "".join(map(chr, range(0x20, 0x7F))),
        "\u00a0¬±·×÷ˆ˜¯ˉ\u0302\u0303\u0304\u0305ΓΔΘΛΞΠΣΦΨΩαβγδεζηθικλμνξπρστυφχψωϵϕ",
        "ℎℓℝℕ‖′⋅⊙⊤⊗∂∇∑∏∫√∞∈∉≈≠≡≤≥≪≫→←↔↦⇒⟨⟩⌊⌋⌈⌉…⋯⋮⋱−∗∘∣∥∼\u2061\u2062\u2063",
        "".join(map(chr, (*range(0x1D434, 0x1D468), *range(0x1D6E2, 0x1D71C)))),  # italic, Latin and Greek
    )
)


def main() -> None:
    """Cut the font named by the only argument."""
    from fontTools import subset

    features, license_names = ["ssty", "rtlm", "dtls"], [0, 13, 14]
    options = subset.Options(flavor="woff2", layout_features=features, hinting=False, name_IDs=license_names)
    font = subset.load_font(sys.argv[1], options)
    cut = subset.Subsetter(options)
    cut.populate(text=CHARACTERS)
    cut.subset(font)
    subset.save_font(font, str(STATIC / "formulas.woff2"), options)


if __name__ == "__main__":
    main()
