"""One of our shapes brought up to date in place, three ways: as we drew it, as people left it, as it would be drawn now.

What people left as we drew it follows the new drawing; what they changed stays theirs.
"""

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.chart.chart import Chart
from pptx.oxml.ns import qn

from atlas.export.pptx_charts import ChartData
from atlas.export.pptx_prints import digest, fill_of, id_of_row, place_of, scale_of, style_of, table_of, text_of

HATCH = "dkUpDiag"
"""The pattern of a modelled bar: the only colour of a single bar that is ours."""


@dataclass(frozen=True)
class Change:
    """One thing that a refresh did or left: `what` is updated, added, removed, rebuilt or kept (a person's edit)."""

    slide_id: str
    part: str
    what: str
    before: str
    after: str


Changes = list[tuple[str, str, str, str]]
"""(part, what, before, after)"""


def merge_shape(part: str, old, new, known: list[str] | None) -> Changes:
    """A text or drawn shape: its text, place and fill, each on its own. Of an unknown one only the text stays."""
    done: Changes = []
    text, style, place, fill = known or ["", "", digest(place_of(old)), digest(fill_of(old.find(qn("p:spPr"))))]
    was, now = text_of(old), text_of(new)
    if was != now:
        own = digest(was) == text
        if own:
            _set_text(old, new, digest(style_of(old)) == style)
        done.append((part, "updated" if own else "kept", was, now))
    was, now = place_of(old), place_of(new)
    if now and was != now and digest(was) == place:
        old_frame, new_frame = (e.find(f"{qn('p:spPr')}/{qn('a:xfrm')}") for e in (old, new))
        old_frame.getparent().replace(old_frame, deepcopy(new_frame))
        if not text_of(new):
            done.append((f"{part}, place and size", "updated", was, now))
    old_look, new_look = old.find(qn("p:spPr")), new.find(qn("p:spPr"))
    was, now = fill_of(old_look), fill_of(new_look)
    if was != now:
        own = digest(was) == fill
        if own:
            _set_fill(old_look, new_look)
        done.append((f"{part}, colour", "updated" if own else "kept", was, now))
    return done


def _set_text(old, new, as_drawn: bool) -> None:
    """The new text; with its new sizes where people left the style alone, else in the style of the first run."""
    old_body, new_body = old.find(qn("p:txBody")), deepcopy(new.find(qn("p:txBody")))
    if old_body is None:
        old_body = old.find(qn("a:txBody"))
        new_body = deepcopy(new.find(qn("a:txBody")))
    if not as_drawn:
        first = next(old_body.iter(qn("a:rPr")), None)
        for properties in list(new_body.iter(qn("a:rPr"))) if first is not None else []:
            properties.getparent().replace(properties, deepcopy(first))
    for paragraph in old_body.findall(qn("a:p")):
        old_body.remove(paragraph)
    for paragraph in new_body.findall(qn("a:p")):
        old_body.append(paragraph)


def _set_fill(old, new) -> None:
    """Fill and outline of the new look in place of the old."""
    for kind in ("noFill", "solidFill", "pattFill", "ln"):
        ours, theirs = new.find(qn(f"a:{kind}")), old.find(qn(f"a:{kind}"))
        if theirs is not None:
            old.remove(theirs)
        if ours is not None and kind != "ln":
            last = old.find(qn("a:ln"))
            old.append(deepcopy(ours)) if last is None else last.addprevious(deepcopy(ours))
        elif ours is not None:
            old.append(deepcopy(ours))


# --- tables ---------------------------------------------------------------------------------------------------------


def merge_table(part: str, old, new, known: dict[str, Any] | None) -> Changes:
    """A table by the lasting ids of its rows: cells that people changed stay, rows that they added stay."""
    table, fresh = table_of(old), table_of(new)
    known = known or {}
    rows = {id_of_row(row): row for row in table.findall(qn("a:tr")) if id_of_row(row) in known}
    wanted = fresh.findall(qn("a:tr"))
    if not rows or len(table.findall(f"{qn('a:tblGrid')}/{qn('a:gridCol')}")) != len(
            fresh.findall(f"{qn('a:tblGrid')}/{qn('a:gridCol')}")):
        table.getparent().replace(table, deepcopy(fresh))
        return [(part, "rebuilt", "", "")]
    done: Changes = []
    for row in wanted:
        key = id_of_row(row)
        if key in rows:
            done += _merge_row(part, rows[key], row, known[key])
        else:
            rows[key] = deepcopy(row)
            done.append((part, "added", "", _row_text(row)))
    ids = [id_of_row(row) for row in wanted]
    for key in [key for key in rows if key not in ids]:
        row = rows.pop(key)
        if row.getparent() is not None:
            table.remove(row)
        done.append((part, "removed", _row_text(row), ""))
    _order_rows(table, [rows[key] for key in ids], known)
    frame, fresh_frame = old.find(qn("p:xfrm")), new.find(qn("p:xfrm"))
    frame.find(qn("a:ext")).set("cy", fresh_frame.find(qn("a:ext")).get("cy"))
    return done


def _row_text(row) -> str:
    return " | ".join(text_of(cell) for cell in row.findall(qn("a:tc")))


def _merge_row(part: str, old, new, known: list[list[str]]) -> Changes:
    done: Changes = []
    cells = zip(old.findall(qn("a:tc")), new.findall(qn("a:tc")), known, strict=False)
    label = text_of(old.find(qn("a:tc")))
    for cell, fresh, (text, fill) in cells:
        was, now = text_of(cell), text_of(fresh)
        if was != now:
            own = digest(was) == text
            if own:
                _set_text(cell, fresh, True)
            done.append((f"{part}: {label}", "updated" if own else "kept", was, now))
        look, fresh_look = cell.find(qn("a:tcPr")), fresh.find(qn("a:tcPr"))
        if fill_of(look) != fill_of(fresh_look) and digest(fill_of(look)) == fill:
            for kind in ("noFill", "solidFill"):
                for element in look.findall(qn(f"a:{kind}")):
                    look.remove(element)
            look.append(next(deepcopy(e) for e in fresh_look if e.tag in (qn("a:noFill"), qn("a:solidFill"))))
    old.set("h", new.get("h"))
    return done


