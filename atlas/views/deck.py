"""Words of the Board deck page."""

from atlas.domain.ranking import Ranking
from atlas.views import ranking


def title(answer: Ranking, slides: int) -> str:
    """How many slides there are, and what they say."""
    if not slides:
        return "No slide is chosen"
    return f"{slides} {'slide says' if slides == 1 else 'slides say'}: {ranking.title(answer)}"


def sentence(refreshing: bool, templated: bool) -> str:
    """What the list is, as Markdown."""
    if refreshing:
        return "**Today's figures go into your earlier deck**; what people changed in it stays, and is listed below."
    where = "on the layouts of your template" if templated else "on a light page"
    return f"Each line is a slide's title **as your board will read it**, {where}; every chart can be edited in PowerPoint."
