"""What a what-if moved, and nothing else; what a result costs; and what share of each local pool a team is."""

from collections.abc import Mapping

import pandas as pd

from atlas.domain import formats
from atlas.domain.cost_answers import Waterfall, changes, hourly_rate, per_outcome
from atlas.domain.cost_report import CostAnswer
from atlas.domain.saturation import Saturation
from atlas.views.cost import changes_table, signed_share


def table(found: CostAnswer, hub: Waterfall, home: Waterfall) -> pd.DataFrame:
    """The lines that differ from the answer's, at either end; empty where nothing does."""
    parts = [changes_table(changes(before, after), found.currency, found.per_usd).assign(Where=city)
             for before, after, city in ((found.hub, hub, found.plan.hub.city), (found.home, home, found.plan.home.city))]
    frame = pd.concat([part for part in parts if len(part.columns) > 1] or [pd.DataFrame()], ignore_index=True)
    return frame if frame.empty else frame[["Where", *frame.columns.drop("Where")]]


def sentence(found: CostAnswer, hub: Waterfall, home: Waterfall) -> str:
    """The change of the net saving, in one sentence."""
    before, after = (b.total_usd - a.total_usd for a, b in ((found.hub, found.home), (hub, home)))
    if abs(after - before) * found.per_usd < 0.5:
        return "The net saving stays the same."
    size = formats.money(abs(after - before) * found.per_usd, found.currency)
    share = signed_share(1 - hub.total_usd / home.total_usd) if home.total_usd > 0 else formats.MISSING
    return f"The net saving {'rises' if after > before else 'falls'} by {size}, to {share} of the home cost."


def outcome_sentence(found: CostAnswer, hub_iterations: float, home_iterations: float) -> str:
    """What an hour costs in the end at both ends, and what a result costs that takes several iterations."""
    ends = ((found.hub, found.plan.hub.city, hub_iterations), (found.home, found.plan.home.city, home_iterations))
    hours = [hourly_rate(fall.total_usd, found.plan) * found.per_usd for fall, _, _ in ends]
    results = [per_outcome(hour, iterations) for hour, (_, _, iterations) in zip(hours, ends, strict=True)]
    cheaper = found.plan.hub.city if results[0] < results[1] else found.plan.home.city
    words = [f"{formats.money(hour, found.currency)} in {city}, a result in {formats.number(n)} "
             f"iteration{'s' if n != 1 else ''} {formats.money(result, found.currency)}"
             for hour, result, (_, city, n) in zip(hours, results, ends, strict=True)]
    verdict = "The results cost the same." if results[0] == results[1] else f"The result is cheaper in {cheaper}."
    return f"An hour costs {words[0]}; an hour costs {words[1]}. {verdict}"


def pools(shares: Mapping[str, Saturation], pay_usd: Mapping[str, float], net_usd: Mapping[str, float],
          cities: Mapping[str, str], currency: str, per_usd: float) -> pd.DataFrame:
    """The team against each local pool, the most strained first; what its mix earns there, and costs in the end."""
    frame = pd.DataFrame([
        {"Hub": cities[hub_id], "Pool": found.pool_persons, "Team, % of pool": found.share_pct,
         f"Pay of the mix ({currency} a person and year)": _rounded(pay_usd.get(hub_id), per_usd),
         f"Net cost ({currency} a person and year)": _rounded(net_usd.get(hub_id), per_usd),
         "Warning": found.warning} for hub_id, found in shares.items()])
    return frame.sort_values(["Team, % of pool", "Hub"], ascending=[False, True]).reset_index(drop=True)


def _rounded(usd: float | None, per_usd: float) -> float | None:
    return None if usd is None else round(usd * per_usd, -3)


def pools_sentence(frame: pd.DataFrame) -> str:
    """How many pools the team strains."""
    over = int((frame["Warning"] != "").sum())
    most = frame.iloc[0]
    share = formats.percent(most["Team, % of pool"])
    if share == formats.percent(0) and most["Team, % of pool"] > 0:
        share = f"less than {formats.percent(0.1)}"
    return (f"The team is {share} of the smallest pool, in {most['Hub']}; "
            + ("no hub is over the limit." if over == 0 else f"{over} of {len(frame)} hubs are over the limit or unknown."))