def _order_rows(table, rows: list, known: dict[str, Any]) -> None:
    """Our rows in the new order; a row that people added stays under the row that it stood under."""
    followers: dict[Any, list] = {}
    above = None
    for row in table.findall(qn("a:tr")):
        if id_of_row(row) in known or row in rows:
            above = row
        else:
            followers.setdefault(above, []).append(row)
        table.remove(row)
    for row in [*followers.get(None, []), *(r for own in rows for r in [own, *followers.pop(own, [])])]:
        table.append(row)
    for above, left in followers.items():
        if above is not None:
            for row in left:
                table.append(row)


# --- charts ---------------------------------------------------------------------------------------------------------


def category_key(label: str) -> str:
    """What a category is about, without its rank or sample size: by it a colour follows its bar."""
    return re.sub(r"^\d+=?\s{2,}| · n [\d,]+$", "", label)


def merge_chart(part: str, old: Chart, new: Chart, data: ChartData, scale: list[str]) -> Changes:
    """A chart's data, and the hatching of modelled bars; the colour that people gave a bar follows its category."""
    before, after = _figures(old), _figures(new)
    points = _points_of_people(old)
    old.replace_data(data)
    labels = [category_key(str(label)) for label in after[1]]
    for series, fresh in zip(_sers(old), _sers(new), strict=True):
        for tag in ("c:dPt", "c:dLbl"):
            for element in series.findall(f".//{qn(tag)}"):
                element.getparent().remove(element)
        for element in [e for e in fresh.findall(qn("c:dPt")) if fill_of(e.find(qn("c:spPr")))]:
            _insert_point(series, deepcopy(element))
        for key, element in points.get(_name(series), []):
            if key in labels:
                element.find(qn("c:idx")).set("val", str(labels.index(key)))
                _insert_point(series, element)
    _follow_scale(old, new, scale)
    return _compared(part, before, after)


def _sers(chart: Chart) -> list:
    return list(chart._chartSpace.iter(qn("c:ser")))


def _name(series) -> str:
    return "".join(v.text or "" for v in series.findall(f"{qn('c:tx')}//{qn('c:v')}"))


def _points_of_people(chart: Chart) -> dict[str, list[tuple[str, Any]]]:
    """Single bars and labels that people styled, by series, each with what its category is about."""
    found: dict[str, list[tuple[str, Any]]] = {}
    labels = [category_key(str(label)) for label in _figures(chart)[1]]
    for series in _sers(chart):
        for element in [*series.findall(qn("c:dPt")), *series.findall(f"{qn('c:dLbls')}/{qn('c:dLbl')}")]:
            index = int(element.find(qn("c:idx")).get("val"))
            if index < len(labels) and f"pattFill {HATCH}" not in fill_of(element.find(qn("c:spPr"))):
                found.setdefault(_name(series), []).append((labels[index], deepcopy(element)))
    return found


def _insert_point(series, element) -> None:
    """A point's style, or its label, where the schema wants it; it replaces another of the same bar."""
    index = element.find(qn("c:idx")).get("val")
    if element.tag == qn("c:dLbl"):
        labels = series.find(qn("c:dLbls"))
        if labels is not None:
            at = sum(1 for e in labels.findall(qn("c:dLbl")) if int(e.find(qn("c:idx")).get("val")) < int(index))
            labels.insert(at, element)
        return
    for other in series.findall(qn("c:dPt")):
        if other.find(qn("c:idx")).get("val") == index:
            series.remove(other)
    points = series.findall(qn("c:dPt"))
    earlier = [p for p in points if int(p.find(qn("c:idx")).get("val")) < int(index)]
    if earlier:
        earlier[-1].addnext(element)
    elif points:
        points[0].addprevious(element)
    else:
        before = [qn(f"c:{tag}") for tag in ("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker",
                                             "explosion")]
        [child for child in series if child.tag in before][-1].addnext(element)


def _follow_scale(old: Chart, new: Chart, scale: list[str]) -> None:
    """The ends of the value axis, where people left them as we set them."""
    if scale_of(old._chartSpace) != scale:
        return
    for tag in ("c:min", "c:max", "c:majorUnit"):
        for theirs, ours in zip(old._chartSpace.iter(qn(tag)), new._chartSpace.iter(qn(tag)), strict=False):
            theirs.set("val", ours.get("val"))


Figures = tuple[dict[str, list[float | None]], list[Any]]


def _figures(chart: Chart) -> Figures:
    """Values by series, and the categories."""
    plot = chart.plots[0]
    return {series.name: list(series.values) for series in plot.series}, list(plot.categories)


def _compared(part: str, before: Figures, after: Figures) -> Changes:
    """Every figure that is not what it was, by category and series."""
    done: Changes = []
    old_at = {category_key(str(label)): n for n, label in enumerate(before[1])}
    new_keys = [category_key(str(label)) for label in after[1]]
    for name, values in after[0].items():
        for key, value in zip(new_keys, values, strict=True):
            place = old_at.get(key)
            was = before[0].get(name, [None] * len(old_at))[place] if place is not None else None
            if was != value:
                done.append((f"{part}: {key}, {name}", "updated", _number(was), _number(value)))
    gone = [key for key in old_at if key not in new_keys]
    return [*done, *((f"{part}: {key}", "removed", key, "") for key in gone)]


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)
