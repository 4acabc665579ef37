"""Style sheets go out compressed. Pages do not: compressing what holds a secret and what was typed tells of both."""

import gzip
from functools import cache
from pathlib import Path

from flask import Flask, request
from werkzeug.security import safe_join
from werkzeug.wrappers import Response


def set_compression(app: Flask) -> None:
    """Compress the style sheets of this app, each once."""
    folder = str(app.static_folder)

    def compress(response: Response) -> Response:
        if not _is_wanted(response):
            return response
        path = safe_join(folder, str((request.view_args or {}).get("filename", "")))
        response.close()
        response.direct_passthrough = False
        response.set_data(_compressed(Path(path or folder)))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        response.set_etag(response.get_etag()[0] or "", weak=True)
        return response

    app.after_request(compress)


def _is_wanted(response: Response) -> bool:
    is_sheet = request.endpoint == "static" and request.method == "GET" and response.mimetype == "text/css"
    return is_sheet and response.status_code == 200 and request.accept_encodings.quality("gzip") > 0


@cache
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)
