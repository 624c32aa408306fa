"""What a site's robots.txt allows us."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

from reconcile.fetching.wire import Answer

AGENT = "reconcile-places"  # the name by which robots.txt calls us
MOST_BYTES = 500_000  # RFC 9309 asks for no more; what is beyond is ignored


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site.

    Attributes:
        parser: As the standard library reads them.
        unknown: Whether they could not be read, so that nothing is allowed.
    """

    parser: RobotFileParser
    unknown: bool = False

    def allow(self, url: str) -> bool:
        """Whether we may ask for a page."""
        return not self.unknown and self.parser.can_fetch(AGENT, url)

    @property
    def delay(self) -> float:
        """The seconds between two pages that the site asks for."""
        return float(self.parser.crawl_delay(AGENT) or 0)


def rules_of(answer: Answer | None) -> Rules:
    """The rules in the answer to a request for robots.txt.

    Without an answer, or after a fault of the server, nothing is allowed (RFC 9309, 2.3.1.4);
    where the file itself is kept from us, neither, as in the standard library. A site without
    the file allows everything.
    """
    unknown = answer is None or answer.status >= 500 or answer.status in {401, 403, 429}
    text = ""
    if answer is not None and answer.status == 200:
        text = answer.body.decode("utf-8", errors="replace").lstrip("\ufeff")
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return Rules(parser, unknown=unknown)
