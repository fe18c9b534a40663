"""The one place where store and domain meet: one function a question. Screen, command line and deck all ask here.

Answers are kept with the database they came from, so a new build is seen at once, an old one never mixed in, and the
data that one session brought answer that session only.
"""

from atlas.answers.base import (
    ask_first,
    carried,
    data_version,
    link_version,
    meta,
    open_own,
    published_version,
    serving,
    serving_shipped,
    stand_in,
)
from atlas.answers.catalogue import (
    Rate,
    build_checks,
    catalogue,
    cleaning_rules,
    criteria,
    facts_of_hub,
    hub,
    hub_facts,
    hubs,
    land,
    land_text,
    own_benchmarks,
    own_counts,
    own_criteria,
    own_hubs,
    pay_estimates,
    rate,
    rates,
    source_names,
    sources,
)
from atlas.answers.cost import (
    cost,
    cost_matrix,
    cost_plan,
    home_market,
    net_cost_bands,
    net_per_engineer,
    saturation,
    team_pay,
)
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
from atlas.answers.pay import own_pay_claims, pay_by_country, pay_of_country, pay_premium, pay_rate, pay_report, pay_series
from atlas.answers.playbook import hiring_plan, notice, profile_at_shortlist, shortlist
from atlas.answers.ranking import beliefs, cells, cost_hub, coverage, double_counts, rank, robustness

__all__ = [
    "HOURS_NEEDED", "Rate", "Workdays", "ask_first", "bargain", "beliefs", "build_checks", "carried", "catalogue",
    "cells", "cleaning_rules", "clock_sources", "cost", "cost_hub", "cost_matrix", "cost_plan", "coverage",
    "criteria", "data_version", "double_counts", "facts_of_hub", "hiring_plan", "home_market", "hub", "hub_facts",
    "hubs", "land", "land_text", "link_version", "meta", "net_cost_bands", "net_per_engineer", "notice", "open_own",
    "overlap", "overlap_by_home", "overlap_calendar", "overlap_of_date", "overlap_of_year", "overlap_workdays",
    "own_benchmarks", "own_counts", "own_criteria", "own_hubs", "own_pay_claims", "pay_by_country", "pay_estimates",
    "pay_of_country", "pay_premium", "pay_rate", "pay_report", "pay_series", "profile_at_shortlist",
    "published_version", "rank", "rate", "rates", "robustness", "saturation", "serving", "serving_shipped",
    "shortlist", "source_names", "sources", "stand_in", "team_pay",
]
