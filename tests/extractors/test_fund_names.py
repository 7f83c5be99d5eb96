"""The funds of the Union as ordinary sentences of each language name them: in any case, short, and beside others."""

from __future__ import annotations

import pytest
from statement_texts import reading_in

from grantdocs.extractors.funds import extract

# One sentence a line, then the funds that it names.
NAMED = {
    "bg": """
        Проектът се изпълнява с подкрепата на Европейския фонд за регионално развитие. = ERDF
        Средствата са от Европейския социален фонд плюс (ЕСФ+) и от Кохезионния фонд. = ESF+ CF
        Разходите се покриват от Фонда за справедлив преход. = JTF
        Подпомагане от Европейския земеделски фонд за развитие на селските райони = EAFRD
        от Европейския фонд за морско дело, рибарство и аквакултури = EMFAF
        по линия на фонд „Убежище, миграция и интеграция“ = AMIF
        чрез Механизма за възстановяване и устойчивост = RRF
    """,
    "cs": """
        Opravu hradíme z Evropského fondu pro regionální rozvoj. = ERDF
        Kurz podpořil Evropský sociální fond plus. = ESF+
        Peníze jdou z Fondu soudržnosti a z Fondu pro spravedlivou transformaci. = CF JTF
        s podporou Fondu spravedlivé transformace = JTF
        z Evropského zemědělského fondu pro rozvoj venkova = EAFRD
        z Evropského námořního, rybářského a akvakulturního fondu = EMFAF
        z Azylového, migračního a integračního fondu = AMIF
        prostřednictvím Nástroje pro oživení a odolnost = RRF
    """,
    "da": """
        Projektet er støttet af Den Europæiske Regionaludviklingsfond. = ERDF
        med midler fra EU's Regionalfond = ERDF
        medfinansieret af EU’s Socialfond = ESF
        Støtten kommer fra Den Europæiske Fond for Regionaludvikling og Den Europæiske Socialfond Plus. = ERDF ESF+
        med tilskud fra Den Europæiske Socialfond+ = ESF+
        Penge fra Samhørighedsfonden og Fonden for Retfærdig Omstilling = CF JTF
        Den Europæiske Landbrugsfond for Udvikling af Landdistrikterne = EAFRD
        Den Europæiske Hav-, Fiskeri- og Akvakulturfonds midler = EMFAF
        Den Europæiske Hav- og Fiskerifond = EMFF
        Asyl-, Migrations- og Integrationsfonden = AMIF
        fra EU's genopretnings- og resiliensfacilitet = RRF
    """,
    "de": """
        gefördert aus dem Europäischen Fonds für regionale Entwicklung = ERDF
        aus Mitteln des Europäischen Fonds für Regionalentwicklung = ERDF
        kofinanziert durch den Europäischen Sozialfonds+ = ESF+
        aus dem Kohäsionsfonds und dem Fonds für einen gerechten Übergang = CF JTF
        der Europäische Landwirtschaftsfonds für die Entwicklung des ländlichen Raums = EAFRD
        aus dem Europäischen Meeres-, Fischerei- und Aquakulturfonds = EMFAF
        vom Asyl-, Migrations- und Integrationsfonds der EU = AMIF
        über die Aufbau- und Resilienzfazilität = RRF
    """,
    "el": """
        Το έργο χρηματοδοτείται από το Ευρωπαϊκό Ταμείο Περιφερειακής Ανάπτυξης. = ERDF
        με πόρους του Ευρωπαϊκού Κοινωνικού Ταμείου Plus = ESF+
        με πόρους του Ευρωπαϊκού Κοινωνικού Ταμείου + = ESF+
        από το Ταμείο Συνοχής και το Ταμείο Δίκαιης Μετάβασης = CF JTF
        του Ευρωπαϊκού Γεωργικού Ταμείου Αγροτικής Ανάπτυξης = EAFRD
        του Ευρωπαϊκού Ταμείου Θάλασσας, Αλιείας και Υδατοκαλλιέργειας = EMFAF
        από το Ταμείο Ασύλου, Μετανάστευσης και Ένταξης = AMIF
        μέσω του Μηχανισμού Ανάκαμψης και Ανθεκτικότητας = RRF
    """,
    "en": """
        with money from the European Regional Development Fund = ERDF
        backed by the European Social Fund+ = ESF+
        paid by the Cohesion Fund and the Just Transition Fund = CF JTF
        supported by the European Agricultural Fund for Rural Development = EAFRD
        the European Maritime, Fisheries and Aquaculture Fund = EMFAF
        the Asylum, Migration and Integration Fund = AMIF
        through the Recovery and Resilience Facility = RRF
    """,
    "es": """
        cofinanciado por el Fondo Europeo de Desarrollo Regional = ERDF
        financiado por el Fondo Social Europeo+ = ESF+
        con cargo al Fondo de Cohesión y al Fondo de Transición Justa = CF JTF
        del Fondo Europeo Agrícola de Desarrollo Rural = EAFRD
        por el Fondo Europeo Marítimo, de Pesca y de Acuicultura = EMFAF
        por el Fondo de Asilo, Migración e Integración = AMIF
        a través del Mecanismo para la Recuperación y la Resiliencia = RRF
    """,
    "et": """
        Hoone soojustati Euroopa Regionaalarengu Fondi toetusel. = ERDF
        Koolitust rahastab Euroopa Sotsiaalfond+. = ESF+
        Raha tuleb Ühtekuuluvusfondist ja Õiglase Ülemineku Fondist. = CF JTF
        Euroopa Maaelu Arengu Põllumajandusfondist = EAFRD
        Euroopa Merendus-, Kalandus- ja Vesiviljelusfondist = EMFAF
        Varjupaiga-, Rände- ja Integratsioonifondi toel = AMIF
        taaste- ja vastupidavusrahastust = RRF
    """,
    "fi": """
        Hanketta rahoitetaan Euroopan aluekehitysrahastosta. = ERDF
        EU:n aluekehitysrahasto myönsi tuen. = ERDF
        Euroopan unionin aluekehitysrahaston tuella = ERDF
        Rahoitus saadaan Euroopan sosiaalirahastosta. = ESF
        Euroopan sosiaalirahasto+ rahoittaa kurssit. = ESF+
        koheesiorahastosta ja oikeudenmukaisen siirtymän rahastosta = CF JTF
        Euroopan maaseudun kehittämisen maatalousrahastosta = EAFRD
        Euroopan maaseuturahaston tuella = EAFRD
        Euroopan meri-, kalatalous- ja vesiviljelyrahastosta = EMFAF
        turvapaikka-, maahanmuutto- ja kotouttamisrahastosta = AMIF
        EU:n elpymis- ja palautumistukivälineestä = RRF
    """,
    "fr": """
        cofinancé par le Fonds européen de développement régional = ERDF
        soutenu par le Fonds social européen+ = ESF+
        soutenu par le Fonds social européen + = ESF+
        au titre du Fonds de cohésion et du Fonds pour une transition juste = CF JTF
        par le Fonds de transition juste = JTF
        le Fonds européen agricole pour le développement rural = EAFRD
        du Fonds européen pour les affaires maritimes, la pêche et l’aquaculture = EMFAF
        par le Fonds « Asile, migration et intégration » = AMIF
        grâce à la Facilité pour la reprise et la résilience = RRF
    """,
    "ga": """
        Fuair an tionscadal maoiniú ó Chiste Forbraíochta Réigiúnaí na hEorpa. = ERDF
        le tacaíocht ón gCiste Eorpach um Fhorbairt Réigiúnach = ERDF
        cómhaoinithe ag Ciste Sóisialta na hEorpa = ESF
        tacaíocht ó Chiste Sóisialta na hEorpa Plus = ESF+
        faoi Chiste Shóisialta na hEorpa+ = ESF+
        ón gCiste Comhtháthaithe agus ón gCiste um Aistriú Cóir = CF JTF
        faoin gCiste um Aistriú Cóir = JTF
        ón gCiste Eorpach Talmhaíochta um Fhorbairt Tuaithe = EAFRD
        ón gCiste Eorpach Muirí, Iascaigh agus Dobharshaothraithe = EMFAF
        ón gCiste um Thearmann, Imirce agus Lánpháirtíocht = AMIF
        ón tSaoráid Téarnaimh agus Athléimneachta = RRF
        faoin Saoráid Téarnaimh agus Athléimneachta = RRF
    """,
    "hr": """
        Projekt je sufinancirao Europski fond za regionalni razvoj. = ERDF
        sredstvima Europskog socijalnog fonda+ = ESF+
        iz Kohezijskog fonda i Fonda za pravednu tranziciju = CF JTF
        iz Europskog poljoprivrednog fonda za ruralni razvoj = EAFRD
        iz Europskog fonda za pomorstvo, ribarstvo i akvakulturu = EMFAF
        iz Fonda za azil, migracije i integraciju = AMIF
        Mehanizmom za oporavak i otpornost = RRF
        iz Mehanizma za oporavak i otpornost = RRF
    """,
    "hu": """
        A projekt az Európai Regionális Fejlesztési Alap támogatásával valósul meg. = ERDF
        az Európai Szociális Alap+ forrásából = ESF+
        a Kohéziós Alapból és az Igazságos Átmenet Alapból = CF JTF
        az Európai Mezőgazdasági Vidékfejlesztési Alapból = EAFRD
        az Európai Tengerügyi, Halászati és Akvakultúra-alapból = EMFAF
        a Menekültügyi, Migrációs és Integrációs Alap társfinanszírozásával = AMIF
        a Helyreállítási és Ellenállóképességi Eszköz keretében = RRF
        a Helyreállítási és Rezilienciaépítési Eszközből = RRF
    """,
    "it": """
        cofinanziato dal Fondo europeo di sviluppo regionale = ERDF
        con le risorse del Fondo sociale europeo+ = ESF+
        dal Fondo di coesione e dal Fondo per una transizione giusta = CF JTF
        a valere sul Fondo per la transizione giusta = JTF
        dal Fondo europeo agricolo per lo sviluppo rurale = EAFRD
        dal Fondo europeo per gli affari marittimi, la pesca e l’acquacoltura = EMFAF
        dal Fondo Asilo, migrazione e integrazione = AMIF
        attraverso il Dispositivo per la ripresa e la resilienza = RRF
    """,
    "lt": """
        Pastatas atnaujintas Europos regioninės plėtros fondo lėšomis. = ERDF
        Mokymus remia Europos socialinis fondas+. = ESF+
        Lėšos skirtos iš Sanglaudos fondo ir Teisingos pertvarkos fondo. = CF JTF
        iš Europos žemės ūkio fondo kaimo plėtrai = EAFRD
        iš Europos jūrų reikalų, žvejybos ir akvakultūros fondo = EMFAF
        iš Prieglobsčio, migracijos ir integracijos fondo = AMIF
        pagal Ekonomikos gaivinimo ir atsparumo didinimo priemonę = RRF
    """,
    "lv": """
        Ēku siltina ar Eiropas Reģionālās attīstības fonda atbalstu. = ERDF
        Kursus apmaksā Eiropas Sociālais fonds+. = ESF+
        no Kohēzijas fonda un Taisnīgas pārkārtošanās fonda = CF JTF
        no Eiropas Lauksaimniecības fonda lauku attīstībai = EAFRD
        no Eiropas Jūrlietu, zvejniecības un akvakultūras fonda = EMFAF
        Patvēruma, migrācijas un integrācijas fondā = AMIF
        no Atveseļošanas un noturības mehānisma = RRF
    """,
    "mt": """
        Il-proġett hu ffinanzjat mill-Fond Ewropew għall-Iżvilupp Reġjonali. = ERDF
        mill-Fond Ewropew għal Żvilupp Reġjonali = ERDF
        bl-għajnuna tal-Fond Soċjali Ewropew+ = ESF+
        mill-Fond ta’ Koeżjoni u mill-Fond għal Tranżizzjoni Ġusta = CF JTF
        mill-Fond Agrikolu Ewropew għall-Iżvilupp Rurali = EAFRD
        mill-Fond Ewropew Marittimu, għas-Sajd u għall-Akkwakultura = EMFAF
        mill-Fond għall-Ażil, il-Migrazzjoni u l-Integrazzjoni = AMIF
        permezz tal-Faċilità għall-Irkupru u r-Reżiljenza = RRF
        permezz tal-Faċilità għall-Irkupru u għar-Reżiljenza = RRF
    """,
    "nl": """
        met steun van het Europees Fonds voor Regionale Ontwikkeling = ERDF
        medegefinancierd door het Europees Sociaal Fonds+ = ESF+
        uit het Cohesiefonds en het Fonds voor een rechtvaardige transitie = CF JTF
        uit het Europees Landbouwfonds voor plattelandsontwikkeling = EAFRD
        uit het Europees Fonds voor maritieme zaken, visserij en aquacultuur = EMFAF
        uit het Asiel-, Migratie- en Integratiefonds = AMIF
        uit het Fonds voor asiel, migratie en integratie = AMIF
        uit de herstel- en veerkrachtfaciliteit = RRF
        uit de Faciliteit voor Herstel en Veerkracht = RRF
    """,
    "pl": """
        współfinansowany z Europejskiego Funduszu Rozwoju Regionalnego = ERDF
        ze środków Europejskiego Funduszu Społecznego+ = ESF+
        z Funduszu Spójności i Funduszu na rzecz Sprawiedliwej Transformacji = CF JTF
        ze środków Funduszu Sprawiedliwej Transformacji = JTF
        z Europejskiego Funduszu Rolnego na rzecz Rozwoju Obszarów Wiejskich = EAFRD
        z Europejskiego Funduszu Morskiego, Rybackiego i Akwakultury = EMFAF
        z Funduszu Azylu, Migracji i Integracji = AMIF
        z Instrumentu na rzecz Odbudowy i Zwiększania Odporności = RRF
    """,
    "pt": """
        cofinanciado pelo Fundo Europeu de Desenvolvimento Regional = ERDF
        apoiado pelo Fundo Social Europeu+ = ESF+
        pelo Fundo Social Europeu Mais = ESF+
        do Fundo de Coesão e do Fundo para uma Transição Justa = CF JTF
        pelo Fundo de Transição Justa = JTF
        do Fundo Europeu Agrícola de Desenvolvimento Rural = EAFRD
        do Fundo Europeu dos Assuntos Marítimos, das Pescas e da Aquicultura = EMFAF
        do Fundo para o Asilo, a Migração e a Integração = AMIF
        através do Mecanismo de Recuperação e Resiliência = RRF
    """,
    "ro": """
        Proiect cofinanțat din Fondul European de Dezvoltare Regională = ERDF
        prin intermediul Fondului Social European Plus = ESF+
        din Fondul de Coeziune și din Fondul pentru o Tranziție Justă = CF JTF
        prin Fondul pentru Tranziție Justă = JTF
        din Fondul European Agricol pentru Dezvoltare Rurală = EAFRD
        din Fondul European pentru Afaceri Maritime, Pescuit și Acvacultură = EMFAF
        din Fondul pentru azil, migrație și integrare = AMIF
        prin Mecanismul de Redresare și Reziliență = RRF
    """,
    "sk": """
        Stavbu platí Európsky fond regionálneho rozvoja. = ERDF
        z Európskeho sociálneho fondu+ = ESF+
        z Kohézneho fondu a z Fondu na spravodlivú transformáciu = CF JTF
        z Európskeho poľnohospodárskeho fondu pre rozvoj vidieka = EAFRD
        z Európskeho námorného, rybolovného a akvakultúrneho fondu = EMFAF
        z Fondu pre azyl, migráciu a integráciu = AMIF
        z prostriedkov Mechanizmu na podporu obnovy a odolnosti = RRF
    """,
    "sl": """
        Naložbo sofinancira Evropski sklad za regionalni razvoj. = ERDF
        iz Evropskega socialnega sklada+ = ESF+
        iz Kohezijskega sklada in Sklada za pravični prehod = CF JTF
        iz Evropskega kmetijskega sklada za razvoj podeželja = EAFRD
        iz Evropskega sklada za pomorstvo, ribištvo in akvakulturo = EMFAF
        iz Sklada za azil, migracije in vključevanje = AMIF
        iz Mehanizma za okrevanje in odpornost = RRF
    """,
    "sv": """
        Projektet finansieras av Europeiska regionala utvecklingsfonden. = ERDF
        med stöd från EU:s regionalfond = ERDF
        Europeiska socialfonden betalar. = ESF
        med medel från EU:s socialfond = ESF
        delfinansieras av Europeiska socialfonden+ = ESF+
        ur Sammanhållningsfonden och Fonden för en rättvis omställning = CF JTF
        Europeiska jordbruksfonden för landsbygdsutveckling = EAFRD
        Europeiska havs-, fiskeri- och vattenbruksfonden = EMFAF
        ur Asyl-, migrations- och integrationsfonden = AMIF
        via faciliteten för återhämtning och resiliens = RRF
    """,
}

