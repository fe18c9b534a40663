"""`python -m bench.fuzz_uploads [--files 5000] [--full 100] [--seed 0]`: mutated uploads, each accepted or refused.

Each file is one of the templates, damaged in a way that its number decides. Most go through the same code as an upload
(`etl.own.examined`'s overlay: read, recognise, check) in a confined worker that is started afresh after every RECYCLE
files; every so many goes through `atlas.own.examine` whole. Ends with 1 where a file takes over 10 s, raises, or ends
without a reason, and where this process grows by 50 MB or more. Files that fail are kept with their number.
"""

import argparse
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from atlas import paths
from atlas.own import Upload, examine, templates

RECYCLE, WORKERS, LONGEST_S, GROWTH_MB, BATCH_S = 100, 2, 10.0, 50, 600
WORKER_BYTES = 6_000_000_000
WORDS = [b"NaN", b"inf", b"-inf", b"1e999", b"=1+1", b'"', b'""', b",", b"\n", b"\r", b"\0", b"\xff\xfe", b"<html>",
         b"\xe2\x80\xae", b"9" * 400, b"A" * 3000, b"-0", b" ", b"\t", b";", b"own_", b"1e-320",
         "٣".encode(), b"'; drop table hub; --"]


def rss_mb() -> float:
    """Memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def seeds() -> dict[str, bytes]:
    """The templates in each kind of file."""
    found = {}
    for table in templates.TEMPLATES:
        content = templates.csv_template(table)
        name = templates.file_name(table)
        found[name] = content
        out = io.BytesIO()
        pq.write_table(pacsv.read_csv(io.BytesIO(content)), out)
        found[name.replace(".csv", ".parquet")] = out.getvalue()
    found[templates.WORKBOOK] = templates.workbook()
    return found


def mutate(name: str, content: bytes, chance: random.Random) -> bytes:
    """A few damages in a row; a workbook is damaged within a part, or as packed bytes."""
    if name.endswith(".xlsx") and chance.random() < 0.7:
        return _damage_part(content, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        content = chance.choice(DAMAGES)(content, chance)
    return content


def _damage_part(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        hit = chance.choice(old.namelist())
        for part in old.namelist():
            data = old.read(part)
            if part == hit:
                for _ in range(chance.choice((1, 1, 1, 2, 3))):
                    data = chance.choice(DAMAGES)(data, chance)
            new.writestr(part, data)
    return out.getvalue()


def _flip(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        if found:
            found[chance.randrange(len(found))] = chance.choice((chance.randrange(256), *b"0123456789,\n"))
    return bytes(found)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[:chance.randrange(len(content) + 1)]


def _insert(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(WORDS) * chance.choice((1, 1, 1, 2, 50)) + content[at:]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    piece = content[start:start + chance.choice((1, 10, 100, 1000))]
    return content[:start] + piece * chance.choice((2, 3, 20, 500)) + content[start:]


def _drop(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 4, 40)):]


def _replace(content: bytes, chance: random.Random) -> bytes:
    """A cell of a text, or as many bytes of anything else."""
    cells = content.split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(WORDS)
    return b",".join(cells)


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _cut, _insert, _repeat, _drop, _replace)


def made(number: int, seed: int, known: dict[str, bytes]) -> Upload:
    """File `number` of a seed: the same bytes each time."""
    chance = random.Random(f"{seed}/{number}")
    name = sorted(known)[number % len(known)]
    return Upload(name, mutate(name, known[name], chance))


def worker(folder: Path) -> int:
    """Check the files of a folder in this confined process; one JSON line each."""
    from etl import check, confined
    confined.confine(BATCH_S, WORKER_BYTES)  # one process for many files: its addresses are used up bit by bit
    from etl.load import load
    from etl.uploads.overlay import Given, lay_over
    from etl.uploads.review import answer
    base = check.sound(load([paths.DATA]))
    for path in sorted(folder.iterdir(), key=lambda path: int(path.name.split("-")[0])):
        start = time.perf_counter()
        told = answer(lay_over(base, [Given(path, path.name.split("-", 1)[1])]))
        reasons = [fault["message"] for fault in told["rejections"]]
        sys.stdout.write(json.dumps({"number": int(path.name.split("-")[0]), "seconds": time.perf_counter() - start,
                                     "refused": bool(reasons), "reason": reasons[0] if reasons else ""}) + "\n")
        sys.stdout.flush()
    return 0


def batch(numbers: list[int], seed: int, known: dict[str, bytes]) -> list[dict]:
    """The files of `numbers` through one worker; where it dies, the file that it died on is the fault's."""
    with tempfile.TemporaryDirectory() as name:
        for number in numbers:
            upload = made(number, seed, known)
            (Path(name) / f"{number}-{upload.name}").write_bytes(upload.content)
        done = subprocess.run([sys.executable, "-m", "bench.fuzz_uploads", "--worker", name], cwd=paths.ROOT,
                              capture_output=True, text=True, check=False, timeout=2 * BATCH_S)
        found = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode or len(found) < len(numbers):
        at = numbers[min(len(found), len(numbers) - 1)]
        found.append({"number": at, "seconds": 0.0, "refused": False, "reason": "",
                      "fault": (done.stderr.strip().splitlines() or ["died"])[-1][:200]})
    return found


