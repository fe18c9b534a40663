"""The two pages a person sees who is not admitted: no script, no data, nothing that is fetched."""

from html import escape
from urllib.parse import quote

from atlas.paths import ROOT
from atlas.serving.settings import Settings

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Talent Atlas</title>
<style>
:root {{ color-scheme: light dark; --paper: #fff; --ink: #1b2430; --primary: #1f3b57; --on: #fff }}
@media (prefers-color-scheme: dark) {{
  :root {{ --paper: #14181d; --ink: #e8ecf0; --primary: #9cc3e6; --on: #14181d }}
  .light {{ display: none }}
}}
@media (prefers-color-scheme: light) {{ .dark {{ display: none }} }}
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 16px/1.5 "Source Sans", system-ui, sans-serif }}
main {{ max-width: 26rem; padding: 2rem }}
svg {{ height: 2.2rem; width: auto }}
h1 {{ font: 600 1.6rem/1.3 "Source Serif", Georgia, serif; margin: 2rem 0 1.5rem }}
a {{ display: inline-block; margin: 0 .6rem .6rem 0; padding: .55rem 1.2rem; border-radius: .4rem;
  background: var(--primary); color: var(--on); text-decoration: none }}
a:focus-visible {{ outline: 3px solid var(--ink); outline-offset: 2px }}
</style></head>
<body><main>
<div class="light" aria-hidden="true">{light}</div><div class="dark" aria-hidden="true">{dark}</div>
<h1>{title}</h1>
{links}
</main></body></html>
"""


def sign_in_page(settings: Settings) -> str:
    """For a stranger: one link for each identity provider."""
    many = len(settings.providers) > 1
    links = [_link(f"{settings.base}/signin?with={quote(name)}", f"Sign in with {name}" if many else "Sign in")
             for name in settings.providers]
    return _page("Sign in to Talent Atlas", links)


def refused_page(settings: Settings) -> str:
    """For a signed-in person whom the allow-list does not name."""
    return _page("This account may not use Talent Atlas; ask your administrator.",
                 [_link(f"{settings.base}/auth/logout", "Sign out")])


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def _page(title: str, links: list[str]) -> str:
    light, dark = ((ROOT / "atlas" / "assets" / f"logo-{theme}.svg").read_text("utf-8") for theme in ("light", "dark"))
    return PAGE.format(light=light, dark=dark, title=escape(title), links="\n".join(links))
