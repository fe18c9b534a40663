"""docs/ADMINISTRATION.md against the code: the targets, files, options and variables that it names are there."""

import re
import shlex
import subprocess
import sys
import tomllib

import pytest
from streamlit import config

from atlas.paths import ROOT

PAGE = (ROOT / "docs" / "ADMINISTRATION.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines() if line]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "atlas").rglob("*.py"))
MADE = ("build", "private", "pay.csv", "saved-backup", "/", "http://", ".streamlit/secrets.toml", ".venv/")
"""What a command makes, reads from elsewhere, or what the administrator brings."""

FILES = re.compile(r"[\w.@/-]+\.(?:py|conf|service|toml|md|txt)")
VERBS = {"curl", "cp", "editor", "chmod", "chown", "useradd", "systemctl", "nginx", "git", "pg_dump", "psql", "make",
         ".venv/bin/python"}


def words(command: str) -> list[str]:
    """A command's words without `sudo` and the variables before it."""
    found = shlex.split(command.removeprefix("sudo "))
    while re.match(r"[A-Z_]+=", found[0]):
        found.pop(0)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_names_what_exists(command: str):
    verb, *rest = words(command)
    assert verb in VERBS
    if verb == "make":
        assert re.search(rf"^{rest[0]}:", MAKEFILE, re.MULTILINE)
        for setting in rest[1:]:
            assert re.search(rf"^{setting.partition('=')[0]}\s*\?=", MAKEFILE, re.MULTILINE)
    for word in rest:
        if FILES.fullmatch(word) and not word.startswith(MADE):
            assert (ROOT / word).is_file(), word
    if verb == ".venv/bin/python" and rest[0] == "-m" and rest[1] != "atlas.serving":
        module, options = rest[1], [word for word in rest if word.startswith("--")]
        if module == "streamlit":
            for option in options:
                config.get_option(option.removeprefix("--"))  # raises for an unknown one
            return
        names = [word for word in rest[2:] if re.fullmatch("[a-z]+", word)]
        known = {"etl": ("build", "check", "ingest", "observations", "own")}.get(module, ())
        path = [name for name in names if name in known]
        said = subprocess.run([sys.executable, "-m", module, *path, "--help"], cwd=ROOT, capture_output=True, text=True)
        assert said.returncode == 0
        for option in options:
            assert option in said.stdout, option


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([\w-]+)", PAGE))))
def test_a_target_in_the_text_exists(target: str):
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("variable", sorted(set(re.findall(r"ATLAS_[A-Z_]+", PAGE))))
def test_a_variable_is_read_by_the_code(variable: str):
    assert f'"{variable}"' in SOURCES


def test_every_variable_that_the_code_reads_is_documented():
    assert set(re.findall(r'"(ATLAS_[A-Z_]+)"', SOURCES)) <= set(re.findall(r"ATLAS_[A-Z_]+", PAGE))


def test_the_example_of_a_secrets_file_is_whole_but_for_its_secret():
    """As it stands it must not serve: its secret is a placeholder."""
    from atlas.domain.errors import ServingError
    from atlas.serving.settings import read

    example, = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    table = tomllib.loads(example)
    with pytest.raises(ServingError, match="cookie_secret"):
        read(table, {}, {"server.address": "127.0.0.1"})
    table["auth"]["cookie_secret"] = "0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778"
    assert read(table, {}, {"server.address": "127.0.0.1"}).allow == ("ann@example.com", "@example.org")


@pytest.mark.parametrize("field", ["time", "level", "logger", "event", "request", "method", "route", "status", "duration_ms",
                                   "page", "session", "generation", "error", "place", "ours", "cause"])
def test_a_field_of_the_log_is_written(field: str):
    assert f"`{field}`" in PAGE
    assert f'"{field}"' in (ROOT / "atlas" / "serving" / "logs.py").read_text(encoding="utf-8")


def test_a_venv_that_fails_halfway_is_not_taken_for_one_the_next_time(tmp_path):
    """Debian without python3-venv: the interpreter is linked, then pip cannot be put in; set-up must begin anew after that."""
    (tmp_path / "Makefile").write_text(MAKEFILE)
    halfway = tmp_path / "python"
    halfway.write_text('#!/bin/sh\n[ "$1" = -m ] || exit 0\nmkdir -p .venv/bin && touch .venv/bin/python && exit 1\n')
    halfway.chmod(0o755)
    made = subprocess.run(["make", ".venv/bin/python", f"PYTHON={halfway}"], cwd=tmp_path, capture_output=True, text=True)
    assert made.returncode != 0 and "Creating .venv" in made.stdout
    assert not (tmp_path / ".venv").exists()


def test_the_access_log_of_the_shipped_site_holds_no_query():
    """A link holds a scenario; these are nginx's variables that repeat it, and its usual format has two of them."""
    deploy = ROOT / "docs" / "deploy"
    written, = re.findall(r"^log_format atlas (.*);$", (deploy / "atlas-http.conf").read_text(encoding="utf-8"), re.MULTILINE)
    assert not set(re.findall(r"\$\w+", written)) & {"$request", "$request_uri", "$args", "$query_string", "$http_referer"}
    site = (deploy / "nginx.conf").read_text(encoding="utf-8")
    assert site.count("server {") == len(re.findall(r"access_log \S+ atlas;", site)) == 2
