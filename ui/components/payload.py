"""What travels to a component: data as JSON and arrays of numbers, refused where the browser could not read them."""

import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Prepared:
    """A payload's JSON text and the numbers of its arrays: made once, it can be sent often."""

    text: bytes
    numbers: bytes


def prepare(payload: Mapping[str, Any]) -> Prepared:
    """The payload's text, in which an array is where its numbers begin and how many there are.

    ``{"float64": [0, 12]}``. An array may hold nan, which says that a number is hidden. One nan or NumPy scalar in the
    JSON would break the component until the page is loaded again, so both are refused here: ValueError or TypeError
    with the path of the bad value.
    """
    arrays: list[np.ndarray] = []
    begin = 0

    def placed(value: object) -> dict[str, list[int]]:
        nonlocal begin
        if not isinstance(value, np.ndarray) or value.dtype != np.float64:
            raise TypeError
        arrays.append(value)
        begin += value.size
        return {"float64": [begin - value.size, value.size]}

    try:
        text = json.dumps(payload, allow_nan=False, ensure_ascii=False, separators=(",", ":"), default=placed).encode()
    except (ValueError, TypeError) as error:
        found = _find_bad(payload, "payload")
        if found is None:
            raise
        path, value = found
        kind = ValueError if isinstance(value, float) else TypeError
        raise kind(f"{path} is {value!r}, which no figure can show") from error
    return Prepared(text, b"".join(np.ascontiguousarray(each).data for each in arrays))


def encode(payload: Mapping[str, Any], prepared: Prepared | None = None) -> bytes:
    """What is sent: the length of the JSON text, the text, and behind it the numbers of its float64 arrays.

    The text holds ``payload``, which has no arrays where something was ``prepared``, and all that was prepared.
    """
    made = prepare(payload)
    if prepared is not None:
        text = b",".join(part for part in (made.text[1:-1], prepared.text[1:-1]) if part)
        made = Prepared(b"{" + text + b"}", prepared.numbers)
    text = made.text + b" " * (-(len(made.text) + 4) % 8)
    return struct.pack("<I", len(text)) + text + made.numbers


def decode(sent: bytes) -> dict[str, Any]:
    """What `encode` was given, its arrays flat."""
    (length,) = struct.unpack_from("<I", sent)
    numbers = np.frombuffer(sent, np.float64, offset=4 + length)

    def found(value: dict[str, Any]) -> Any:
        if value.keys() != {"float64"}:
            return value
        begin, size = value["float64"]
        return numbers[begin : begin + size]

    payload: dict[str, Any] = json.loads(sent[4 : 4 + length], object_hook=found)
    return payload


def _find_bad(value: object, path: str) -> tuple[str, object] | None:
    if isinstance(value, Mapping):
        children = [(f"{path}[{name!r}]", child) for name, child in value.items()]
    elif isinstance(value, list | tuple):
        children = [(f"{path}[{place}]", child) for place, child in enumerate(value)]
    elif isinstance(value, float):
        return None if math.isfinite(value) else (path, value)
    elif isinstance(value, np.ndarray):
        return None if value.dtype == np.float64 else (path, value)
    else:
        return None if value is None or isinstance(value, str | int) else (path, value)
    return next(filter(None, (_find_bad(child, name) for name, child in children)), None)
