"""A page with a style of its own, which may load nothing else."""

from __future__ import annotations

import base64
import hashlib

from fastapi.responses import HTMLResponse


def styled(text: str, style: str, *, status: int = 200) -> HTMLResponse:
    """A page as a response.

    Args:
        text: The page, with `style` in its only `<style>` element.
        style: Exactly as it stands there; browsers take no other.
        status: Of the response.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return HTMLResponse(text, status, {"Content-Security-Policy": policy})
