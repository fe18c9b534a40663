"""The outside peer: the floor's content in Dash, with sliders that call the server while they are dragged.

Run by the interpreter of `.venv-bench`; prints its address once it can be opened. Nothing of ours is imported.
"""

import numpy as np
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from werkzeug.serving import make_server

HUBS, CRITERIA = 41, 12

values = np.random.default_rng(0).random((CRITERIA, HUBS))
names = [f"Hub {number}" for number in range(1, HUBS + 1)]
app = Dash(__name__)
sliders = [dcc.Slider(0, 10, 0.5, value=5, id=f"weight-{number}", updatemode="drag") for number in range(CRITERIA)]
app.layout = html.Div([*sliders, dcc.Graph(id="bars")])


@app.callback(Output("bars", "figure"), [Input(slider.id, "value") for slider in sliders])
def bars(*weights: float) -> go.Figure:
    """A stacked bar of the weighted values, highest score on top."""
    order = np.argsort(np.asarray(weights) @ values)
    hubs = [names[hub] for hub in order]
    stack = [go.Bar(x=w * row[order], y=hubs, orientation="h") for w, row in zip(weights, values, strict=True)]
    return go.Figure(stack, {"barmode": "stack", "showlegend": False})


server = make_server("127.0.0.1", 0, app.server, threaded=True)
print(f"http://127.0.0.1:{server.port}", flush=True)
server.serve_forever()
