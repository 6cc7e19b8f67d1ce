"""The static page of the package: index.html for a spreadsheet, and the files it names."""

import re
from importlib.resources import files

_EDIT = re.compile(r"/spreadsheets/d/[\w-]+(/edit)?/?")
_FILE = re.compile(r"/page/([A-Za-z0-9_-]+\.(?:js|css|html|svg|png|ico|woff2))")
_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def wanted(path: str) -> str | None:
    """The file name behind a path of the page; None if the path is not the page's."""
    if path == "/" or _EDIT.fullmatch(path):
        return "index.html"
    found = _FILE.fullmatch(path)
    return found[1] if found else None


def content(name: str) -> tuple[bytes, str] | None:
    """The file's bytes and content type; None if the package has no such file."""
    file = files("automations.localsheets").joinpath("page", name)
    if not file.is_file():
        return None
    return file.read_bytes(), _TYPES[name.rpartition(".")[2]]
