"""plotly.js, sent from the installed package: compressed once for all readers, and kept by a browser for good."""

import gzip
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ui import plotly_js

YEAR = 365 * 24 * 3600


@cache
def compressed() -> bytes:
    """The library as it is sent, made at the first request."""
    return gzip.compress(plotly_js.file().read_bytes())


async def _send(_: Request) -> Response:
    headers = {"Content-Encoding": "gzip", "Cache-Control": f"public, max-age={YEAR}, immutable"}
    return Response(await run_in_threadpool(compressed), media_type="text/javascript", headers=headers)


ROUTES = [Route(f"/{plotly_js.ADDRESS}", _send)]
