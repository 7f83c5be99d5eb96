"""The pictures of the README can be made by the one command that CONTRIBUTING names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PIL import Image

MOST_BYTES = 150_000


def test_pictures_of_the_readme_are_made(browser: object, root: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, root / "docs/make_pictures.py", tmp_path], check=True, timeout=300)
    made = {path.name: path for path in tmp_path.glob("*.png")}

    assert set(made) == {path.name for path in (root / "docs/pictures").glob("*.png")}
    for name, path in made.items():
        with Image.open(path) as picture, Image.open(root / "docs/pictures" / name) as kept:
            assert abs(picture.width - kept.width) <= 100
        assert path.stat().st_size < MOST_BYTES
        assert (root / "docs/pictures" / name).stat().st_size < MOST_BYTES
