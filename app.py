"""The server: Streamlit's frame behind the gate, with headers, health and logs. Unsafe settings end it in one line."""

import streamlit as st
from starlette.middleware import Middleware

from atlas import serving

settings = serving.start()

app = st.App(
    "atlas/frame.py",
    routes=[*serving.health_routes(settings), *serving.sign_in_routes(settings)],
    middleware=[Middleware(layer, settings) for layer in (serving.RequestLog, serving.SecurityHeaders, serving.Gate)],
)
