"""The company's own marks: name, logo, two colours, template; and last quarter's deck, to be brought up to date."""

import streamlit as st

from atlas.components import choices, deck_state
from atlas.components.text import plain
from atlas.domain.errors import DataError
from atlas.export.content import Brand
from atlas.export.pptx_logo import checked_logo
from atlas.export.pptx_page import opened
from atlas.views.theme import LIGHT

PPTX_MB, LOGO_MB = 40, 5
COLOURS = {"primary": ("Headings", LIGHT.primary), "accent": ("Accent", LIGHT.sequential[5])}
CHECKS = {"logo": checked_logo, "template": lambda data: opened(data, "template"),
          "refresh": lambda data: opened(data, "deck")}


def brand() -> Brand:
    """What has been chosen."""
    logo = deck_state.kept("logo")
    return Brand(deck_state.text("company"), logo.data if logo else None,
                 *(_own(name, default) for name, (_, default) in COLOURS.items()))


def _own(name: str, default: str) -> str:
    """A colour that differs from ours; empty otherwise."""
    value = deck_state.text(name, default)
    return "" if value.upper() == default.upper() else value


def company_card() -> None:
    """Name, logo, colours, template."""
    with st.container(border=True, key="deck_company_card"):
        st.text_input("Company name", key=choices.show("deck_company", deck_state.text("company")), max_chars=120,
                      on_change=lambda: deck_state.put_text("company", st.session_state["deck_company"]))
        templated = deck_state.kept("template") is not None
        with st.container(horizontal=True):
            for name, (label, default) in COLOURS.items():
                st.color_picker(label, key=choices.show(f"deck_{name}", deck_state.text(name, default)), disabled=templated,
                                on_change=_store_colour(name))
        file("logo", "Logo (PNG or SVG)", ["png", "svg"], LOGO_MB)
        file("template", "Your own template (.pptx)", ["pptx"], PPTX_MB)
        if templated:
            st.caption("The template brings its own colours, fonts and logo.")


def _store_colour(name: str):
    return lambda: deck_state.put_text(name, st.session_state[f"deck_{name}"])


def refresh_card() -> None:
    """The old deck."""
    with st.container(border=True, key="deck_refresh_card"):
        file("refresh", "Refresh an earlier deck (.pptx)", ["pptx"], PPTX_MB)
        st.caption("Its charts and figures become today's; texts, colours, order and slides that people changed stay.")


def file(what: str, label: str, types: list[str], most_mb: int) -> None:
    """An upload that survives a page switch: the uploader, or the name of what was uploaded."""
    kept = deck_state.kept(what)
    if kept is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{label.split(' (')[0]}: **{plain(kept.name)}**", width="stretch")
            st.button("Remove", key=f"deck_{what}_remove", type="tertiary", on_click=deck_state.keep, args=(what, None))
        return
    key = f"deck_{what}_file"
    st.file_uploader(label, types, key=key, max_upload_size=most_mb, on_change=lambda: _take(what, key))
    if fault := st.session_state.get(f"{key}_fault"):
        st.error(plain(fault), icon=":material/error:")


def _take(what: str, key: str) -> None:
    """Keep the file if it is what it should be; say why if not."""
    given = st.session_state[key]
    st.session_state[f"{key}_fault"] = ""
    if given is None:
        return
    data = given.getvalue()
    try:
        CHECKS[what](data)
    except DataError as fault:
        st.session_state[f"{key}_fault"] = str(fault)
    else:
        deck_state.keep(what, deck_state.Kept(given.name, data))
