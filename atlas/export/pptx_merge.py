"""One of our shapes brought up to date in place, three ways: as we drew it, as people left it, as it would be drawn now.

What people left as we drew it follows the new drawing; what they changed stays theirs.
"""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn

from atlas.export.pptx_prints import digest, fill_of, id_of_row, place_of, style_of, table_of, text_of


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
        for run in new_body.iter(qn("a:r")) if first is not None else ():
            for properties in run.findall(qn("a:rPr")):
                run.remove(properties)
            run.insert(0, deepcopy(first))
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
    heads = [text_of(cell).partition("\n")[0] for cell in wanted[0].findall(qn("a:tc"))]
    if not rows or len(table.findall(f"{qn('a:tblGrid')}/{qn('a:gridCol')}")) != len(
            fresh.findall(f"{qn('a:tblGrid')}/{qn('a:gridCol')}")):
        table.getparent().replace(table, deepcopy(fresh))
        return [(part, "rebuilt", "", "")]
    done: Changes = []
    for row in wanted:
        key = id_of_row(row)
        if key in rows:
            done += _merge_row(part, rows[key], row, known[key], heads)
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


def _merge_row(part: str, old, new, known: list[list[str]], heads: list[str]) -> Changes:
    done: Changes = []
    cells = zip(old.findall(qn("a:tc")), new.findall(qn("a:tc")), known, heads, strict=False)
    about = next((word for word in _row_text(new).split(" | ") if any(c.isalpha() for c in word)), "")
    for cell, fresh, (text, style, fill), head in cells:
        was, now = text_of(cell), text_of(fresh)
        own, as_drawn = digest(was) == text, digest(style_of(cell)) == style
        if own and (was != now or (as_drawn and style_of(cell) != style_of(fresh))):
            _set_text(cell, fresh, as_drawn)
        if was != now:
            done.append((f"{part}: {about}, {head}", "updated" if own else "kept", was, now))
        look, fresh_look = cell.find(qn("a:tcPr")), fresh.find(qn("a:tcPr"))
        if fill_of(look) != fill_of(fresh_look) and digest(fill_of(look)) == fill:
            look.getparent().replace(look, deepcopy(fresh_look))
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
