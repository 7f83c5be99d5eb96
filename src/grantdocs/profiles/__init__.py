"""Project profiles: what the grant agreement says, read from a file, drafted from publications, compared with facts."""

from __future__ import annotations

from grantdocs.profiles.belonging import Belonging
from grantdocs.profiles.comparing import compare
from grantdocs.profiles.documents import across
from grantdocs.profiles.drafting import draft, projects_of
from grantdocs.profiles.loading import ProfileSource, load
from grantdocs.profiles.profile import UNKNOWN_LANGUAGE, Copy, Profile, ProfilePartner
from grantdocs.profiles.sides import Sides
from grantdocs.profiles.writing import as_json, as_toml

__all__ = [
    "UNKNOWN_LANGUAGE", "Belonging", "Copy", "Profile", "ProfilePartner", "ProfileSource", "Sides", "across",
    "as_json", "as_toml", "compare", "draft", "load", "projects_of",
]  # fmt: skip
