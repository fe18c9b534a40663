"""What single figures count, in our words, where the definition of their metric is not enough."""

from dataclasses import dataclass

from .catalogue_metrics import IT_BPM, IT_PROFESSIONALS, TECH_TALENT


@dataclass(frozen=True)
class Wording:
    """Words, grade and band of one figure; what is empty is left to its metric and its source."""

    definition: str = ""
    caveats: tuple[str, ...] = ()
    grade: str = ""
    low: float | None = None
    high: float | None = None


DIFFERS = ("definition_differs",)
NARROW = Wording("Narrow count of tech jobs; serves only as a ratio between Indian cities", DIFFERS)
INDIAN_BPM = Wording(f"{IT_BPM}; financial year 2022", DIFFERS)
TELANGANA = Wording(f"{IT_BPM}; the whole state of Telangana", DIFFERS)
TALENT = Wording(TECH_TALENT)
CLIENTS = Wording("Share of staff at global capability centres that are clients of the publisher", DIFFERS)
INS = Wording("Employees of IT and communications firms in the county; NACE J jobs without the self-employed")
DEVELOPERS_2017 = Wording("Developers alone, by Stack Overflow's estimate", DIFFERS)

NARROW_FIXES = {("UA", "it_workforce_national", "307600"): "it_workforce_incl_abroad"}
"""(place, raw metric, value) -> raw metric: one source gives two counts of one year."""

ARTEFACT_BELOW = 20
"""Only topics of at least 100 accounts are reported; with so few of them a share says nothing."""


def _topic_share(topics: int) -> str:
    warning = "too few topics, an artefact; " if topics < ARTEFACT_BELOW else ""
    return f"AI topics among {topics} reported topics, third quarter of 2025; {warning}context, never a score"


