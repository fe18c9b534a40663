"""A Streamlit script for test_hostile_content.py: every kind of label that the pages give data to, with every hostile text.

`?as=plain` draws them as the pages must, `?as=raw` as they must not; `?beacon=` is the listener's address.
"""


from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from atlas.components.text import plain
from atlas.views.text import safe
from tests.hostile import TEXTS, marked

escaped = st.query_params["as"] == "plain"
label = plain if escaped else str
markup = escape if escaped else str
drawn = safe if escaped else str
texts = [marked(number, st.query_params["beacon"]) for number in range(len(TEXTS))]

head = [label(text) for text in texts]

st.title(head[7])
st.markdown("\n\n".join(head))
st.markdown("\n".join(f"- **{text}** in a list, {text}" for text in head), unsafe_allow_html=True)
st.caption(" · ".join(head))
st.error("\n\n".join(f"Wrong: {text}" for text in head))
st.html("".join(f"<p title=\"{markup(text)}\">{markup(text)}</p>" for text in texts))
st.metric(head[1], "1")
st.subheader(head[2], anchor=False)
for number in range(0, len(texts), 6):
    st.tabs(head[number:number + 6])
st.segmented_control("Segments", texts, format_func=label)
st.radio("Radio", texts, format_func=label)
st.selectbox("Choices are text", texts)
st.multiselect("Chips are text", texts, default=texts)
for number, text in enumerate(head):
    st.button(text, key=f"button_{number}")
st.checkbox(head[12])
st.expander(head[17])
st.number_input(head[16])
st.dataframe(pd.DataFrame({"text": texts}))
figure = go.Figure(go.Bar(
    x=list(range(1, 1 + len(texts))), y=list(range(len(texts))), orientation="h", text=[drawn(text) for text in texts],
    hovertemplate="%{customdata}<extra></extra>", customdata=[drawn(text) for text in texts]))
figure.update_layout(height=1600, yaxis=dict(tickvals=list(range(len(texts))), ticktext=[drawn(text) for text in texts]))
st.plotly_chart(figure, theme=None, config={"displayModeBar": False})
