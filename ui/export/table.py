"""A table as text, as a spreadsheet reads it."""

import csv
import io
from collections.abc import Iterable
from typing import TypeAlias

Rows: TypeAlias = Iterable[Iterable[object]]


def as_csv(rows: Rows) -> str:
    """The rows, of which the first one names the columns, as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
