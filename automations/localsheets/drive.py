"""The part of Drive v3 that Sheets clients need: files of the spreadsheet kind."""

import re
import secrets
from typing import Any

from automations.localsheets import fieldmask
from automations.localsheets.book import new_book
from automations.localsheets.call import Call
from automations.localsheets.errors import DriveRefusedError, RefusedError
from automations.localsheets.shelf import SPREADSHEET, Live
from automations.localsheets.work import Work

Json = dict[str, Any]
_PAGE = 100
_DEFAULT = "kind,id,name,mimeType"
_NAME_IS = re.compile(r"""\bname\s*=\s*(["'])((?:\\.|(?!\1).)*)\1""")
_NAME_HAS = re.compile(r"""\bname\s+contains\s+(["'])((?:\\.|(?!\1).)*)\1""")
_TYPE_IS = re.compile(r"""\bmimeType\s*=\s*(["'])(.*?)\1""")
_TRASHED = re.compile(r"\btrashed\s*=\s*(true|false)")


def _file(live: Live, call: Call) -> Json:
    file = live.stored.file
    owner = {"kind": "drive#user", "emailAddress": file["owner"], "displayName": file["owner"]}
    return {
        "kind": "drive#file",
        "id": file["id"],
        "name": live.book.properties["title"],
        "mimeType": file["mimeType"],
        "trashed": bool(file.get("trashed")),
        "version": str(live.stored.revision),
        "createdTime": file["createdTime"],
        "modifiedTime": file["modifiedTime"],
        "webViewLink": call.url(file["id"]),
        "owners": [owner],
        "ownedByMe": file["owner"] == call.caller.email,
    }


def _found(call: Call) -> Live:
    wanted = call.path["fileId"]
    try:
        return call.shelf.live(wanted)
    except RefusedError as refused:
        message = f"File not found: {wanted}."
        raise DriveRefusedError(message, 404, "notFound") from refused


def _cut(call: Call, file: Json) -> Json:
    mask = fieldmask.parse(call.text("fields") or _DEFAULT)
    return dict(fieldmask.select(file, mask))


def create(call: Call) -> Json:
    """POST /drive/v3/files."""
    if call.body.get("mimeType") != SPREADSHEET:
        message = f"This server keeps only files of the type {SPREADSHEET}."
        raise DriveRefusedError(message, 400, "invalid")
    live = call.shelf.create(call.body.get("name", "Untitled"), call.caller)
    return _cut(call, _file(live, call))


def get(call: Call) -> Json:
    """GET /drive/v3/files/{fileId}."""
    return _cut(call, _file(_found(call), call))


def listing(call: Call) -> Json:
    """GET /drive/v3/files: by name, type and trash; newest first, in pages."""
    query = call.text("q") or ""
    files = [_file(call.shelf.live(one), call) for one in call.shelf.ids()]
    files = [file for file in files if _matches(file, query)]
    start = int(call.text("pageToken") or 0)
    size = int(call.text("pageSize") or _PAGE)
    answer: Json = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": files[start : start + size],
    }
    if start + size < len(files):
        answer["nextPageToken"] = str(start + size)
    default = f"kind,incompleteSearch,nextPageToken,files({_DEFAULT})"
    return dict(fieldmask.select(answer, fieldmask.parse(call.text("fields") or default)))


def _matches(file: Json, query: str) -> bool:
    name, part = _NAME_IS.search(query), _NAME_HAS.search(query)
    kind, trashed = _TYPE_IS.search(query), _TRASHED.search(query)
    if name and _unescaped(name[2]) != file["name"]:
        return False
    if part and _unescaped(part[2]).casefold() not in file["name"].casefold():
        return False
    if kind and kind[2] != file["mimeType"]:
        return False
    return not trashed or file["trashed"] == (trashed[1] == "true")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def update(call: Call) -> Json:
    """PATCH /drive/v3/files/{fileId}: name and trash."""
    live = _found(call)
    if "name" in call.body:
        title = str(call.body["name"])

        def rename(work: Work) -> None:
            work.book.properties = {**work.book.properties, "title": title}

        call.shelf.change(live.book.book_id, call.caller, rename)
    if "trashed" in call.body:
        call.shelf.change_file(live.book.book_id, {"trashed": bool(call.body["trashed"])})
    return _cut(call, _file(live, call))


def delete(call: Call) -> None:
    """DELETE /drive/v3/files/{fileId}, answered 204."""
    call.shelf.delete(_found(call).book.book_id)


def copy(call: Call) -> Json:
    """POST /drive/v3/files/{fileId}/copy: the cells with all that lies on them."""
    source = _found(call).book
    title = call.body.get("name") or f"Copy of {source.properties['title']}"
    book = new_book(secrets.token_urlsafe(33), title)
    draft = source.draft()
    book.properties = {**source.properties, "title": title}
    book.sheets, book.named, book.metadata = draft.sheets, draft.named, draft.metadata
    live = call.shelf.create(title, call.caller, book)
    return _cut(call, _file(live, call))


def comments(call: Call) -> Json:
    """GET /drive/v3/files/{fileId}/comments: there are none here."""
    _found(call)
    return {"kind": "drive#commentList", "comments": []}


def permissions(call: Call) -> Json:
    """GET /drive/v3/files/{fileId}/permissions: everyone the server knows may edit."""
    owner = _found(call).stored.file["owner"]
    emails = [owner, *(one for one in call.shelf.identities.editors() if one != owner)]
    listed = [
        {
            "kind": "drive#permission",
            "id": str(at),
            "type": "user",
            "role": "owner" if email == owner else "writer",
            "emailAddress": email,
        }
        for at, email in enumerate(emails)
    ]
    return {"kind": "drive#permissionList", "permissions": listed}
