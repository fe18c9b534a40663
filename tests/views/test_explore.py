"""The tables of the map."""

import pandas as pd

from atlas.views.explore import first


def test_the_first_hubs_are_ranked_ones_with_what_fits_beside_a_map():
    twin = pd.DataFrame({"Rank": pd.array([1, 2, None], "Int64"), "Hub": ["Budapest", "Prague", "London"], "Region": "Europe",
                         "Score": [68.5, 68.1, 72.3], "Net cost (EUR a year)": [60.0, 70.0, 90.0], "Shared hours": [8, 8, 9]})
    assert first(twin).to_dict("list") == {
        "Rank": [1, 2], "Hub": ["Budapest", "Prague"], "Score": [68.5, 68.1], "Net cost (EUR a year)": [60.0, 70.0],
        "Shared hours": [8, 8]}
    assert first(twin, most=1)["Hub"].tolist() == ["Budapest"]
