"""Own figures are told apart and marked in words with a sign; the shipped data alone carry no mark."""

import pandas as pd

from atlas.domain import own_data
from atlas.domain.caveats import CAVEATS

LONG = pd.DataFrame({
    "hub_id": ["cluj", "cluj", "iasi", "iasi", "porto"], "criterion": ["salary", "internet", "salary", "internet", "salary"],
    "source_code": ["own", "ookla", "geonames", None, "own"], "caveats": ["", "owned", "stale;own_data", None, ""]})


def test_a_row_is_own_by_its_source_or_by_its_caveat():
    assert own_data.CAVEAT in CAVEATS
    assert own_data.own_rows(LONG).tolist() == [True, False, True, False, True]
    assert own_data.own_rows(LONG.drop(columns="caveats")).tolist() == [True, False, False, False, True]
    assert own_data.own_rows(LONG.iloc[:0]).tolist() == []


def test_a_table_is_marked_in_words_only_where_a_row_is_own():
    table = pd.DataFrame({"Hub": ["Cluj", "Iași"], "Pay": [1, 2]})
    assert own_data.with_column(table, [False, False]) is table
    marked = own_data.with_column(table, [False, True])
    assert list(marked.columns) == ["Hub", "Whose", "Pay"] and marked["Whose"].tolist() == ["", "▣ Your data"]