PLACES: dict[tuple[str, str, str], Wording] = {
    ("cluj", "talent_pool_published", "ins_zf"): INS,
    ("bucharest", "talent_pool_published", "ins_zf"): INS,
    ("iasi", "talent_pool_published", "zdi"): INS,
    ("cluj", "talent_pool_published", "aries17"): Wording(
        f"{IT_PROFESSIONALS}, freelancers too; 14,036 of them employees of IT firms"),
    ("krakow", "talent_pool_published", "aspire25"): Wording(f"{IT_PROFESSIONALS}; 'over'"),
    ("krakow", "talent_pool_published", "forsal24"): Wording(f"{IT_PROFESSIONALS}; 'over'"),
    ("warsaw", "talent_pool_published", "so_cee17"): DEVELOPERS_2017,
    ("krakow", "talent_pool_published", "so_cee17"): DEVELOPERS_2017,
    ("wroclaw", "talent_pool_published", "so_cee17"): DEVELOPERS_2017,
    ("gdansk", "talent_pool_published", "fdi_pom"): Wording(
        f"{IT_PROFESSIONALS}; the whole region of Pomerania; 'over'"),
    ("riga", "talent_pool_published", "sda19"): Wording("People in IT, from a thin survey; a lower bound", DIFFERS),
    ("bengaluru", "talent_pool_published", "cbre_gttg25"): Wording(f"{TECH_TALENT}; 'over', so a lower bound"),
    ("bengaluru", "talent_pool_published", "wiki_in_fy22"): INDIAN_BPM,
    ("hyderabad", "talent_pool_published", "wiki_in_fy22"): INDIAN_BPM,
    ("pune", "talent_pool_published", "wiki_in_fy22"): INDIAN_BPM,
    ("chennai", "talent_pool_published", "wiki_in_fy22"): Wording(
        f"{IT_BPM}; the whole state of Tamil Nadu; financial year 2022", DIFFERS),
    ("hyderabad", "talent_pool_published", "telangana24"): TELANGANA,
    ("hyderabad", "talent_pool_published", "telangana23"): TELANGANA,
    ("pune", "talent_pool_published", "republic_pune"): Wording("Staff claimed for one IT park before 2020", DIFFERS),
    ("chennai", "talent_pool_published", "cw_techcities22"): NARROW,
    ("bengaluru", "talent_pool_published", "cw_techcities22"): NARROW,
    ("delhi", "talent_pool_published", "cw_techcities22"): NARROW,
    ("lviv", "talent_pool_published", "lviv_city"): Wording(f"{IT_PROFESSIONALS}; before the full-scale invasion"),
    ("lviv", "talent_pool_published", "lviv20"): Wording(
        f"{IT_PROFESSIONALS}; middle of a published range", ("range_published",), low=26_000, high=26_500),
    ("guadalajara", "talent_pool_published", "coderslink21"): Wording(
        "IT workers, probably with electronics manufacturing; 'over'", DIFFERS),
    ("mexico_city", "talent_pool_published", "cbre_latam25"): TALENT,
    ("sao_paulo", "talent_pool_published", "cbre_latam25"): TALENT,
    ("buenos_aires", "talent_pool_published", "cbre_latam25"): TALENT,
    ("bogota", "talent_pool_published", "cbre_latam25"): TALENT,
    ("san_francisco", "talent_pool_published", "cbre_stt22"): Wording(f"{TECH_TALENT}; San Francisco Bay Area"),
    ("kyiv", "city_share_of_national_pct", "kyiv_share"): Wording("Kyiv's share of IT professionals before the war"),
    ("hcmc", "city_share_of_national_pct", "topdev19"): Wording("The city's share of IT professionals"),
    ("hanoi", "city_share_of_national_pct", "topdev19"): Wording("The city's share of IT professionals"),
    ("prishtina", "city_share_of_national_pct", "kiesa"): Wording(
        "Share of ICT companies, not of jobs, in the municipality", DIFFERS),
    ("delhi", "city_share_of_national_pct", "teamlease25"): CLIENTS,
    ("bengaluru", "city_share_of_national_pct", "teamlease25"): CLIENTS,
    ("hyderabad", "city_share_of_national_pct", "teamlease25"): CLIENTS,
    ("guadalajara", "city_share_of_national_pct", "banderas24"): Wording(
        "The state of Jalisco's share of software developers", DIFFERS),
    ("manila", "city_share_of_national_pct", "ibpap"): Wording(
        "Metro Manila's share of IT-BPM staff: 100 less a published 31 to 32 % elsewhere",
        (*DIFFERS, "derived"), "C", 68, 69),
    ("chennai", "gcc_professionals", "cbre_chennai24"): Wording("Staff of global capability centres alone; 'over'",
                                                                DIFFERS),
    ("IN", "it_workforce_national", "nasscom23"): Wording(IT_BPM, DIFFERS),
    ("PH", "it_workforce_national", "ibpap"): Wording(f"{IT_BPM}; most of them in contact centres", DIFFERS),
    ("UA", "it_workforce_national", "lviv_res"): Wording(
        f"{IT_PROFESSIONALS}; those who left after 2021 (65,000 in 2023) not counted"),
    ("UA", "it_workforce_incl_abroad", "lviv_res"): Wording(f"{IT_PROFESSIONALS}; some 65,000 abroad among them"),
    ("RS", "it_workforce_national", "serbia100k"): Wording("Staff of the IT sector; about half of them programmers"),
    ("AL", "it_workforce_national", "albania21k"): Wording(f"{IT_PROFESSIONALS}; 'over'"),
    ("MK", "it_workforce_national", "mk_invest"): Wording("Employees of the ICT sector"),
    ("HU", "it_workforce_national", "hu_szazad"): Wording("ICT sector with its manufacturing; 'nearly'", DIFFERS),
    ("EE", "it_workforce_national", "oska"): Wording("People in ICT occupations; 'about'"),
    ("PL", "it_workforce_national", "so_cee17"): DEVELOPERS_2017,
    ("mexico_city", "it_graduates_per_year", "cbre_latam25"): Wording("Degrees in technology fields"),
    ("sao_paulo", "it_graduates_per_year", "cbre_latam24"): Wording("Degrees in technology fields"),
    ("cluj", "it_graduates_per_year", "endava_cluj"): Wording("IT graduates; 'over'; the year is an estimate"),
    ("EE", "it_graduates_per_year", "hdt_tallinn"): Wording("Computer science graduates; 'about'"),
    ("XK", "it_graduates_per_year", "eciks"): Wording("ICT graduates; 'about'"),
    ("RO", "it_graduates_per_year", "beecoded"): Wording("Graduates of technology and engineering; 'over'", DIFFERS),
    ("MK", "it_graduates_per_year", "mk_invest"): Wording(
        "Computer science, software, languages and mathematics together", DIFFERS),
    ("VN", "it_graduates_per_year", "topdev23"): Wording(
        "New IT students a year, not graduates; within a published range", (*DIFFERS, "range_published"), "C",
        50_000, 57_000),
    ("bucharest", "it_graduates_per_year", "ins_zf"): Wording(
        "IT graduates of one university, Politehnica; middle of a published range",
        (*DIFFERS, "range_published"), "C", 600, 700),
    ("IN", "time_to_fill_days", "quess25"): Wording(
        "Critical posts at global capability centres; middle of a published range", ("range_published",), "C", 90, 120),
    ("XK", "time_to_fill_days", "stikk22"): Wording(
        "Replacing a leaver: at least two months, up to six for specialists", ("range_published",), "C", 60, 180),
    ("RO", "time_to_fill_days", "brainspotting"): Wording(
        "A developer's post: about two months, up to eight for complex ones", low=60, high=240),
    ("PL", "notice_weeks", "notice_wiki"): Wording(
        "Three months from three years of service on; two weeks under six months, one month in between"),
    ("US", "notice_weeks", "notice_wiki"): Wording("Employment at will: the law asks for none"),
    ("GB", "notice_weeks_1y", "notice_wiki"): Wording("The legal minimum; contracts often say one to three months"),
    ("AR", "notice_weeks_1y", "notice_ihl"): Wording("One month up to five years of service, two months after"),
    ("VN", "notice_weeks_1y", "papaya_vn"): Wording("45 days, under a contract without an end date"),
    **{(hub, "public_holidays_weekday_2026", "holidays"): Wording(f"List of {region}; Monday to Friday only")
       for hub, region in {"new_york": "New York State", "san_francisco": "California", "toronto": "Ontario",
                           "berlin": "Berlin", "london": "England", "bengaluru": "Karnataka",
                           "hyderabad": "Telangana", "pune": "Maharashtra", "delhi": "Delhi",
                           "chennai": "Tamil Nadu"}.items()},
    **{("UA", metric, "holidays"): Wording("None: public holidays are suspended under martial law")
       for metric in ("public_holidays_2026", "public_holidays_weekday_2026")},
    **{(country, "github_ai_topic_share", "igraph"): Wording(_topic_share(topics))
       for country, topics in {"BR": 162, "CA": 109, "CZ": 12, "DE": 320, "GB": 171, "IN": 542, "PL": 61, "RS": 4,
                               "UA": 17, "US": 882, "VN": 27}.items()},
    ("RS", "ef_epi_score", "ef2024"): Wording("Edition of 2024; no score of 2025 was found"),
    ("XK", "cpi_score", "rksnews_cpi"): Wording("How clean the public sector is seen to be; 100 is clean; 44 in 2024"),
    ("krakow", "notable_employers", "forsal24"): Wording("IT staff in Kraków by employer, 2024; not a complete list"),
    ("tallinn", "notable_employers", "admetia"): Wording(
        "Staff by employer, business register, second quarter of 2026; not a complete list"),
    ("cluj", "notable_universities", "endava_cluj"): Wording("Not a complete list; the year is an estimate"),
}
"""(hub or country, raw metric, source) -> words of that figure."""

