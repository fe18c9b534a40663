"""The floor: the smallest Streamlit page with a slider for each criterion and a stacked bar of the weighted values."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

HUBS, CRITERIA = 36, 12

values = np.random.default_rng(0).random((CRITERIA, HUBS))
names = [f"Hub {number}" for number in range(1, HUBS + 1)]
weights = [st.slider(f"Weight {number}", 0.0, 10.0, 5.0, 0.5) for number in range(1, CRITERIA + 1)]
bars = [go.Bar(x=weight * row, y=names, orientation="h") for weight, row in zip(weights, values, strict=True)]
st.plotly_chart(go.Figure(bars, {"barmode": "stack", "showlegend": False}))
