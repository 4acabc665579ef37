"""The small servers of the evidence: a witness that takes checkpoints, and logs and mirrors as files of tlog-tiles."""

import json
from collections.abc import Callable

from flask import Flask, Response, request

from hub.ledger.asking import ADD, CHECKPOINT, COSIGNED, Fetch, origin_hash
from hub.ledger.mirror import MirrorSource
from hub.ledger.serving import Source, find_resource
from hub.ledger.tiles import Bundle
from hub.ledger.witness import Pull, Witness, add_checkpoint

LARGEST = 128 * 1024
MOST = 2**63
PLAIN = "text/plain; charset=utf-8"


def make_witness_app(witness: Witness) -> Flask:
    """`POST /add-checkpoint`, and the copy of each log below the hash of its origin."""
    app = _bare_app()
    mirrors = {origin_hash(origin): MirrorSource(witness.mirror, origin) for origin in witness.logs}

    def take() -> Response:
        answer = add_checkpoint(witness, request.get_data())
        return Response(answer.body, status=answer.status, content_type=answer.content_type)

    def show(log: str, resource: str) -> Response:
        return _answer(mirrors[log], resource) if log in mirrors else Response(status=404)

    def show_cosigned(log: str, size: int) -> Response:
        if log not in mirrors or size >= MOST:
            return Response(status=404)
        notes = [note.decode() for note in mirrors[log].cosigned_after(size)]
        return Response(json.dumps(notes), content_type="application/json", headers={"Cache-Control": "no-store"})

    app.add_url_rule(f"/<log>/{COSIGNED}/<int:size>", view_func=show_cosigned, endpoint="show_cosigned")
    app.add_url_rule(f"/{ADD}", view_func=take, methods=["POST"], endpoint="take")
    app.add_url_rule("/<log>/<path:resource>", view_func=show, endpoint="show")
    return app


def make_log_app(make_source: Callable[[], Source]) -> Flask:
    """The log itself, for its witnesses."""
    app, source = _bare_app(), make_source()
    app.add_url_rule("/<path:resource>", view_func=lambda resource: _answer(source, resource), endpoint="show")
    return app


def pull_from(addresses: dict[str, str], fetch: Fetch) -> Pull:
    """Reads bundles of each log at its address."""

    def pull(origin: str, bundle: Bundle) -> bytes | None:
        reply = fetch(f"{addresses[origin].rstrip('/')}/{bundle.path}")
        return reply.body if reply.status == 200 else None

    return pull


def _bare_app() -> Flask:
    app = Flask("hub.evidence", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.add_url_rule("/health", view_func=lambda: Response(b"", content_type=PLAIN), endpoint="health")
    return app


def _answer(source: Source, resource: str) -> Response:
    found = find_resource(source, resource)
    if found is None:
        return Response(status=404)
    if resource == CHECKPOINT:
        return Response(found, content_type=PLAIN, headers={"Cache-Control": "no-store"})
    return Response(found, content_type="application/octet-stream", headers={"Cache-Control": "max-age=31536000"})
