"""How much of the local pool a team needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.domain import formats
from atlas.domain.errors import ScenarioError, shown
from atlas.domain.scenario import ROLE_LABELS, TeamMember


@dataclass(frozen=True)
class Saturation:
    """The part of a pool that a plan needs: `role` is None for the whole team. `share_pct` is None without a pool."""

    role: str | None
    needed: int
    pool_persons: float | None
    share_pct: float | None
    warning: str = ""


def saturation(team: tuple[TeamMember, ...], pool_persons: float | None, limit_pct: float,
               role_shares: Mapping[str, float] | None = None, city: str = "the hub") -> tuple[Saturation, ...]:
    """The whole team against the pool, then each role against its part of it where `role_shares` (of 1) knows one.

    A plan over `limit_pct` carries a warning in one line. ScenarioError for a pool or a share that is no such thing.
    """
    if pool_persons is not None and not pool_persons > 0:
        raise ScenarioError(f"talent pool: {shown(pool_persons)} is not a number of people over 0")
    needs: dict[str | None, int] = {None: sum(member.count for member in team)}
    for member in team:
        if member.role in (role_shares or {}):
            needs[member.role] = needs.get(member.role, 0) + member.count
    return tuple(_one(role, needed, pool_persons, (role_shares or {}).get(role, 1.0), limit_pct, city)
                 for role, needed in needs.items())


def _one(role: str | None, needed: int, pool_persons: float | None, part: float, limit_pct: float,
         city: str) -> Saturation:
    if not 0 < part <= 1:
        raise ScenarioError(f"role share: {shown(part)} of {role} is not a share over 0 and up to 1")
    if pool_persons is None:
        return Saturation(role, needed, None, None, f"The talent pool of {city} is unknown: no share can be given.")
    pool = pool_persons * part
    share_pct = 100 * needed / pool
    who = f"{ROLE_LABELS.get(role, role)} pool" if role else "pool"
    warning = "" if share_pct <= limit_pct else (
        f"{formats.count(needed)} people are {formats.percent(share_pct)} of {city}'s {who} of {formats.count(pool)}; "
        f"over {formats.percent(limit_pct)} the last hires come late and dear.")
    return Saturation(role, needed, pool, share_pct, warning)