# Other funds, and words that the names share.
OTHERS = {
    "bg": "Проектът се финансира от Национален фонд „Култура“ и от фонда на читалището.",
    "cs": "Opravu platí Státní fond životního prostředí a sociální fond obce.",
    "da": "Støttet af Nordea-fonden, den sociale fond og regionens udviklingsfond.",
    "de": "Gefördert vom Fonds Soziokultur, dem Sozialfonds der Stadt und dem Fonds für Entwicklung.",
    "el": "Χρηματοδοτείται από το Ταμείο Παρακαταθηκών και το Πράσινο Ταμείο.",
    "en": "Paid by the Community Fund, the regional development agency and a social fund of the parish.",
    "es": "Financiado por el Fondo de Compensación y el fondo social del municipio.",
    "et": "Toetab Eesti Kultuurkapital ja valla sotsiaalfond.",
    "fi": "Rahoittajina kunnan sosiaalirahasto ja Suomen Kulttuurirahasto.",
    "fr": "Soutenu par le Fonds de solidarité, le fonds social de la commune et le Fonds de transition énergétique.",
    "ga": "Maoinithe ag Ciste na Gaeltachta agus ag ciste sóisialta an pharóiste.",
    "hr": "Sufinancira Fond za zaštitu okoliša i energetsku učinkovitost te socijalni fond općine.",
    "hu": "Támogató a Nemzeti Kulturális Alap és a falu szociális alapja.",
    "it": "Finanziato dal Fondo per lo sviluppo e la coesione e dal fondo sociale del comune.",
    "lt": "Remia Kultūros rėmimo fondas ir savivaldybės socialinis fondas.",
    "lv": "Atbalsta Latvijas vides aizsardzības fonds un novada sociālais fonds.",
    "mt": "Iffinanzjat mill-Fond tal-Arti u mill-fond soċjali tal-kunsill.",
    "nl": "Gesteund door het Fonds voor Cultuurparticipatie en het sociaal fonds van de gemeente.",
    "pl": "Dofinansowano z Narodowego Funduszu Ochrony Środowiska i funduszu socjalnego gminy.",
    "pt": "Financiado pelo Fundo Ambiental e pelo fundo social da freguesia.",
    "ro": "Finanțat din Fondul pentru mediu și din fondul social al comunei.",
    "sk": "Podporil Fond na podporu umenia a sociálny fond obce.",
    "sl": "Sofinancirata Eko sklad in socialni sklad občine.",
    "sv": "Med stöd av Allmänna arvsfonden och kommunens sociala fond.",
}

