"""How fast a project is found in a downloaded register: `python benchmarks/registers.py --rows 500000` for the full size.

A CSV of the shape of Kohesio's is generated, plain, and with every cell in marks of quotation, which hold commas, lines
and letters beyond ASCII. Printed are seconds on the clock and of the processor (all threads, so that
a busy machine is told from a slow program), and the memory at its peak: of the first look-up, which reads the whole
file and makes the index, of further ones, and of one in a process that finds the index made.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLUMNS = [
    "Operation_Unique_Identifier", "Operation_Local_Identifier", "Operation_Name_English",
    "Operation_Name_Programme_Language", "Operation_Summary_English", "Country", "Operation_Start_Date",
    "Operation_End_Date", "Cofinancing_Rate", "Total_Eligible_Expenditure_amount",
    "Total_Eligible_Expenditure_Currency", "Project_EU_Budget", "Beneficiary_Name", "Fund_Code", "Programme_Name",
]  # fmt: skip
WORDS = "green school path library digital skills region border water energy heritage innovation centre youth".split()
AIMS = "aims: 2 s and 500 MB the first time, 50 ms once indexed"


def number(row: int) -> str:
    return f"{row % 9}.2.1.{row % 7}/16/I/{row:06d}"


def generate(path: Path, rows: int, *, quoted: bool = False) -> None:
    chance = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
        writer.writerow(COLUMNS)
        for row in range(rows):
            title = " ".join(chance.choices(WORDS, k=7))
            summary = " ".join(chance.choices(WORDS, k=18))
            if quoted:
                title, summary = f"„{title}”, {title[::-1]} ā", f'{summary},\n"{summary}"'
            cost = chance.randint(10**6, 10**9) / 100
            writer.writerow(
                [
                    f"https://example.org/entity/Q{row}", number(row), title, title.title(),
                    summary, "Latvia", "01/03/2017", "28/02/2019", "85.0", f"{cost:.2f}",
                    "EUR", f"{cost * 0.85:.2f}", f"Beneficiary {row % 5000}", "ERDF", "Growth and Employment",
                ]
            )  # fmt: skip


def measure(path: Path, cache: Path, rows: int) -> None:
    """In a process of its own, for its memory."""
    start, processor = time.perf_counter(), time.process_time()
    from grantdocs.registers import Register, look_up

    register = Register(path, cache=cache)
    (found,) = look_up(register, [number(rows // 2)])
    first = time.perf_counter() - start, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again = []
    for row in range(0, rows, max(1, rows // 25)):
        start = time.perf_counter()
        assert len(look_up(register, [number(row)])) == 1
        again.append(time.perf_counter() - start)
    titled = []
    for _ in range(3):
        start = time.perf_counter()
        assert look_up(register, (), found.titles.values())
        titled.append(time.perf_counter() - start)
    register.close()
    print(
        f"{first[0]:7.2f} s {first[1]:7.2f} s of processor {memory:7.0f} MB   again {statistics.median(again) * 1000:6.1f} ms"
        f"   by title {titled[0]:5.2f} s, again {min(titled) * 1000:6.1f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--rows", type=int, default=50_000, help="projects in the register (default: %(default)s)")
    parser.add_argument("--measure", nargs=2, metavar=("FILE", "CACHE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        measure(Path(chosen.measure[0]), Path(chosen.measure[1]), chosen.rows)
        return
    print(f"{chosen.rows} rows ({AIMS})")
    for quoted in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            show(Path(folder), chosen.rows, quoted=quoted)


def show(folder: Path, rows: int, *, quoted: bool) -> None:
    path, cache = folder / "projects.csv", folder / "cache"
    generate(path, rows, quoted=quoted)
    print(f"{'quoted' if quoted else 'plain'}, {path.stat().st_size / 1e6:.0f} MB")
    for what in ("first", "indexed"):
        print(f"  {what:<8}", end="", flush=True)
        arguments = ["--rows", str(rows), "--measure", str(path), str(cache)]
        subprocess.run([sys.executable, __file__, *arguments], check=True)
    print(f"  index {sum(file.stat().st_size for file in cache.iterdir()) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
