"""plotly.js comes from the app itself, whole, compressed, and stays with the browser."""

import asyncio
import gzip

from starlette.requests import Request

from server.vendor import ROUTES, YEAR
from ui import plotly_js


def test_the_library_is_sent_whole_and_kept_for_a_year() -> None:
    (route,) = ROUTES
    answer = asyncio.run(route.endpoint(Request({"type": "http"})))
    assert route.path == f"/{plotly_js.ADDRESS}"
    assert answer.headers["content-encoding"] == "gzip"
    assert f"max-age={YEAR}" in answer.headers["cache-control"]
    assert answer.media_type == "text/javascript"
    assert gzip.decompress(answer.body) == plotly_js.file().read_bytes()
    assert len(answer.body) < 0.4 * plotly_js.file().stat().st_size