# Abbreviations as they are written beside the name or alone.
SHORT = [
    ("de", "kofinanziert aus dem ESF Plus", ["ESF+"]),
    ("de", "ein Vorhaben des ESF-Plus-Programms", ["ESF+"]),
    ("de", "gefördert aus dem ESF PLUS", ["ESF+"]),
    ("fr", "cofinancé par le FSE +", ["ESF+"]),
    ("fr", "cofinancé par le FSE + (2021-2027)", ["ESF+"]),
    ("fr", "FEDER et FSE+ au service du territoire", ["ERDF", "ESF+"]),
    ("fr", "FSE + FEDER : 120 000 €", ["ESF", "ERDF"]),
    ("pl", "EFS + i EFRR", ["ESF+", "ERDF"]),
    ("el", "έργο του ΕΚΤ+", ["ESF+"]),
    ("sl", "program ESS+", ["ESF+"]),
    ("sk", "aktivita ESF+ a EFRR", ["ESF+", "ERDF"]),
    ("ga", "tionscadal CSE+", ["ESF+"]),
    ("it", "PR FSE+ 2021-2027", ["ESF+"]),
]

CASES = [
    (language, *line.strip().rsplit(" = ", 1))
    for language, lines in NAMED.items()
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("language", "text", "funds"), CASES)
def test_named_in_a_sentence(language: str, text: str, funds: str) -> None:
    assert [fund.id for fund in extract(reading_in(language, text))] == funds.split()


@pytest.mark.parametrize(("language", "text", "funds"), CASES)
def test_in_capital_letters(language: str, text: str, funds: str) -> None:
    assert [fund.id for fund in extract(reading_in(language, text.upper()))] == funds.split()


@pytest.mark.parametrize(("language", "text"), OTHERS.items())
def test_other_funds(language: str, text: str) -> None:
    assert extract(reading_in(language, text)) == ()


@pytest.mark.parametrize(("language", "text", "funds"), SHORT)
def test_abbreviated(language: str, text: str, funds: list[str]) -> None:
    assert [fund.id for fund in extract(reading_in(language, text))] == funds
