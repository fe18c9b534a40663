"""What one session brought: files that were checked, the data in use, and their end with the session.

The session's state names its database, and the store asks for it (see store.db.ask_first) wherever nothing is bound:
Streamlit runs a widget's callback before the frame, and a fragment without it. The frame binds the database for the
whole run, so that a build published in the middle of it changes nothing on the page.
"""

import threading
import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from atlas import answers, own
from atlas.components import choices
from atlas.domain.errors import AtlasError, StoreError
from atlas.own.folder import Folder, sweep

GRACE_S = 150
"""How long a session that lost its connection may come back; Streamlit forgets it after 120 s."""

_CHECKED, _USED, _FAULT, _ROUND = "own_checked", "own_used", "own_fault", "own_round"
_MADE = ("deck_made_", "record_replayed")
"""Beginnings of the state that holds what was drawn from the data: it goes when the data do."""


@dataclass(frozen=True)
class Checked:
    """Files that were checked, and what using them would change. `shipped` is the data version they were laid over."""

    names: tuple[str, ...]
    found: own.Examined
    folder: Folder
    shipped: str


@dataclass
class Used:
    """The data that a session uses. `database` is None once they were given up."""

    checked: Checked
    database: Any
    since: datetime
    session: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    _leaving: threading.Timer | None = None

    def close(self) -> None:
        """Let the database and the files go."""
        self.stay()
        self.database = None
        self.checked.folder.remove()

    def leave(self) -> None:
        """The session lost its connection: close, unless it comes back."""
        self.stay()
        if self.database is not None:
            self._leaving = threading.Timer(GRACE_S, self._left)
            self._leaving.daemon = True
            self._leaving.start()

    def stay(self) -> None:
        """The session is here."""
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def _left(self) -> None:
        if not (runtime.exists() and runtime.get_instance().is_active_session(self.session)):
            self.close()


@st.cache_resource(scope="session", on_release=Used.leave, show_spinner=False)
def _presence(id_: str, _used: Used) -> Used:
    """Streamlit releases what a session cached when the session's connection ends."""
    return _used


@lru_cache(maxsize=1)
def prepare() -> None:
    """Once a process: have the store ask the session, and clear away what a crash left behind."""
    answers.ask_first(_database)
    sweep()


def _database() -> Any:
    if get_script_run_ctx(suppress_warning=True) is None:  # a download or another thread: it carries its database
        return None
    found = used()
    return None if found is None else found.database


def used() -> Used | None:
    """The data of this session's own that are in use."""
    found = st.session_state.get(_USED)
    return found if found is not None and found.database is not None else None


def serving() -> AbstractContextManager[None]:
    """A block in which everything is answered by this session's data, or by one published build."""
    found = used()
    if found is not None:
        _presence(found.id, found)
        found.stay()
    return answers.serving(found and found.database)


def checked() -> Checked | None:
    """The files that were checked last and are not in use yet."""
    return st.session_state.get(_CHECKED)


def fault() -> str:
    """Why the last step failed; said once."""
    return st.session_state.pop(_FAULT, "")


def uploader_key() -> str:
    """The uploader's key: another one after each check, so that it is empty again."""
    return f"own_files_{st.session_state.get(_ROUND, 0)}"


def check(files: Sequence[Any]) -> None:
    """Check uploaded files and forget their content; slow. The result is `checked()`."""
    uploads = [own.Upload(file.name, file.getvalue()) for file in files]
    context = get_script_run_ctx(suppress_warning=True)
    for file in files:  # Streamlit would hold them until the session ends
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
        file.close()
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    _examine(tuple(upload.name for upload in uploads), uploads)


def _examine(names: tuple[str, ...], uploads: Sequence[own.Upload]) -> Checked:
    folder, shipped = Folder(), answers.published_version()
    try:
        checked = Checked(names, own.examine(uploads, folder.path), folder, shipped)
    except OSError as error:
        raise StoreError(f"the files cannot be put aside to be checked ({error.strerror}); make room for temporary files"
                         ) from None
    st.session_state[_CHECKED] = checked
    return checked


def again() -> None:
    """Lay the tables in use over the shipped data of now, and use that if nothing is wrong with it; slow."""
    old = used().checked
    uploads = [own.Upload(path.name, path.read_bytes()) for path in old.found.files]
    if _examine(old.names, uploads).found.database is not None:
        use()


def discard() -> None:
    """Forget the checked files: for a widget's callback."""
    st.session_state.pop(_CHECKED, None)


def use() -> None:
    """Use the checked files in this session."""
    new, old = st.session_state.pop(_CHECKED), used()
    try:
        database = answers.open_own(new.found.database)
    except AtlasError as error:
        st.session_state[_FAULT] = str(error)
        return
    context = get_script_run_ctx(suppress_warning=True)
    st.session_state[_USED] = Used(new, database, datetime.now(UTC), context.session_id)
    _changed(old, answers.serving(database))


def back() -> None:
    """Back to the shipped data: for a widget's callback."""
    _changed(st.session_state.pop(_USED), answers.serving_shipped())


def _changed(old: Used | None, new: AbstractContextManager[None]) -> None:
    """Other data answer from here on: let the old ones go, with what was made of them."""
    for key in [key for key in st.session_state if str(key).startswith(_MADE)]:
        del st.session_state[key]
    if old is not None:
        old.close()
    with new:
        choices.replace_all(choices.current())
