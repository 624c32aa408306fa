"""HTTP as uvicorn speaks it, with less patience: who connects must soon send a request's head."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol


def impatient(seconds: float) -> type[H11Protocol]:
    """A protocol that closes connections whose head isn't there after `seconds`.

    uvicorn waits for ever for the first request, and for the rest of one that has begun to come,
    so a few thousand silent clients (slowloris) would use up all connections.
    """

    class Impatient(H11Protocol):
        _timer: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._wait()

        def data_received(self, data: bytes) -> None:
            if self._timer is None and self._between_requests():
                self._wait()
            super().data_received(data)
            if not self._between_requests():
                self._stop_waiting()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop_waiting()
            super().connection_lost(exc)

        def _between_requests(self) -> bool:
            import h11

            return bool(self.conn.their_state is h11.IDLE)

        def _wait(self) -> None:
            self._timer = self.loop.call_later(seconds, self._close)

        def _close(self) -> None:
            self._timer = None
            if self._between_requests() and not self.transport.is_closing():
                self.transport.close()

        def _stop_waiting(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    return Impatient
