"""What each raw metric becomes: shipped name, unit and, in our words, what it counts.

The table is closed: a raw metric that is in none of these tables stops the run and names itself.
"""

from dataclasses import dataclass

NACE_J = ("NACE J jobs: employed in information and communication, metropolitan region; "
          "telecoms and media in, IT staff of other industries out")
TECH_TALENT = "Tech talent (CBRE): about 20 software, data and IT occupations in every industry"
IT_BPM = "IT-BPM staff: every role of IT and business-process firms, call centres too"
IT_PROFESSIONALS = "IT professionals: people in IT roles, as the publisher counts them"
NATIONAL_HOLIDAYS = "National list; regional days out"


@dataclass(frozen=True)
class Metric:
    """A shipped metric. `textual` facts carry `text` instead of a number."""

    name: str
    unit: str
    definition: str = ""
    caveats: tuple[str, ...] = ()
    textual: bool = False
    grade: str = ""


def _wgi(key: str, meaning: str) -> dict[str, Metric]:
    return {
        f"wgi_{key}": Metric(f"wgi_{key}_score", "-2.5 to 2.5", f"Perceived {meaning}, from surveys and experts"),
        f"wgi_{key}_pctrank": Metric(f"wgi_{key}_pctrank", "percentile",
                                     f"Share of the world's countries that rank lower on perceived {meaning}"),
    }


METRICS: dict[str, Metric] = {
    **_wgi("rule_of_law", "trust in contracts, police and courts"),
    **_wgi("political_stability", "absence of unrest and violence"),
    **_wgi("regulatory_quality", "quality of regulation"),
    **_wgi("government_effectiveness", "quality of public services"),
    **_wgi("control_of_corruption", "control of corruption"),
    "cpi_score": Metric("cpi_score", "0 to 100", "How clean the public sector is seen to be; 100 is clean"),
    "gpi_score": Metric("gpi_score", "1 to 5", "Peacefulness; 1 is most peaceful"),
    "gpi_rank": Metric("gpi_rank", "rank of 163", "Rank on peacefulness; no score was found"),
    "ef_epi_score": Metric("ef_epi_score", "0 to 800", "Mean score of adults who chose to take EF's online test"),
    "english_native": Metric("english_native_flag", "1 = yes", "English is the main language; EF does not test there",
                             ("native",)),
    "fixed_median_mbps": Metric("fixed_median_mbps", "Mbit/s",
                                "Median download speed of fixed lines in user tests, August 2024"),
    "github_developers": Metric("github_developers_accounts", "accounts",
                                "GitHub accounts by location of use, third quarter of 2025; idle ones too"),
    "github_developers_growth_yoy": Metric(
        "github_developers_growth_yoy_pct", "% a year",
        "GitHub accounts, third quarter of 2025 over third quarter of 2024", ("derived",), grade="C"),
    "github_developers_growth_2y_cagr": Metric(
        "github_developers_growth_2y_cagr_pct", "% a year",
        "GitHub accounts, mean yearly growth from the third quarter of 2023 to that of 2025", ("derived",), grade="C"),
    "github_ai_pushers_per_10k_dev": Metric(
        "github_ai_pushers_per_10k_accounts", "per 10,000 accounts",
        "Accounts that push to repositories of the largest AI topic, third quarter of 2025; context, never a score",
        ("derived",), grade="C"),
    "github_ai_topic_pushers_sum": Metric(
        "github_ai_topic_pushers_pairs", "account-topic pairs",
        "Sum over AI topics, third quarter of 2025; an account counts once in each topic; context, never a score",
        ("derived",), grade="C"),
    "github_ai_topic_share": Metric(
        "github_ai_topic_share_pct", "% of account-topic pairs", caveats=("derived",), grade="C"),
    "github_top_ai_topics": Metric("github_top_ai_topics", "accounts pushing",
                                   "Largest AI topics, third quarter of 2025; topics under 100 are not reported",
                                   textual=True),
    "ict_sector_employment_metro": Metric("ict_sector_employment_metro_persons", "persons", NACE_J),
    "ict_sector_employment_national": Metric(
        "ict_sector_employment_national_persons", "persons", NACE_J.replace("metropolitan region", "whole country")),
    "ict_specialists_national": Metric(
        "ict_specialists_national_persons", "persons",
        "ICT specialists: employed in ICT occupations, whatever the industry of the employer"),
    "ict_specialists_share": Metric("ict_specialists_share_pct", "% of employment",
                                    "ICT specialists among the employed; 5.0 in the European Union"),
    "it_workforce_national": Metric("it_workforce_national_persons", "persons", IT_PROFESSIONALS),
    "it_workforce_incl_abroad": Metric("it_workforce_incl_abroad_persons", "persons"),
    "talent_pool_published": Metric("talent_pool_published_persons", "persons"),
    "city_share_of_national_pct": Metric("city_share_of_national_pct", "% of country"),
    "gcc_professionals": Metric("gcc_professionals_persons", "persons"),
    "ai_engineers": Metric("ai_engineers_persons", "persons", "AI engineers, as the publisher counts them",
                           ("definition_differs",)),
    "ai_talent_pool": Metric("ai_talent_pool_persons", "persons", "AI specialists among CBRE's tech talent",
                             ("definition_differs",)),
    "it_graduates_per_year": Metric("it_graduates_per_year_persons", "persons a year"),
    "it_students_enrolled": Metric("it_students_enrolled_persons", "persons", "Enrolled in IT studies, not graduates"),
    "ict_share_of_gdp_pct": Metric("ict_share_of_gdp_pct", "% of GDP",
                                   "ICT together with professional and support services", ("definition_differs",)),
    "time_to_fill_days": Metric("time_to_fill_days", "days"),
    "notice_weeks": Metric("notice_weeks", "weeks"),
    "notice_weeks_1y": Metric("notice_weeks_1y", "weeks", "Notice that an employer gives after one year of service"),
    "public_holidays_2026": Metric("public_holidays_2026_days", "days a year",
                                   f"{NATIONAL_HOLIDAYS}; weekends counted"),
    "public_holidays_weekday_2026": Metric("public_holidays_weekday_2026_days", "days a year",
                                           f"{NATIONAL_HOLIDAYS}; Monday to Friday only"),
    "notable_employers": Metric("notable_employers", "text", "Examples, not a complete list", textual=True),
    "notable_universities": Metric("notable_universities", "text", "Examples, not a complete list", textual=True),
}
"""Raw metric -> shipped metric. Contributions, data protection and pool bands have modules of their own."""
