"""The articles' claims about hours, against PRODUCT section 5."""

from atlas.domain.formats import NBSP
from atlas.domain.overlap_claims import claims, span


def test_the_claims_of_2026() -> None:
    found = {claim.benchmark.id: (claim.holds, claim.finding.replace(NBSP, " ")) for claim in claims(2026)}
    assert found == {
        "overlap_ee_us_east": (False, "Not with office hours of 09:00–18:00 at both ends: 2 to 4 h are shared. "
                                      "The clocks differ by 5 to 7 h."),
        "india_us_offset": (True, "In January 10.5 h to New York and 13.5 h to San Francisco, in July 9.5 h to New York "
                                  "and 12.5 h to San Francisco. Office hours of 09:00–18:00 at both ends share 0 h."),
    }


def test_a_range_of_one_value_is_that_value() -> None:
    assert [span(2, 2), span(2.5, 4)] == [f"2{NBSP}h", f"2.5 to 4{NBSP}h"]
