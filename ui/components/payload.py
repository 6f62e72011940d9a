"""What travels to a component: data as JSON, refused where the browser could not read them."""

import json
import math
from collections.abc import Mapping
from typing import Any


def encode(payload: Mapping[str, Any]) -> str:
    """The payload as JSON text.

    One nan or NumPy scalar would break the component until the page is loaded again, so both are
    refused here: ValueError or TypeError with the path of the bad value.
    """
    try:
        return json.dumps(payload, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    except (ValueError, TypeError) as error:
        found = _find_bad(payload, "payload")
        if found is None:
            raise
        path, value = found
        kind = ValueError if isinstance(value, float) else TypeError
        raise kind(f"{path} is {value!r}, which no figure can show") from error


def _find_bad(value: object, path: str) -> tuple[str, object] | None:
    if isinstance(value, Mapping):
        children = [(f"{path}[{name!r}]", child) for name, child in value.items()]
    elif isinstance(value, list | tuple):
        children = [(f"{path}[{place}]", child) for place, child in enumerate(value)]
    elif isinstance(value, float):
        return None if math.isfinite(value) else (path, value)
    else:
        return None if value is None or isinstance(value, str | int) else (path, value)
    return next(filter(None, (_find_bad(child, name) for name, child in children)), None)
