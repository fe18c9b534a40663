"""Who is looking: the second check after the gate, on every run; the way in and out where login is on."""

import streamlit as st

from atlas import serving
from atlas.components.text import plain


def admit() -> bool:
    """Whether the page may be drawn; otherwise a sentence and the one useful button stand in its place.

    The gate judged the cookies when the page was opened. An open page outlives its sign-in, so each run judges again.
    """
    settings = serving.current()
    if not settings.login:
        return True
    verdict = serving.judge(st.context.cookies.to_dict(), settings)
    person = st.user.to_dict()
    if verdict is serving.Verdict.ADMITTED and person.get("is_logged_in"):
        if serving.is_allowed(person, settings.allow):
            return True
        verdict = serving.Verdict.REFUSED
    if verdict is serving.Verdict.REFUSED:
        st.markdown("This account may not use Talent Atlas; ask your administrator.")
        st.button("Sign out", key="visitor_sign_out", on_click=st.logout)
    else:
        st.info("Your sign-in has ended. Reload this page to sign in again; your choices are kept in its address.",
                icon=":material/lock:")
    return False


def sign_out() -> None:
    """Who is signed in, and the way out, quietly at the end of the sidebar; nothing where nobody signs in."""
    if serving.current().login:
        with st.sidebar, st.container(key="visitor"):
            st.button("Sign out", key="visitor_sign_out", on_click=st.logout, type="tertiary", icon=":material/logout:",
                      help=plain(str(st.user.get("email", ""))))
