"""The one place where store and domain meet: one function a question. Screen, command line and deck all ask here.

Answers are kept by the data generation they came from, so a new build is seen at once and an old one never mixed in.
"""

from atlas.answers.base import data_version, meta, stand_in
from atlas.answers.catalogue import (
    Rate,
    build_checks,
    catalogue,
    cleaning_rules,
    facts_of_hub,
    hub,
    hub_facts,
    hubs,
    labels,
    land,
    rate,
    rates,
    source_names,
    sources,
)
from atlas.answers.cost import cost, cost_hub, cost_matrix, cost_plan, home_market, net_per_engineer, saturation, team_pay
from atlas.answers.overlap import (
    HOURS_NEEDED,
    Workdays,
    bargain,
    clock_sources,
    overlap,
    overlap_by_home,
    overlap_calendar,
    overlap_of_date,
    overlap_of_year,
    overlap_workdays,
)
from atlas.answers.pay import pay_by_country, pay_of_country, pay_premium, pay_rate, pay_report, pay_series
from atlas.answers.playbook import hiring_plan, notice, profile_at_shortlist, shortlist
from atlas.answers.ranking import beliefs, cells, coverage, double_counts, pay_estimates, rank, robustness

__all__ = [
    "HOURS_NEEDED", "Rate", "Workdays", "bargain", "beliefs", "build_checks", "catalogue", "cells", "cleaning_rules",
    "clock_sources", "cost", "cost_hub", "cost_matrix", "cost_plan", "coverage", "data_version", "double_counts",
    "facts_of_hub", "hiring_plan", "home_market", "hub", "hub_facts", "hubs", "labels", "land", "meta",
    "net_per_engineer", "notice", "overlap", "overlap_by_home", "overlap_calendar", "overlap_of_date",
    "overlap_of_year", "overlap_workdays", "pay_by_country", "pay_estimates", "pay_of_country", "pay_premium",
    "pay_rate", "pay_report", "pay_series", "profile_at_shortlist", "rank", "rate", "rates", "robustness",
    "saturation", "shortlist", "source_names", "sources", "stand_in", "team_pay",
]
