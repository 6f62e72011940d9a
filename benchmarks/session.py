"""A reader without a browser: one Streamlit session over its real WebSocket protocol.

A browser sends ``BackMsg`` and receives ``ForwardMsg`` (protocol buffers, one a frame) at
``/_stcore/stream``. The first message asks for a page by name; later ones carry the page's hash and
the state of the widgets that were touched.
"""

import asyncio
import time
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

FINISHED = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


class Session:
    """One open session; ``async with`` opens and closes it.

    ``label`` is that of the slider to be moved, None where the page is only to be opened.
    """

    def __init__(self, address: str, page: str, query: str, label: str | None) -> None:
        self._address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self._page, self._query, self._label = page.strip("/"), query, label
        self._socket: ClientConnection | None = None
        self._page_hash = ""
        self._fragment = ""
        self._slider: Slider | None = None
        self._values: dict[str, float | str | FileUploaderState] = {}

    async def __aenter__(self) -> Self:
        """Connect and run the page once."""
        # Streamlit's second subprotocol would be its cross-site token; only browsers have one.
        self._socket = await connect(
            self._address, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None
        )
        await self._run(first=True)
        if self._slider is None and self._label is not None:
            raise LookupError(f"the page {self._page!r} has no slider {self._label!r}")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the socket, as a closed tab does."""
        if self._socket is not None:
            await self._socket.close()

    async def move(self, steps: int) -> float:
        """Put the slider ``steps`` from its lowest value; seconds from sending to finished."""
        if self._slider is None:
            raise RuntimeError("the session is not open")
        span = int((self._slider.max - self._slider.min) / self._slider.step)
        value = self._slider.min + self._slider.step * (steps % (span + 1))
        self._values[self._slider.id] = value
        begin = time.perf_counter()
        await self._run()
        return time.perf_counter() - begin

    def saw(self, element: Element, fragment: str) -> None:
        """Take note of an element that the page draws, and of the fragment that draws it."""
        if element.slider.label == self._label:
            self._slider = element.slider
            self._fragment = fragment

    async def _run(self, *, first: bool = False) -> None:
        if self._socket is None:
            raise RuntimeError("the session is not open")
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self._query
        state.page_script_hash = self._page_hash
        if first:
            state.page_name = self._page
        else:
            state.fragment_id = self._fragment
        for name, value in self._values.items():
            widget = state.widget_states.widgets.add()
            widget.id = name
            if isinstance(value, str):
                widget.string_value = value
            elif isinstance(value, FileUploaderState):
                widget.file_uploader_state_value.CopyFrom(value)
            else:
                widget.double_array_value.data.append(value)
        await self._socket.send(message.SerializeToString())
        await asyncio.wait_for(self._until_finished(self._socket), timeout=120)

    async def _until_finished(self, socket: ClientConnection) -> None:
        async for frame in socket:
            message = ForwardMsg()
            message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page_hash = message.new_session.page_script_hash
            elif kind == "navigation":
                self._page_hash = message.navigation.page_script_hash
            elif kind == "delta":
                element = message.delta.new_element
                if element.WhichOneof("type") == "exception":
                    raise RuntimeError(element.exception.message)
                self.saw(element, message.delta.fragment_id)
            elif kind == "script_finished":
                if message.script_finished not in FINISHED:
                    raise RuntimeError(f"the run ended with {message.script_finished}")
                return
        raise ConnectionError("the server closed the session")
