"""The registry of engagement models: seven ways to have people work for you at a hub.

Which assumptions apply to a model is said by each assumption (assumptions.py), so that the two cannot disagree.
"""

from dataclasses import dataclass

from atlas.domain.errors import ScenarioError, nearest, shown


@dataclass(frozen=True)
class Engagement:
    """One model. `employer` is who has the contract with the person; `employs` whether you pay the on-costs of an
    employee, straight or through an invoice. A freelancer pays their own, out of a higher rate."""

    id: str
    label: str
    about: str
    employer: str
    employs: bool = True


ENGAGEMENTS: dict[str, Engagement] = {
    model.id: model
    for model in (
        Engagement("own_entity", "Own entity", "your own company at the hub hires the team", "you"),
        Engagement("employer_of_record", "Employer of record",
                   "you choose and lead; a local firm employs for a monthly fee", "employer of record"),
        Engagement("agency", "Nearshore agency", "an agency hires the team for you and answers for replacements",
                   "agency"),
        Engagement("staff_augmentation", "Staff augmentation", "a vendor lends single people to your own team",
                   "vendor"),
        Engagement("freelance", "Freelance", "independent contractors at a higher rate, without on-costs",
                   "the contractor", employs=False),
        Engagement("dedicated_team", "Dedicated team", "a vendor builds and runs a centre, then hands it over",
                   "vendor, later you"),
        Engagement("outsourced", "Outsourced delivery", "a vendor delivers results with its own people and leads",
                   "vendor"),
    )
}


def engagement(model_id: str) -> Engagement:
    """The model of an id, or a ScenarioError that names the nearest one."""
    if model_id not in ENGAGEMENTS:
        raise ScenarioError(f"engagement: {shown(model_id)} is not an engagement model{nearest(model_id, ENGAGEMENTS)}")
    return ENGAGEMENTS[model_id]
