"""The server's entry loads little, and settles how NumPy computes before NumPy is there."""

import os
import subprocess
import sys

import pytest

from tests.sources import ROOT

ENTRY = """\
import os, sys
import streamlit.web.cli
import app
print("numpy" in sys.modules, os.environ["OPENBLAS_NUM_THREADS"])
"""
WARM = """\
import asyncio, sys
from server.warmup import SWITCH, warm_up
from ui import turns
async def warm():
    async with warm_up(None):
        with turns.gate:
            print(turns.gate.locked(), sys.getswitchinterval() == SWITCH)
asyncio.run(warm())
"""
FIRST_PAGE = """\
import sys
from streamlit.testing.v1 import AppTest
page = AppTest.from_file(sys.argv[1], default_timeout=120).run()
page.switch_page(sys.argv[2]).run()
assert not page.exception, page.exception
print(sorted({"pandas", "pyarrow", "segno"} & sys.modules.keys()))
"""


def printed(code: str, *arguments: str, **environment: str) -> str:
    """What a new Python prints that runs ``code``."""
    inherited = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_one_thread_of_blas_is_set_before_numpy_is_loaded() -> None:
    assert printed(ENTRY) == "False 1"


def test_a_number_of_threads_that_the_operator_sets_stands() -> None:
    assert printed(ENTRY, OPENBLAS_NUM_THREADS="2") == "False 2"


def test_a_warm_server_lets_one_long_run_go_on_at_a_time_and_threads_give_way_soon() -> None:
    assert printed(WARM) == "True True"


@pytest.mark.slow
@pytest.mark.parametrize("page", ["home", "hello", "gradient_flow"])
def test_a_page_loads_nothing_that_only_tables_and_qr_codes_need(page: str) -> None:
    assert printed(FIRST_PAGE, str(ROOT / "ui" / "main.py"), f"../pages/{page}.py") == "[]"
