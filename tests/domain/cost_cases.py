"""Plans that the cost tests share, and hypothesis strategies for random ones."""

from hypothesis import strategies as st

from atlas.domain.assumptions import settle
from atlas.domain.cost import Plan
from atlas.domain.engagement import ENGAGEMENTS
from atlas.domain.labour import PayBand, Place
from atlas.domain.on_cost import Contribution, OnCost
from atlas.domain.scenario import TeamMember

SENIOR = ("ai_ml_engineer", "senior")
FOUR = (TeamMember(*SENIOR, 4),)

KRAKOW = Place("krakow", "Kraków", {SENIOR: PayBand(45e3, 58e3, 72e3, 88e3, 110e3, 66e3, 79e3)}, OnCost.flat(21.98),
               1415.0, 62_000)
LONDON = Place("london", "London", {SENIOR: PayBand(80e3, 95e3, 118e3, 140e3, 170e3, 111e3, 126e3)},
               OnCost((Contribution(15, above_usd_year=6250),)), 0.0)


def plan(hub=KRAKOW, home=LONDON, team=FOUR, engagement="agency", months=24, **assumptions) -> Plan:
    """The worked example of docs/METHOD-cost.md, with changes."""
    return Plan(hub, home, team, engagement, months, settle(assumptions))


@st.composite
def places(draw, id_: str) -> Place:
    """A place with random pay for one role, on-costs with a cap, and a distance."""
    low, mid, high = sorted(draw(st.lists(st.floats(1_000, 400_000), min_size=3, max_size=3)))
    cap = draw(st.none() | st.floats(0, 300_000))
    return Place(id_, id_, {SENIOR: PayBand(low, low, mid, high, high, low, high)},
                 OnCost.flat(draw(st.floats(0, 60)), cap), draw(st.floats(0, 20_000)))


plans = st.builds(
    plan, hub=places("hub"), home=places("home"), team=st.tuples(st.builds(TeamMember, *map(st.just, SENIOR),
                                                                           st.integers(1, 50))),
    engagement=st.sampled_from(sorted(ENGAGEMENTS)), months=st.integers(1, 60),
)
