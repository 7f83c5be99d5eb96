"""What people do with the page: jump between finding and text, copy the statement, filter, with and without scripts."""

from __future__ import annotations

from pathlib import Path

from sample_pages import FAULTY, page_of

BLOCKED = "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
DENIED = BLOCKED + "document.execCommand = () => false;"


def test_evidence_leads_to_its_words_and_back(open_page) -> None:
    page = open_page(page_of(FAULTY))
    page.locator(".finding .where").first.click()

    target = page.locator("mark:target, .fact:target")
    assert target.is_visible()
    page.locator("mark + .ref").first.click()
    assert page.locator(".finding:target").count() == 1


def test_a_link_opens_the_group_that_holds_its_target(open_page) -> None:
    page = open_page(page_of(FAULTY))
    reference = page.locator(".ref.pass").first
    assert not page.locator(reference.get_attribute("href") or "").is_visible()
    reference.click()

    assert page.locator(".line:target").is_visible()


def test_copies_what_to_paste(open_page) -> None:
    page = open_page(page_of(FAULTY))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator("button.copy").first
    button.click()
    page.wait_for_function("document.getElementById('announcer').textContent !== ''")

    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".paste-text").first.inner_text()
    assert page.locator("button.copy.done").count() == 1


def test_copies_without_the_clipboard_interface(open_page) -> None:
    page = open_page(page_of(FAULTY), init=BLOCKED)
    page.locator("button.copy").first.click()

    assert page.locator("button.copy.done").count() == 1


def test_selects_the_text_where_copying_is_denied(open_page) -> None:
    page = open_page(page_of(FAULTY), init=DENIED)
    page.locator("button.copy").first.click()
    page.wait_for_function("document.getElementById('announcer').textContent !== ''")

    assert page.evaluate("String(getSelection())").strip() == page.locator(".paste-text").first.inner_text()
    assert page.locator("button.copy.done").count() == 0
    assert "Ctrl+C" in page.locator("#announcer").inner_text()


def test_filters_by_level_without_scripts(open_page) -> None:
    page = open_page(page_of(FAULTY), scripts=False)
    must = page.locator(".finding[data-level=error]")
    shown = must.first.is_visible()
    page.locator("#show-error").uncheck()

    assert shown
    assert not must.first.is_visible()
    assert page.locator(".finding[data-level=warning]").first.is_visible()


def test_groups_fold_without_scripts(open_page) -> None:
    page = open_page(page_of(FAULTY), scripts=False)
    page.locator(".group.fail > summary").click()

    assert not page.locator(".finding").first.is_visible()
    assert not page.locator("button.copy").first.is_visible()


def test_the_text_stays_in_sight_beside_long_findings(open_page) -> None:
    page = open_page(page_of(FAULTY), width=1400)
    page.locator(".finding").last.scroll_into_view_if_needed()

    assert page.evaluate("document.querySelector('.paper').getBoundingClientRect().bottom") > 0


def test_nothing_is_logged(browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(FAULTY), encoding="utf-8")
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    page.close()

    assert said == []
