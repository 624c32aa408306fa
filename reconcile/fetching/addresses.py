"""Which addresses are public: a page of the open web may not lead us into a private network."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from reconcile.errors import ConfigurationError

SCHEMES = ("http", "https")


def is_public(address: str) -> bool:
    """Whether an IP address is reached over the open internet.

    Example:
        >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("1.1.1.1")
        (False, False, True)
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast


def checked_url(url: str, *, where: str = "") -> str:
    """The address of a page, once it is certain that it can be one.

    Raises:
        ConfigurationError: It is no http or https address, or holds a password.
    """
    secret = False
    try:
        parts = urlsplit(url)
        secret = parts.username is not None
        fine = parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if secret:
        raise ConfigurationError(
            "the url holds a name or a password, which would be committed, logged and printed",
            where=where,
            hint="Save the page yourself; `reconcile read SOURCE FILE` reads it.",
        )
    if not fine or any(char.isspace() for char in url):
        raise ConfigurationError(
            f'"{url}" is no address of a page; expected http://... or https://...', where=where
        )
    return url


def origin(url: str) -> str:
    """Scheme, host and port of an address, which share one robots.txt.

    Example:
        >>> origin("https://example.org/partners?page=2")
        'https://example.org'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
