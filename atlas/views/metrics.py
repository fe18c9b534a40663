"""The names of metrics in words. In the data a name is an id that ends in its unit; tables have a column for the unit."""

_UNITS = ("_pct", "_persons", "_days", "_flag", "_year", "_mbps", "_eur_month")
_PHRASES = {"on_cost": "on-cost", "2y_cagr": "over two years", "yoy": "over one year", "pctrank": "percentile",
            "incl": "including", "10k": "10,000"}
_WHOLE = {
    "city_share_of_national_pct": "City's share of its country",
    "employer_on_cost_cap_year": "Employer on-cost: pay that bears it, at most",
    "employer_on_cost_capped_pct": "Employer on-cost: part with a cap",
    "employer_on_cost_fixed_year": "Employer on-cost: fixed amount",
    "employer_on_cost_other_pct": "Employer on-cost: another rate",
    "employer_on_cost_threshold_year": "Employer on-cost: pay that is free of it",
    "employer_on_cost_uncapped_pct": "Employer on-cost: part without a cap",
    "english_native_flag": "English is the main language",
    "fixed_median_mbps": "Internet speed, fixed line",
    "gcc_professionals_persons": "Staff of global capability centres",
    "github_ai_pushers_per_10k_accounts": "GitHub accounts at work on AI, per 10,000",
    "github_ai_topic_pushers_pairs": "GitHub accounts at work on AI, by topic",
    "github_ai_topic_share_pct": "GitHub, share of AI topics",
    "github_developers_accounts": "GitHub accounts",
    "github_developers_growth_2y_cagr_pct": "GitHub accounts, growth over two years",
    "github_developers_growth_yoy_pct": "GitHub accounts, growth over one year",
    "github_top_ai_topics": "GitHub, largest AI topics",
    "ict_sector_employment_metro_persons": "ICT sector employment, metropolitan region",
    "ict_sector_employment_national_persons": "ICT sector employment, country",
    "ict_specialists_national_persons": "ICT specialists, country",
    "ict_specialists_share_pct": "ICT specialists, share of the employed",
    "it_graduates_per_year_persons": "IT graduates a year",
    "it_workforce_incl_abroad_persons": "IT workforce, with those abroad",
    "it_workforce_national_persons": "IT workforce, country",
    "notice_weeks": "Notice", "notice_weeks_1y": "Notice after one year",
    "population_basis": "What the population counts",
    "public_holidays_2026_days": "Public holidays, 2026",
    "public_holidays_weekday_2026_days": "Public holidays on working days, 2026",
    "talent_pool_published_persons": "Talent pool as published",
    "time_to_fill_days": "Days to fill a post",
}
"""Names that their id gives badly."""
_NAMES = {"ai": "AI", "cpi": "CPI", "ef": "EF", "epi": "EPI", "eur": "EUR", "gcc": "GCC", "gdp": "GDP", "github": "GitHub",
          "gpi": "GPI", "ict": "ICT", "it": "IT", "wgi": "WGI"}


def metric_label(metric: str) -> str:
    """`wgi_rule_of_law_pctrank` becomes `WGI rule of law percentile`; a name that nobody knows loses its underscores."""
    if metric in _WHOLE:
        return _WHOLE[metric]
    unit = next((unit for unit in _UNITS if metric.endswith(unit)), "")
    words = f"_{metric.removesuffix(unit)}_"
    for part, phrase in _PHRASES.items():
        words = words.replace(f"_{part}_", f"_{phrase}_")
    named = [_NAMES.get(word, word) for word in words.strip("_").split("_")]
    text = " ".join(named)
    return text[:1].upper() + text[1:]
