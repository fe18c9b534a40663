"""How far EU law, or an EU adequacy decision, covers personal data in a country."""

from collections.abc import Iterable
from dataclasses import replace

from atlas.domain.errors import SourceError

from .catalogue_facts import Fact, cite
from .catalogue_metrics import Metric
from .catalogue_raw import Row
from .catalogue_wording import Wording

RAW_METRIC = "gdpr_status"
LEVEL = Metric("data_protection_level", "level")

STATUSES: dict[str, tuple[float, str, Wording]] = {
    "EU member (GDPR applies)": (1.0, "EU law: the GDPR applies", Wording()),
    "EU adequacy decision": (0.8, "EU adequacy decision", Wording()),
    "EU adequacy (commercial organisations, PIPEDA)": (
        0.5, "Partial EU adequacy: commercial organisations under PIPEDA",
        Wording("Other organisations are outside the decision")),
    "EU adequacy only for DPF-certified companies": (
        0.5, "Partial EU adequacy: firms certified under the Data Privacy Framework",
        Wording("Other firms need standard contractual clauses")),
    "no EU adequacy decision in the lists read (SCCs needed)": (
        0.0, "No EU adequacy decision: standard contractual clauses needed",
        Wording("No decision in the lists that were read")),
}
"""Raw wording -> level, text in our words, definition."""

BRAZIL = Wording("The lists that were read were drawn up before this decision")


def data_protection(rows: Iterable[Row]) -> list[Fact]:
    """One level a country. Raises SourceError for a status that the table does not know."""
    return [_level(row) for row in rows if row.metric == RAW_METRIC]


def _level(row: Row) -> Fact:
    if row.value not in STATUSES:
        raise SourceError(f"facts.csv line {row.line}: status {row.value!r} has no level; add it to STATUSES")
    level, text, wording = STATUSES[row.value]
    if row.country == "BR":
        # The raw row asks for a check: the Commission adopted the decision on 26 January 2026, after the lists.
        row, level, text, wording = (replace(row, source_id="cms_adequacy_br"), 0.8,
                                     "EU adequacy decision of January 2026", BRAZIL)
    return cite(row, LEVEL, wording, level, text)
