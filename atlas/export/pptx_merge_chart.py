"""A native chart brought up to date in place: new data, and the colours that people gave single bars follow them."""

import re
from copy import deepcopy
from typing import Any

from pptx.chart.chart import Chart
from pptx.oxml.ns import qn

from atlas.export.pptx_charts import ChartData
from atlas.export.pptx_merge import Changes
from atlas.export.pptx_prints import fill_of, scale_of

HATCH = "dkUpDiag"
"""The pattern of a modelled bar: the only colour of a single bar that is ours."""

Figures = tuple[dict[str, list[float | None]], list[Any]]
"""Values by series, and the categories."""


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
