"""The current state as a link and as a QR code for the audience."""

from base64 import b64encode
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import streamlit as st

from ui import presenter
from ui.components.location import address
from ui.state import PRESENT, Page

LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")


def button(page: Page[Any]) -> None:
    """The button that opens the link and its QR code."""
    if st.button("Share", key=page.key("share"), icon=":material/share:", help="A link to exactly this state."):
        _show(page.now.hangs_on_rounding())


def for_audience(link: str) -> str:
    """``link`` without presenter mode."""
    parts = urlsplit(link)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = urlencode([pair for pair in pairs if pair[0] != PRESENT])
    return urlunsplit(parts._replace(query=kept))


def qr_code(link: str, scale: int = 6) -> bytes | None:
    """A picture of ``link`` as SVG, dark on white in both themes; None if it is too long.

    ``scale`` is the width of its squares in px.
    """
    import segno

    try:
        code = segno.make(link, error="m", micro=False)
    except segno.DataOverflowError:
        return None
    picture = BytesIO()
    code.save(picture, kind="svg", scale=scale, border=3, light="#ffffff", dark="#1f2430")
    return picture.getvalue()


@st.dialog("Share this state")
def _show(rounding: str) -> None:
    here = address()
    if here is None:
        return
    link = for_audience(here)
    st.markdown(
        "Whoever opens this link sees the same network at the same step, and the same numbers up to their last digits, "
        "because another processor adds them in another order. The question is theirs to answer; until then it hides "
        "what it asks about."
    )
    if rounding:
        st.warning(rounding, icon=":material/info:")
    st.code(link, language=None, wrap_lines=True)
    picture = qr_code(link, 12 if presenter.active() else 8)
    if picture is None:
        st.caption("The link is too long for a QR code.")
    else:
        # As Markdown, for st.image takes no text for a screen reader.
        st.markdown(f"![The link as a QR code](data:image/svg+xml;base64,{b64encode(picture).decode()})")
    if urlsplit(link).hostname in LOOPBACK:
        st.caption(
            "This address works on this computer only. For an audience, open the app by the "
            "computer's name in the network; link and code change with it."
        )
