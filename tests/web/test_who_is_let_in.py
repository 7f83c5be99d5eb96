"""Only the browser of this machine, from our own pages: strangers can neither send nor read."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("unjudged")
TEXT = [("text", "The project LLI-912 costs EUR 1 000.")]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:8765", 200),
        ("LOCALHOST:8765", 200),
        ("[::1]:8765", 200),
        ("127.0.0.1", 403),
        ("127.0.0.1:80", 403),
        ("localhost:8766", 403),
        ("rebound.example:8765", 403),
        ("127.0.0.1.example:8765", 403),
        ("localhost:8765@example.org", 403),
        ("0.0.0.0:8765", 403),
        ("192.168.0.5:8765", 403),
        ("", 403),
    ],
)
def test_host(visit, host: str, status: int) -> None:
    assert visit().get("/", host=host).status == status


@pytest.mark.parametrize(
    ("origin", "site", "status"),
    [
        ("http://127.0.0.1:8765", "same-origin", 200),
        ("null", "same-origin", 200),
        ("http://127.0.0.1:8765", "", 200),
        ("", "", 200),
        ("null", "", 200),
        ("null", "cross-site", 403),
        ("http://127.0.0.1:8765", "cross-site", 403),
        ("http://127.0.0.1:8765", "none", 403),
        ("http://localhost:8765", "same-site", 403),
        ("http://localhost:8765", "", 403),
        ("http://127.0.0.1:9000", "", 403),
        ("https://127.0.0.1:8765", "", 403),
        ("https://example.org", "", 403),
        ("https://example.org", "same-origin", 403),
        ("file://", "", 403),
    ],
)
def test_posts_of_others(visit, origin: str, site: str, status: int) -> None:
    assert visit().post("/check", TEXT, origin=origin, sec_fetch_site=site).status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec_fetch_site": "none", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}, 200),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}, 200),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors", "sec_fetch_dest": "script"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "cors", "sec_fetch_dest": "empty"}, 403),
        ({"sec_fetch_site": "same-site", "sec_fetch_mode": "no-cors", "sec_fetch_dest": "image"}, 403),
        ({"origin": "https://example.org"}, 403),
    ],
)
def test_pages_asked_for_by_others(visit, headers: dict[str, str], status: int) -> None:
    assert visit().get("/", **headers).status == status


@pytest.mark.parametrize("path", ["/check", "/checklist", "/marked", "/statement", "/statement.docx"])
@pytest.mark.parametrize("token", ["", "wrong", "ā" * 40])
def test_forms_without_the_token(visit, unjudged, path: str, token: str) -> None:
    visitor = visit()
    answer = visitor.post(path, [("token", token), *TEXT])

    assert answer.status == 403
    assert "started anew" in answer.text
    assert unjudged == []


def test_the_token_is_new_with_each_start(visit) -> None:
    assert visit().token != visit().token


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/statement", 200),
        ("GET", "/check", 303),
        ("GET", "/statement.docx", 303),
        ("GET", "/../etc/passwd", 404),
        ("GET", "/favicon.ico", 404),
        ("GET", "/docs", 404),
        ("POST", "/", 405),
        ("PUT", "/check", 405),
        ("DELETE", "/", 405),
        ("OPTIONS", "/check", 405),
        ("TRACE", "/", 405),
    ],
)
def test_known_paths(visit, method: str, path: str, status: int) -> None:
    answer = visit().ask(method, path, {})

    assert answer.status in {status, 404} if status == 405 else answer.status == status
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/statement", "/nowhere", "/check"])
def test_every_answer_is_guarded(visit, path: str) -> None:
    headers = visit().get(path).headers

    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "set-cookie" not in headers


def test_refusals_are_guarded_too(visit) -> None:
    answer = visit().get("/", host="rebound.example:8765")

    assert answer.headers["content-security-policy"]
    assert "token" not in answer.text
