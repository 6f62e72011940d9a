"""The headers under which the app is sent; that it runs under them, every browser test shows."""

import asyncio
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from server.headers import HEADERS, Headers


def answered(*own: tuple[bytes, bytes]) -> dict[str, str]:
    """The headers of the answer of an app that sends these of its own."""
    sent: list[Any] = []

    async def app(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": list(own)})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Headers(app)({"type": "http"}, receive, send))
    return {name.decode(): text.decode() for name, text in sent[0]["headers"]}


def test_every_answer_says_what_the_page_may_do() -> None:
    assert answered() == {name.lower(): text for name, text in HEADERS.items()}


def test_what_the_answer_itself_says_stays() -> None:
    assert answered((b"referrer-policy", b"no-referrer"))["referrer-policy"] == "no-referrer"


def test_scripts_come_from_here_and_none_stands_in_the_page_but_streamlits_own() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert "unsafe" not in policy["script-src"]
    assert policy["script-src"].count("sha256-") == 1
    assert policy["object-src"] == "'none'"


def test_any_page_may_embed_a_lesson() -> None:
    assert "frame-ancestors *" in HEADERS["Content-Security-Policy"]
    assert "X-Frame-Options" not in HEADERS
