"""Modules become one script: in order, without a circle, with every name declared once."""

import re
from pathlib import Path

import pytest

from ui.components import bundle
from ui.components.bundle import BundleError

PARTS = {"explain"}
"""Folders of modules that several components need."""
ENTRIES = sorted(
    path
    for path in bundle.HERE.glob("*/*.js")
    if (path.parent.name == path.stem and path.stem not in PARTS) or path.name == "mount.js"
)


def plant(root: Path, modules: dict[str, str]) -> Path:
    """Write modules and return the first."""
    for name, text in modules.items():
        (root / name).write_text(text, encoding="utf-8")
    return root / next(iter(modules))


def test_every_component_is_found() -> None:
    names = [path.stem for path in ENTRIES]
    figures = ["curves", "graph", "mount", "letters", "plot"]
    assert sorted(names) == sorted(
        ["address", "card", "device", "frame", "legend", "live_slider", "location", "map", *figures]
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.stem)
def test_modules_stand_after_what_they_need(entry: Path) -> None:
    modules = bundle.order(entry)
    assert modules[-1] == entry
    for place, module in enumerate(modules):
        assert set(bundle.imports(module)) <= set(modules[:place])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.stem)
def test_a_bundle_imports_nothing_and_exports_what_streamlit_calls(entry: Path) -> None:
    text = bundle.bundle(entry)
    assert not re.search(r"^import\b", text, re.MULTILINE)
    assert re.findall(r"^export .*", text, re.MULTILINE) == re.findall(r"^export default .*", text, re.MULTILINE)
    assert len(re.findall(r"^export default ", text, re.MULTILINE)) == 1


def test_every_module_is_part_of_a_component() -> None:
    used = {module for entry in ENTRIES for module in bundle.order(entry)}
    assert used == set(bundle.HERE.glob("*/*.js"))


def test_modules_are_glued_without_imports_exports_and_documentation(tmp_path: Path) -> None:
    entry = plant(
        tmp_path,
        {
            "a.js": "import { b } from './b.js';\n\nexport default function () {\n  b();\n}\n",
            "b.js": "/** Says b. */\nexport const b = () => '/** stays */';\n",
        },
    )
    assert bundle.bundle(entry) == ("const b = () => '/** stays */';\n\nexport default function () {\n  b();\n}\n")


def test_a_circle_is_refused_with_its_modules(tmp_path: Path) -> None:
    entry = plant(
        tmp_path,
        {
            "entry.js": "import { a } from './a.js';\na();\n",
            "a.js": "import { b } from './b.js';\nexport const a = () => b();\n",
            "b.js": "import { a } from './a.js';\nexport const b = () => a();\n",
        },
    )
    with pytest.raises(BundleError, match=re.escape("a circle: a.js → b.js → a.js")):
        bundle.order(entry)


def test_one_name_in_two_modules_is_refused(tmp_path: Path) -> None:
    entry = plant(
        tmp_path,
        {
            "entry.js": "import { a } from './a.js';\nfunction draw() { a(); }\n",
            "a.js": "export const a = () => [1, 2], draw = 3;\n",
        },
    )
    with pytest.raises(BundleError, match=re.escape("draw is declared in a.js and entry.js")):
        bundle.bundle(entry)


@pytest.mark.parametrize(
    "line",
    [
        "import { a as b } from './a.js';",
        "import a from './a.js';",
        "import * as a from './a.js';",
        "import './a.js';",
        "import { a } from 'somewhere';",
        "import { c } from './a.js';",
    ],
)
def test_an_import_that_the_bundle_cannot_keep_is_refused(line: str, tmp_path: Path) -> None:
    entry = plant(tmp_path, {"entry.js": f"{line}\n", "a.js": "export const a = 1;\n"})
    with pytest.raises(BundleError):
        bundle.bundle(entry)


def test_names_are_found_beside_brackets_and_quotes() -> None:
    text = (
        "export const one = f(a, b), two = 'x, y', three = [1, 2];\n"
        "export async function four() {}\nclass Five {}\n  const inner = 1;\n"
    )
    assert bundle.declared(text) == ["one", "two", "three", "four", "Five"]
