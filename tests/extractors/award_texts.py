"""What the extractors of awards, programmes and projects find in a short text of our own."""

from dataclasses import dataclass

from grantdocs.extractors import awards, funds, programmes, project, statements
from grantdocs.extractors.reading import begin
from grantdocs.readers import read


@dataclass(frozen=True)
class Found:
    document: object
    numbers: tuple
    awards: tuple
    programmes: tuple
    is_project: bool

    @property
    def rows(self):
        """(number, title, acronym) of each award."""
        return [(award.award_number, award.title, award.acronym) for award in self.awards]

    @property
    def best(self):
        return self.programmes[0].id if self.programmes else None


def find(text, name="text.txt"):
    document = read(text.encode(), name=name)
    reading = begin(document)
    numbers = awards.numbers(reading)
    stated = statements.extract(reading)
    funded = funds.extract(reading)
    likely = programmes.extract(reading, numbers, stated, funded)
    granted, _ = awards.extract(reading, numbers, likely, stated)
    is_project = project.is_project(reading, likely, granted, stated, funded, ())
    return Found(document, numbers, granted, likely, is_project)
