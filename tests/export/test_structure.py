"""Children stand in the order of ISO/IEC 29500-1 (annex A), which PowerPoint insists on and other programs do not."""

import io
import zipfile

import pytest
from lxml import etree

from atlas.export.content import Brand
from atlas.export.deck import deck
from atlas.export.pptx_refresh import refresh
from tests.export import cases
from tests.export.test_logo import PLAIN
from tests.export.test_refresh import NEW, OLD

AXIS = ("axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
        "crossAx crosses crossesAt ")
SERIES_END = "trendline errBars cat val smooth shape extLst"
ORDER = {
    "c:chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr "
                    "externalData printSettings userShapes extLst",
    "c:chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs "
               "showDLblsOverMax extLst",
    "c:plotArea": "layout barChart lineChart areaChart catAx valAx dateAx serAx dTable spPr",
    "c:barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "c:lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId extLst",
    "c:areaChart": "grouping varyColors ser dLbls dropLines axId extLst",
    "c:ser": f"idx order tx spPr invertIfNegative pictureOptions marker explosion dPt dLbls {SERIES_END}",
    "c:dPt": "idx invertIfNegative marker bubble3D explosion spPr pictureOptions extLst",
    "c:dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize "
               "separator showLeaderLines leaderLines extLst",
    "c:catAx": AXIS + "auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    "c:dateAx": AXIS + "auto lblOffset baseTimeUnit majorUnit majorTimeUnit minorUnit minorTimeUnit extLst",
    "c:valAx": AXIS + "crossBetween majorUnit minorUnit dispUnits extLst",
    "c:scaling": "logBase orientation max min",
    "a:tbl": "tblPr tblGrid tr", "a:tr": "tc extLst", "a:tc": "txBody tcPr extLst",
    "a:tcPr": "lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D noFill solidFill gradFill blipFill pattFill headers extLst",
    "a:p": "pPr r br fld endParaRPr", "a:pPr": "lnSpc spcBef spcAft buNone tabLst defRPr extLst",
    "a:rPr": "ln noFill solidFill effectLst highlight latin ea cs sym hlinkClick hlinkMouseOver rtl extLst",
    "a:ln": "noFill solidFill gradFill pattFill prstDash custDash round bevel miter headEnd tailEnd",
    "p:spPr": "xfrm custGeom prstGeom noFill solidFill gradFill blipFill pattFill grpFill ln effectLst",
    "p:sp": "nvSpPr spPr style txBody extLst", "p:grpSpPr": "xfrm noFill solidFill", "p:cSld": "bg spTree custDataLst controls extLst",
    "p:sld": "cSld clrMapOvr transition timing extLst",
    "p:presentation": "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz smartTags embeddedFontLst "
                      "custShowLst photoAlbum custDataLst kinsoku defaultTextStyle modifyVerifier extLst",
    "a:blip": "alphaModFix extLst", "p:nvSpPr": "cNvPr cNvSpPr nvPr",
}
REPEATED = {"c:plotArea": {"barChart", "lineChart", "areaChart", "catAx", "valAx", "dateAx"}, "a:p": {"r", "br", "fld"}}
"""A choice that may repeat in any order."""

PREFIX = {"http://schemas.openxmlformats.org/drawingml/2006/chart": "c", "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
          "http://schemas.openxmlformats.org/presentationml/2006/main": "p"}


def faults(data: bytes) -> list[str]:
    """Elements whose children are unknown or out of order, by part."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in (n for n in package.namelist() if n.endswith(".xml") and n.startswith("ppt/")):
            for element in etree.fromstring(package.read(name)).iter():
                tag = etree.QName(element)
                key = f"{PREFIX.get(tag.namespace, '')}:{tag.localname}"
                if key not in ORDER:
                    continue
                order = ORDER[key].split()
                children = [etree.QName(child).localname for child in element if isinstance(child.tag, str)]
                unknown = [child for child in children if child not in order]
                loose = REPEATED.get(key, set())
                places = [order.index(child) for child in children if child in order and child not in loose]
                if unknown or places != sorted(places):
                    found.append(f"{name} {key}: {' '.join(children)}")
    return found


@pytest.mark.parametrize("brand", [None, Brand(company="Rovex", logo=PLAIN)], ids=["plain", "branded"])
def test_fresh_deck(brand):
    assert faults(deck(cases.sample(), brand=brand)) == []


def test_refreshed_deck():
    assert faults(refresh(deck(OLD), NEW)[0]) == []


def test_checker_sees_a_child_out_of_place():
    data = deck(cases.sample())
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    slide = etree.fromstring(parts["ppt/slides/slide2.xml"])
    properties = slide.find(".//{*}spPr/{*}xfrm").getparent()
    properties.append(properties[0])
    parts["ppt/slides/slide2.xml"] = etree.tostring(slide)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name, blob in parts.items():
            new.writestr(name, blob)
    assert len(faults(buffer.getvalue())) == 1
