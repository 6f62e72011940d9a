"""Networks and snapshots in one .npz file: plain arrays and a description, never pickled objects.

The file holds each array by its dotted name, as `model.cell.W_hh`, and `description`: JSON that
says which classes the arrays belong to, every number that is not an array, and a SHA-256 digest of
it all. A file that was cut short or changed is refused by name, before anything is made from it.
(The digest protects from accidents; who rewrites a file can rewrite its digest as well.)
"""

import hashlib
import json
import zipfile
import zlib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from rnn_core.serializable import KINDS
from rnn_core.types import Array, check_finite, check_shape

File: TypeAlias = str | Path | IO[bytes]

_DESCRIPTION = "description"
_BROKEN: tuple[type[Exception], ...] = (zipfile.BadZipFile, zlib.error, EOFError, OSError)
_BROKEN += (KeyError, ValueError, RuntimeError, TypeError)  # the last for one array, not an archive
_FOREIGN = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
_NOT_OURS = f"{_DESCRIPTION} must be what save writes, got something else"


def save(file: File, thing: Any, dtype: npt.DTypeLike | None = None) -> None:
    """Write a network, a snapshot or any set of `kinds.KINDS` to `file`.

    dtype: as what real numbers are kept, float16 for half the space of float32, None for as they
    are. `load` gives back the dtype they had; with None also the same bits.
    """
    arrays: dict[str, Array] = {}
    shape = _describe(thing, "", arrays)
    kept = {name: _narrowed(name, array, dtype) for name, array in arrays.items()}
    dtypes = {name: array.dtype.str for name, array in arrays.items()}
    description = {"thing": shape, "dtypes": dtypes}
    description["digest"] = _digest(description, kept)
    text = json.dumps(description, allow_nan=False, ensure_ascii=False).encode()
    np.savez_compressed(file, **kept, **{_DESCRIPTION: np.frombuffer(text, np.uint8)})  # type: ignore[arg-type]


def load(file: File, most_bytes: int = 1 << 28) -> Any:
    """What `save` was given; ValueError saying what is wrong with the file if it is not that.

    A file that would unpack to more than `most_bytes` is refused before it is unpacked.
    """
    try:
        with np.load(file, allow_pickle=False) as archive:
            size = sum(part.file_size for part in archive.zip.infolist())
            if size > most_bytes:
                raise ValueError(f"{size} bytes, of {most_bytes} at most")
            arrays = {name: archive[name] for name in archive.files}
    except FileNotFoundError:
        raise
    except _BROKEN as fault:
        raise ValueError(f"file must be a complete .npz of plain arrays, got: {fault}") from None
    if _DESCRIPTION not in arrays:
        raise ValueError(f"file must hold the array {_DESCRIPTION}, got {sorted(arrays)}")
    try:
        description = json.loads(arrays.pop(_DESCRIPTION).tobytes().decode())
        digest, dtypes = description.pop("digest"), dict(description["dtypes"])
    except _FOREIGN:
        raise ValueError(_NOT_OURS) from None
    _check_names(arrays, dtypes)
    if _digest(description, arrays) != digest:
        raise ValueError("file must be as it was saved, got arrays that do not match the digest")
    try:
        return _build(description["thing"], {n: a.astype(dtypes[n]) for n, a in arrays.items()})
    except _FOREIGN[1:]:
        raise ValueError(_NOT_OURS) from None


def _describe(thing: Any, name: str, arrays: dict[str, Array]) -> Any:
    """The description of a thing; its arrays are added to `arrays` by name."""
    if isinstance(thing, np.ndarray):
        name = name or "array"
        arrays[name] = thing
        return {"array": name, "shape": list(thing.shape)}
    if isinstance(thing, tuple):
        parts = [_describe(part, f"{name}.{k}".lstrip("."), arrays) for k, part in enumerate(thing)]
        return {"tuple": parts}
    if is_dataclass(thing) and KINDS.get(type(thing).__name__) is type(thing):
        found = {
            field.name: _describe(getattr(thing, field.name), f"{name}.{field.name}".lstrip("."), arrays)
            for field in fields(thing)
        }
        return {"class": type(thing).__name__, "fields": found}
    if thing is None or isinstance(thing, bool | int | float | str):
        return {"value": thing}
    raise ValueError(f"{name or 'thing'} must be of a known kind, got {type(thing).__name__}")


def _build(shape: Any, arrays: dict[str, Array]) -> Any:
    """The thing that `_describe` described."""
    if "array" in shape:
        check_shape(shape["array"], arrays[shape["array"]], tuple(shape["shape"]))
        return arrays[shape["array"]]
    if "tuple" in shape:
        return tuple(_build(part, arrays) for part in shape["tuple"])
    if "value" in shape:
        return shape["value"]
    kind = KINDS.get(shape["class"])
    if kind is None:
        raise ValueError(f"class must be one of {', '.join(KINDS)}, got {shape['class']}")
    given = {name: _build(part, arrays) for name, part in shape["fields"].items()}
    known = {field.name for field in fields(kind)}
    if set(given) != known:
        raise ValueError(f"{shape['class']} must have {sorted(known)}, got {sorted(given)}")
    return kind(**given)


def _narrowed(name: str, array: Array, dtype: npt.DTypeLike | None) -> Array:
    """The array as it is kept; ValueError if a number is too large for that."""
    if dtype is None or array.dtype.kind != "f":
        return array
    with np.errstate(over="ignore"):
        kept = array.astype(dtype)
    check_finite(name, kept.astype(array.dtype))
    return kept


def _check_names(arrays: dict[str, Array], dtypes: dict[str, str]) -> None:
    missing, extra = sorted(set(dtypes) - set(arrays)), sorted(set(arrays) - set(dtypes))
    if missing:
        raise ValueError(f"file must hold the array {missing[0]}, it is missing")
    if extra:
        raise ValueError(f"file must hold what was saved only, got the array {extra[0]} as well")


def _digest(description: dict[str, Any], arrays: dict[str, Array]) -> str:
    """SHA-256 over the description and every array with its name, dtype and shape."""
    digest = hashlib.sha256(json.dumps(description, sort_keys=True).encode())
    for name in sorted(arrays):
        array = arrays[name]
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
