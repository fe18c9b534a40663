"""Metric names in words, for every metric that is shipped."""

import pandas as pd
import pytest

from atlas.paths import ROOT
from atlas.views.metrics import metric_label


@pytest.mark.parametrize(("metric", "label"), [
    ("wgi_rule_of_law_pctrank", "WGI rule of law percentile"), ("ef_epi_score", "EF EPI score"),
    ("employer_on_cost_pct", "Employer on-cost"), ("github_developers_growth_yoy_pct", "GitHub accounts, growth over one year"),
    ("ict_mean_gross_pay_eur_month", "ICT mean gross pay"), ("fixed_median_mbps", "Internet speed, fixed line"),
    ("ict_sector_employment_metro_persons", "ICT sector employment, metropolitan region"),
    ("our_office_rent", "Our office rent"),
])  # fmt: skip
def test_a_metric_in_words(metric, label):
    assert metric_label(metric) == label


def test_no_shipped_metric_shows_its_id_or_another_ones_words():
    metrics = pd.read_csv(ROOT / "data" / "facts.csv")["metric"].unique()
    labels = [metric_label(metric) for metric in metrics]
    assert not any("_" in label for label in labels) and len(set(labels)) == len(labels)
