"""A visitor without a browser: speaks the app's own websocket protocol, the same messages that a browser sends."""

import asyncio
import re
import uuid
from dataclasses import dataclass, field
from time import perf_counter
from types import TracebackType
from typing import Self

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

DEADLINE_S = 60
PROTOCOL = "streamlit"


@dataclass
class Session:
    """One session on the app at `url`. Use as `async with Session(url) as visitor`, which opens the first page.

    `widgets` maps the key of each widget that was drawn to its id, `options` those of a select box to its options, `texts`
    is what the last run wrote, and `faults` what went wrong on the screen.
    """

    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    session_id: str = ""
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _page: str = ""
    _query: str = ""
    _socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, kind: type | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def open(self) -> float:
        """Fetch the cookies as a page would, connect, run the first page; its time in ms. Also after a lost connection."""
        async with httpx.AsyncClient(base_url=self.url, cookies=self.cookies) as client:
            answer = (await client.get("/_stcore/health")).raise_for_status()
            self.cookies |= dict(answer.cookies)
        known = [PROTOCOL, self.cookies.get("_streamlit_xsrf", "none"), self.session_id]
        self._socket = await connect(
            f"ws{self.url[4:]}/_stcore/stream", origin=self.url, max_size=None,
            subprotocols=[part for part in known if part],
            additional_headers=self.headers | {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())})
        return await self.rerun()

    async def choose(self, key: str, text: str) -> float:
        """Choose an option of the select box with this key; ms until the run that it causes has ended."""
        self._states[key] = WidgetState(id=self.widgets[key], string_value=text)
        return await self.rerun()

    async def press(self, key: str) -> float:
        """Press the button with this key."""
        return await self.rerun(WidgetState(id=self.widgets[key], trigger_value=True))

    async def write(self, key: str, text: str) -> float:
        """Type into the text field with this key."""
        self._states[key] = WidgetState(id=self.widgets[key], string_value=text)
        return await self.rerun()

    async def unfold(self, key: str) -> float:
        """Open the popover or expander with this key."""
        self._states[key] = WidgetState(id=self.widgets[key], bool_value=True)
        return await self.rerun()

    async def visit(self, page: str) -> float:
        """Go to another page by its address (`rank`)."""
        self._page = self.pages[page]
        return await self.rerun()

    async def upload(self, name: str, content: bytes) -> int:
        """Upload a file as the uploader of a page does; the HTTP status."""
        async with httpx.AsyncClient(base_url=self.url, cookies=self.cookies, timeout=DEADLINE_S) as client:
            answer = await client.put(
                f"/_stcore/upload_file/{self.session_id}/{uuid.uuid4()}", files={"file": (name, content)},
                headers={"X-Xsrftoken": self.cookies.get("_streamlit_xsrf", "")})
            return answer.status_code

    async def rerun(self, *triggers: WidgetState) -> float:
        """Send the state of all widgets, wait until the run has ended; ms."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self._query, self._page
        state.widget_states.widgets.extend(value for key, value in self._states.items() if self.widgets.get(key) == value.id)
        state.widget_states.widgets.extend(triggers)
        state.context_info.timezone, state.context_info.locale, state.context_info.url = "UTC", "en-GB", f"{self.url}/"
        self.texts.clear()
        begun = perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(DEADLINE_S):
            while not self._take(await self._socket.recv()):
                pass
        return 1000 * (perf_counter() - begun)

    def _take(self, payload: bytes) -> bool:
        """Read one message of the server; whether it ends a run."""
        message = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id or self.session_id
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self._page = message.navigation.page_script_hash or self._page
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta":
            self._draw(message.delta)
        elif kind == "script_finished":
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                self.faults.append(f"the run ended as {message.script_finished}")
            return True
        return False

    def _draw(self, delta) -> None:
        """Remember a widget's id by its key, and what an error says."""
        if delta.WhichOneof("type") == "add_block":
            block = delta.add_block
            kind = block.WhichOneof("type")
            self._remember(getattr(block, "id", "") or (getattr(getattr(block, kind), "id", "") if kind else ""))
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind is None:
            return
        body = getattr(element, kind)
        if kind == "exception":
            self.faults.append(f"exception {body.type}")
        elif kind == "alert" and body.format == body.ERROR:
            self.faults.append(f"error {body.body}")
        elif kind in ("markdown", "heading"):
            self.texts.append(body.body)
        self._remember(getattr(body, "id", ""))
        if kind == "selectbox":
            self.options[body.id.split("-", 2)[2]] = list(body.options)

    def _remember(self, widget: str) -> None:
        if found := re.fullmatch(r"\$\$ID-[0-9a-f]+-(.+)", widget):
            self.widgets[found[1]] = widget
