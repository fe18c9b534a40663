"""Another program opens the deck: every slide becomes a page, without a word of complaint."""

import re
import shutil
import subprocess

import pytest

from atlas.export import board
from atlas.export.deck import deck
from tests.export import cases

SOFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed; install libreoffice-impress to check the deck in it")
def test_deck_converts_to_one_page_a_slide(found, tmp_path):
    content = board.slides(found, cases.DAY)
    (tmp_path / "deck.pptx").write_bytes(deck(content))
    done = subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "deck.pptx"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True)
    said = [line for line in (done.stdout + done.stderr).splitlines() if "javaldx" not in line]  # only that Java is absent
    assert not [line for line in said if re.search("warn|error", line, re.IGNORECASE)]
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "deck.pdf").read_bytes())
    assert len(pages) == len(content.slides)
