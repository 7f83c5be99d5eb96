"""The output folder of an audit: a journal that survives a kill at any moment, and the tables made of it."""

from __future__ import annotations

from grantdocs.audit.store.assembly import Assembly
from grantdocs.audit.store.folder import Folder
from grantdocs.audit.store.journal import Journal
from grantdocs.audit.store.listing import Listing
from grantdocs.audit.store.publishing import connect, form, publish
from grantdocs.audit.store.sealing import is_sealed, seal

__all__ = ["Assembly", "Folder", "Journal", "Listing", "connect", "form", "is_sealed", "publish", "seal"]