TEXTS: dict[tuple[str, str, str], str] = {
    ("krakow", "notable_employers", "forsal24"):
        "HSBC 2,500; Comarch 2,300; Aptiv 2,200; Cisco 1,800; Motorola 1,700; EPAM 1,700; HCLTech 1,600; "
        "Capgemini 1,200; Sabre 1,100; ABB 1,000",
    ("krakow", "notable_employers", "aspire25"):
        "AI research of Google, IBM and ABB; more than 50 AI start-ups; AI Factory at AGH Cyfronet",
    ("tallinn", "notable_employers", "admetia"):
        "Wise 2,419; Bolt 878; Playtech 662; Microsoft 393; Pipedrive 373; Veriff 301; Cybernetica 241",
    ("bucharest", "notable_employers", "admetia"): "Ubisoft; Bosch (national head office); Bolt; UiPath",
    ("cluj", "notable_employers", "admetia"): "Bosch (research and development); Endava; Evozon; Banca Transilvania",
    ("iasi", "notable_employers", "admetia"): "Endava (more than 700); Vodafone VOIS",
    ("timisoara", "notable_employers", "admetia"): "Bosch (business and technology centre); Endava",
    ("warsaw", "notable_employers", "admetia"): "Goldman Sachs (engineering); CD PROJEKT; Bending Spoons; Bolt",
    ("guadalajara", "notable_employers", "coderslink21"):
        "IBM; HP; Dell; Oracle; Intel; Tata; Wipro; HCL; Luxoft; Wizeline; Cisco",
    ("london", "notable_employers", "sequoia_ai"): "Google DeepMind; Quantexa",
    ("tallinn", "notable_universities", "admetia"):
        "TalTech (QS 2027 rank 600); Tallinn University (QS 2027 rank 901 to 950)",
    ("krakow", "notable_universities", "aspire25"): "AGH University of Krakow (Cyfronet)",
    ("cluj", "notable_universities", "endava_cluj"):
        "11 universities with more than 100,000 students, the country's largest among them",
    ("bucharest", "notable_universities", "ins_zf"): "Politehnica Bucharest (32,000 to 33,000 students)",
}
"""Textual facts in neutral words; others go over as they are."""
