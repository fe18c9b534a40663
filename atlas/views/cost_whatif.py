"""What a what-if moved, and nothing else; and what share of each local pool a team is."""

from collections.abc import Mapping

import pandas as pd

from atlas.domain import formats
from atlas.domain.cost_answers import Waterfall, changes
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


def pools(shares: Mapping[str, Saturation], pay_usd: Mapping[str, float], cities: Mapping[str, str], currency: str,
          per_usd: float) -> pd.DataFrame:
    """The team against each local pool, the most strained first, and what its mix of people earns there."""
    frame = pd.DataFrame([
        {"Hub": cities[hub_id], "Pool": found.pool_persons, "Team, % of pool": found.share_pct,
         f"Pay of the mix ({currency} a person and year)": _rounded(pay_usd.get(hub_id), per_usd),
         "Warning": found.warning} for hub_id, found in shares.items()])
    return frame.sort_values(["Team, % of pool", "Hub"], ascending=[False, True]).reset_index(drop=True)


def _rounded(usd: float | None, per_usd: float) -> float | None:
    return None if usd is None else round(usd * per_usd, -3)


def pools_sentence(frame: pd.DataFrame) -> str:
    """How many pools the team strains."""
    over = int((frame["Warning"] != "").sum())
    most = frame.iloc[0]
    share = formats.percent(most["Team, % of pool"])
    return (f"The team is {share} of the smallest pool, in {most['Hub']}; "
            + ("no hub is over the limit." if over == 0 else f"{over} of {len(frame)} hubs are over the limit or unknown."))
