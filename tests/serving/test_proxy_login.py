"""ATLAS_OPEN=yes: a proxy in front signs people in, and the header that it sets keeps their saved scenarios apart."""

import asyncio
from pathlib import Path

import httpx

from bench.session import Session
from tests.browser.harness import serve

PROXY = {"ATLAS_OPEN": "yes", "STREAMLIT_SERVER_TRUSTED_USER_HEADERS": '{"X-Forwarded-User": "sub"}'}


async def shelf(visitor: Session) -> list[str]:
    """The names on the visitor's shelf."""
    await visitor.unfold("saved")
    return [entry.rpartition(", ")[0] for entry in visitor.options["saved_chosen"]]


async def story(url: str) -> None:
    async with Session(url, headers={"X-Forwarded-User": "ann"}) as ann:
        assert await shelf(ann) == []
        await ann.write("saved_name", "Ann's own")
        await ann.press("saved_save")
        assert await shelf(ann) == ["Ann's own"]
    for headers in ({"X-Forwarded-User": "bob"}, {}):
        async with Session(url, headers=headers) as other:
            assert await shelf(other) == []


def test_people_behind_a_proxy_have_shelves_of_their_own(built_database: Path, tmp_path: Path):
    with serve(build=built_database, variables=PROXY | {"ATLAS_SAVED_URL": f"sqlite:///{tmp_path / 'saved.sqlite'}"}) as running:
        asyncio.run(story(running.url))
        assert httpx.get(f"{running.url}/rank", headers={"Host": "atlas.example.com"}).status_code == 200
