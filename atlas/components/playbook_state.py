"""What the Playbook page keeps: answers in the link, everything about candidates only in the session.

A widget's own state goes when another page is shown, so what was chosen or typed is kept apart from its widget.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from atlas.components import choices, page_state
from atlas.components.text import plain
from atlas.domain.errors import AtlasError
from atlas.domain.playbook.forms import Question
from atlas.domain.playbook.pipeline import STAGES, Stage
from atlas.domain.playbook.vetting import Vetting

PAGE = "playbook"
VETTING, PIPELINE, FAULT = "playbook_vetting", "playbook_pipeline", "playbook_fault"


def answers(questions: Mapping[str, Question], defaults: Mapping[str, str]) -> dict[str, str]:
    """The answers of a form, from the link or the session."""
    return {q.id: page_state.current(PAGE, f"q_{q.id}", defaults[q.id], {o.id for o in q.options})
            for q in questions.values()}


def ask(questions: Mapping[str, Question], given: Mapping[str, str], defaults: Mapping[str, str]) -> None:
    """The form as select boxes."""
    for question in questions.values():
        labels = {option.id: option.label for option in question.options}
        key = f"q_{question.id}_widget"
        st.selectbox(question.text, list(labels), format_func=labels.get, filter_mode=None,
                     key=choices.show(key, given[question.id]),
                     on_change=page_state.on_change(PAGE, f"q_{question.id}", key, defaults[question.id]))


def kept(name: str, default: Any) -> Any:
    """A choice of this page that the session keeps."""
    return st.session_state.get(f"playbook_{name}_kept", default)


def keep(name: str, widget: str) -> Callable[[], None]:
    """A callback that keeps the value of the widget of key `widget`."""
    def store() -> None:
        st.session_state[f"playbook_{name}_kept"] = st.session_state[widget]

    return store


def show_kept(name: str, default: Any) -> dict[str, Any]:
    """`key` and `on_change` of a widget whose value the session keeps."""
    widget = f"playbook_{name}"
    return {"key": choices.show(widget, kept(name, default)), "on_change": keep(name, widget)}


def vetting() -> Vetting:
    """The hiring round of this session. It is nowhere else, and never logged."""
    return st.session_state.get(VETTING, Vetting())


def pipeline() -> tuple[Stage, ...]:
    """The stages of this session."""
    return st.session_state.get(PIPELINE, STAGES)


def put(**state: Any) -> None:
    """Replace the round (`vetting`) or the pipeline (`pipeline`)."""
    for name, value in state.items():
        st.session_state[{"vetting": VETTING, "pipeline": PIPELINE}[name]] = value


def attempt(what: str, change: Callable[[], None]) -> bool:
    """Do a change in a callback; a fault is kept for `fault(what)`, and nothing typed is lost."""
    try:
        change()
    except AtlasError as wrong:
        st.session_state[FAULT] = what, str(wrong)
        return False
    return True


def fault(what: str) -> None:
    """The line that says why the last change of this kind was not taken."""
    if st.session_state.get(FAULT, ("", ""))[0] == what:
        st.error(plain(st.session_state.pop(FAULT)[1]), icon=":material/error:")