def whole(number: int, seed: int, known: dict[str, bytes]) -> dict:
    """A file through `examine`."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        found = examine([made(number, seed, known)], Path(name))
    reason = found.refused or (found.rejections[0].message if found.rejections else "")
    ended = bool(reason) or found.database is not None
    return {"number": number, "seconds": time.perf_counter() - start, "refused": bool(reason), "reason": reason,
            **({} if ended else {"fault": "neither accepted nor refused"})}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz_uploads", description=__doc__)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--full", type=int, default=100, help="how many of them through examine")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=paths.BUILD / "fuzz", help="where files that fail are kept")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.worker:
        return worker(args.worker)
    known, start, before = seeds(), time.perf_counter(), rss_mb()
    step = max(1, args.files // max(1, args.full))
    full = [number for number in range(args.files) if number % step == 7 % step][:args.full]
    rest = [number for number in range(args.files) if number not in set(full)]
    with ThreadPoolExecutor(WORKERS) as pool:
        found = [line for lines in pool.map(lambda at: batch(rest[at:at + RECYCLE], args.seed, known),
                                            range(0, len(rest), RECYCLE)) for line in lines]
        through = list(pool.map(lambda number: whole(number, args.seed, known), full))
    grown = rss_mb() - before
    return report(found, through, grown, time.perf_counter() - start, args, known)


def report(found: list[dict], through: list[dict], grown: float, seconds: float, args: argparse.Namespace,
           known: dict[str, bytes]) -> int:
    """Print what came of it; keep what failed."""
    faults = [line for line in found + through if "fault" in line or line["seconds"] > LONGEST_S
              or (line["refused"] and not line["reason"])]
    slow = sum("takes too long" in line["reason"] for line in through)
    for title, lines in (("parsed", found), ("examined", through)):
        kinds = Counter("refused" if line["refused"] else "accepted" for line in lines)
        longest = max((line["seconds"] for line in lines), default=0.0)
        print(f"{title:<9} {len(lines):>5,} files: {kinds['accepted']:,} accepted, {kinds['refused']:,} refused; "
              f"longest {longest:.2f} s")
    print(f"this process grew by {grown:.1f} MB; {seconds:.0f} s in all; seed {args.seed}; {len(faults)} faults; "
          f"{slow} ended by the limit of time")
    for line in faults:
        upload = made(line["number"], args.seed, known)
        args.keep.mkdir(parents=True, exist_ok=True)
        (args.keep / f"{args.seed}-{line['number']}-{upload.name}").write_bytes(upload.content)
        print(f"file {line['number']} ({upload.name}): {line.get('fault') or line['reason']}, {line['seconds']:.2f} s")
    return 1 if faults or grown >= GROWTH_MB else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
