"""A listener on this machine that a hostile text would call, and what a page is searched for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Page

from tests.hostile import swallowed


@dataclass
class Beacon:
    """Its address, and the paths that were asked of it."""

    url: str
    heard: list[str] = field(default_factory=list)


@contextmanager
def beacon() -> Iterator[Beacon]:
    """Listen on a free port until the block ends."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.heard.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Beacon(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


LOOK = """beacon => {
    const faults = [], texts = [], seen = new Set();
    const walk = root => {
        for (const node of root.childNodes) {
            if (node.nodeType === 3) texts.push(node.data);
            if (node.nodeType !== 1) continue;
            if (['STYLE', 'SCRIPT', 'NOSCRIPT', 'TITLE'].includes(node.nodeName)) {
                if (node.textContent.includes(beacon)) faults.push(`${node.nodeName} names the beacon`);
                continue;
            }
            for (const {name, value} of node.attributes) {
                const calls = ['src', 'srcset', 'href', 'xlink:href', 'style', 'background', 'action', 'srcdoc', 'data']
                    .includes(name);
                const picture = value.startsWith('data:image/');
                if (calls && value.includes(beacon)) faults.push(`<${node.nodeName} ${name}="${value.slice(0, 200)}">`);
                if (/^on/.test(name)) faults.push(`<${node.nodeName} ${name}="${value.slice(0, 200)}">`);
                if (/href$/.test(name) && /^\\s*\\w+:/.test(value) && !/^(https:|mailto:)/.test(value)
                    && !value.startsWith(location.origin) && !picture) faults.push(`<${node.nodeName} ${name}="${value.slice(0, 200)}">`);
            }
            if (node.shadowRoot) walk(node.shadowRoot);
            walk(node);
            if (/^(DIV|P|LI|TD|TH|LABEL|BUTTON|text)$/i.test(node.nodeName)) texts.push('\\n');
        }
    };
    walk(document.body);
    if (window.__ran !== undefined) faults.push(`a script ran: ${window.__ran}`);
    return {faults, text: texts.join('')};
}"""
"""Every attribute that could fetch, run or lead away, and the text of the page, in all shadow trees."""


def look(page: Page, url: str) -> tuple[list[str], str]:
    """What is wrong with the page as it stands (a listener is at `url`), and its text."""
    found = page.evaluate(LOOK, url)
    return [*found["faults"], *swallowed(found["text"], url)], found["text"]
