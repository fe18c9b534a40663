"""The names of metrics in words. In the data a name is an id that ends in its unit; tables have a column for the unit."""

_UNITS = ("_pct", "_persons", "_days", "_flag", "_year", "_mbps", "_eur_month")
_PHRASES = {"on_cost": "on-cost", "2y_cagr": "over two years", "yoy": "over one year", "pctrank": "percentile",
            "incl": "including", "10k": "10,000", "1y": "after one year", "fixed_median_mbps": "internet_speed,_fixed_line"}
_NAMES = {"ai": "AI", "cpi": "CPI", "ef": "EF", "epi": "EPI", "eur": "EUR", "gcc": "GCC", "gdp": "GDP", "github": "GitHub",
          "gpi": "GPI", "ict": "ICT", "it": "IT", "wgi": "WGI"}


def metric_label(metric: str) -> str:
    """`wgi_rule_of_law_pctrank` becomes `WGI rule of law percentile`; a name that nobody knows loses its underscores."""
    metric = _PHRASES.get(metric, metric)
    unit = next((unit for unit in _UNITS if metric.endswith(unit)), "")
    words = f"_{metric.removesuffix(unit)}_"
    for part, phrase in _PHRASES.items():
        words = words.replace(f"_{part}_", f"_{phrase}_")
    named = [_NAMES.get(word, word) for word in words.strip("_").split("_")]
    text = " ".join(named)
    return text[:1].upper() + text[1:]
