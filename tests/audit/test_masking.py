"""What is personal becomes dots, and nothing else does. What is between « and » is to be masked."""

from __future__ import annotations

import re

import pytest

from grantdocs.audit.masking import mask, mask_facts, mask_report

MARKED = [
    # addresses of e-mail
    "Raksti: «anna.berzina@cesis.lv».",
    "«a@b.eu», «info+projekti@maja-lapa.gov.lv»; vairāk www.cesis.lv",
    "<mailto:«o'neill_1@example.co.uk»?subject=grant>",
    "«jānis.bērziņš@skola.lv»",
    "«anna (at) cesis.lv» or «anna[ät]cesis(.)de»",
    "mailto:«anna%40cesis.lv»",
    # telephones with the code of a country
    "+«371 29123456»", "(+«371) 64 122 345»", "+«371-29-123-456» un +«37129123456»", "«00371 29123456»",
    "+«370 612 34567»", "+«372 5123 4567»", "+«49 (0)30 123456-78»", "+«420 123 456 789»", "+«48 22 123 45 67»",
    # telephones by the word before
    "tālr. «29123456»", "Tālrunis: «64 122 345», fakss: «64122346»", "mob. «29 123 456»", "tel. «8-5 212 3456»",
    "Tel: «(67) 123456»", "Telefon «523 4567»", "phone no. «0123 456789»", "puh. «040 123 4567»", "tél. «01 23 45 67 89»",
    "τηλ. «210 1234567»", "тел. «02 123 45 67»", "tālr. «29123456», «26123457»", "tel. «29123456» / «26123457»",
    "tālr. «29123456» 12.05.2019", "tālr. «67 123 456» 2019. gadā",
    # beside an address
    "Anna, «29123456», «anna@x.lv»", "«anna@x.lv», «29123456»",
    # personal codes by their form
    "«010190-12345»", "«321234-56789»", "«38703181745»", "«37605030299»", "«131052-308T»", "«811228-9874»",
    "«1630615123457»", "«12345678Z»", "«X1234567L»", "«RSSMRA85M01H501Q»", "«736028/5163»",
    # personal codes by the word before
    "personas kods «01019012345»", "isikukood: «37605030290»", "PESEL «44051401359»", "CPR-nr. «010190-1234»",
    "ЕГН: «7523169263»", "OIB «12345678903»",
]  # fmt: skip
UNTOUCHED = [
    # money
    "EUR 200 000.00", "29 123 456 EUR", "29123456 EUR", "1 234 567,89 €", "+2 000 000 EUR", "+123 456 789", "EUR +371 291 234",
    "Kopējās izmaksas 29 123 456,00 eiro", "€ 29123456", "+291 234 567,50", "12.345.678,90", "budget of 67123456", "+37129123456 EUR",
    "tel. 12 EUR", "+15 %", "no 100 000 līdz 29 123 456",
    # numbers of grants
    "LLI-314", "2019-1-LV01-KA201-060345", "Nr. 1.2.1.1/16/A/001", "101012345", "No 874662", "3.3.1.0/17/I/011", "101045678",
    "KA210-SCH-000034567", "ESF-2019/123456", "Nr. 8.3.2.2/16/I/001", "EE-LV00123", "10.13039/501100000780", "CB834",
    # dates and times
    "12.05.2019", "2014-2020", "2014–2020", "01.01.2019.-31.12.2021.", "2019-05-02", "no plkst. 10.00 līdz 12.30",
    "02/03/2019 - 04/05/2020", "20190502", "tel. nav, 12.05.2019", "a 12.05.2019.–14.05.2019.", "20190502 14:30",
    # organisations, laws, codes of goods, addresses, and what only looks like an address of e-mail
    "reģ. nr. 40003012345", "40103012345", "90000030432", "LV90000030432", "Regulation (EU) No 1303/2013", "32021R1060",
    "ISBN 978-9984-12-345-6", "LV-4101", "https://medium.com/@name/post", "CELEX:32013R1303", "50-60 people", "mobilitāte 200000",
    "B.P. 105⏎78153 Le Chesnay", "p. 12345", "556036-0793", "2014/2020", "1.-12. klase", "tel. 112", "Telefonia 2020", "@library", "rate of 5 @ 3", "call 2021-2027",
    "Interreg V-A (LV) Latvia", "Erasmus (EU) programme. More", "999999-12345",
]  # fmt: skip


@pytest.mark.parametrize("marked", MARKED)
def test_personal_data_become_dots(marked: str) -> None:
    expected = re.sub("«(.*?)»", lambda found: re.sub(r"[^\W_]", "•", found[1]), marked)
    assert mask(re.sub("[«»]", "", marked)) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_nothing_else_does(text: str) -> None:
    assert mask(text) == text
    assert mask(f"Projekts: {text}, un citi.") == f"Projekts: {text}, un citi."


def test_facts_stay_whatever_they_look_like() -> None:
    facts = {
        "document": {"uri": "https://x.test/?mail=anna@x.lv", "title": "anna@x.lv"},
        "amounts": [{"value": "29123456", "text": "29123456"}],
        "awards": [{"award_number": "38703181745", "text": "Nr. 38703181745, tālr. 67123456"}],
        "dates": [{"text": "tālr. 20190502", "spans": [[0, 8]]}],
        "rates": [],
        "links": [{"url": "mailto:anna@x.lv", "xpath": "/html/body"}],
        "partners": [{"name": "Skola", "text": "Skola, tālr. 67123457"}],
    }
    masked = mask_facts(facts)
    assert masked["document"] == {"uri": "https://x.test/?mail=anna@x.lv", "title": "••••@•.••"}
    assert masked["amounts"] == facts["amounts"]
    assert masked["awards"][0] == {"award_number": "38703181745", "text": "Nr. 38703181745, tālr. ••••••••"}
    assert masked["dates"] == facts["dates"]
    assert masked["links"] == [{"url": "mailto:••••@•.••", "xpath": "/html/body"}]
    assert masked["partners"][0]["text"] == "Skola, tālr. ••••••••"
    report = {"findings": [{"message": "EUR 1: tel. 29123456 and tel. 29123457", "evidence": [{"quote": "a@b.lv"}]}]}
    finding = mask_report(report, facts)["findings"][0]
    assert finding == {"message": "EUR 1: tel. 29123456 and tel. ••••••••", "evidence": [{"quote": "•@•.••"}]}


def test_the_length_stays_so_that_places_hold() -> None:
    text = "Anna\u0304 Bērziņa, +371 29123456, a@b.lv, personas kods 010190-12345"
    masked = mask(text)
    assert len(masked) == len(text)
    assert not any(char.isdigit() for char in masked)


@pytest.mark.parametrize(
    "text", ["1 " * 50_000, "a@" * 50_000, "tel. " * 20_000, "a." * 50_000, "+1-" * 30_000, "(at)" * 30_000]
)
def test_no_text_takes_long(text: str) -> None:
    assert mask(text + "!") is not None
