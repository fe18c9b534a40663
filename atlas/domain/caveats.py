"""The closed vocabulary of caveats. A fact may carry several; no other word is allowed."""

CAVEATS: dict[str, str] = {
    "modelled": "computed from other figures, not counted",
    "derived": "computed from published figures by simple arithmetic",
    "unchecked": "commonly known, not yet checked against the official text",
    "secondary_source": "read in a report about the original, not in the original",
    "national_figure": "a figure of the country standing in for the city",
    "editor_band": "low and high are an editor's judgement, not a confidence interval",
    "range_published": "the publisher gives a range; the value is its middle",
    "definition_differs": "counts something else than most figures of this kind; read the definition",
    "stale": "more than five years old",
    "undated": "the source gives no date",
    "weak_source": "a blog or an advertisement, without method",
    "capped": "due only up to a salary ceiling: 'up to' at senior pay",
    "of_basic_pay": "a share of basic pay, which is part of gross pay: 'up to'",
    "partial": "leaves out some contributions that employers also pay",
    "native": "English is the main language; no score exists and the best one is used",
    "self_reported": "respondents' own answers",
    "small_sample": "fewer than 30 respondents",
    "own_data": "brought by this company, not part of the shipped data",
}
