"""A table is read back as it was, whatever stands in it."""

import csv
import io

from ui.export.table import as_csv


def test_every_cell_is_read_back() -> None:
    rows = [["t", "x[,]"], ["1", "a,b"], ["2", '"'], ["3", "two\nlines"], ["4", ""]]
    assert list(csv.reader(io.StringIO(as_csv(rows)))) == rows


def test_a_line_ends_as_in_any_text_file() -> None:
    assert as_csv([["t", "x"], [1, 0.5]]) == "t,x\n1,0.5\n"
