"""A sentence broken into lines, as a drawing needs it."""


def lines(sentence: str, letters: int, most: int = 4) -> list[str]:
    """``sentence`` in lines of so many ``letters``; what is beyond ``most`` lines ends in "…"."""
    found = [""]
    for word in sentence.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > letters:
            found.append(word)
        else:
            found[-1] = f"{found[-1]} {word}".strip()
    return found if len(found) <= most else [*found[: most - 1], f"{found[most - 1]} …"]
