"""Trouble with what a client of the service asks for; all are `ReconcileError`s."""

from __future__ import annotations

from reconcile.errors import ReconcileError


class BusyError(ReconcileError):
    """More was asked for than the service computes at once."""

    http_status = 503


class TooManyJobsError(ReconcileError):
    """More jobs than a service keeps."""

    http_status = 429


class TooSlowError(ReconcileError):
    """Work that took longer than it may."""

    http_status = 503


class CancelledError(ReconcileError):
    """Work that nobody wants any more, or a service that stops."""

    http_status = 503


class TooLargeError(ReconcileError):
    """More was sent at once than is taken."""

    http_status = 413


class NotFoundError(ReconcileError):
    """A thing of the workspace or of the service that isn't there."""

    http_status = 404


class BrokenWorkError(ReconcileError):
    """Work that broke down; `survived` tells whether its process can do more."""

    def __init__(self, message: str, *, survived: bool = True) -> None:
        super().__init__(message, hint="The service's log tells more.")
        self.survived = survived
