// The server's REST API and its change feed, for one browser tab.
const hash = new URLSearchParams(location.hash.slice(1));
if (hash.get("token")) {
  sessionStorage.setItem("token", hash.get("token"));
  hash.delete("token");
  history.replaceState(null, "", location.pathname + location.search + (hash.toString() ? "#" + hash : ""));
}
const token = sessionStorage.getItem("token") || "local";
export const bookId = (location.pathname.match(/\/spreadsheets\/d\/([\w-]+)/) || [])[1];

/** The answer's JSON; rejects with the server's own message. */
export async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: { Authorization: "Bearer " + token, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => { throw new Error("Server tidak menjawab. Yang terakhir diketik mungkin belum tersimpan."); });
  const found = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (answer.ok) return found;
  const message = found.error?.message || `${answer.status} ${answer.statusText}`;
  if (answer.status === 401) throw new Error("Buka lagi lewat alamat lengkap dari server (dengan #token=…). " + message);
  throw new Error(/protected/i.test(message) ? "Sel ini dikunci, tidak diubah. " + message : message);
}

/** spreadsheets.get with a field mask. */
export function get(fields, ranges = []) {
  const query = new URLSearchParams({ fields });
  for (const range of ranges) query.append("ranges", range);
  return call("GET", `/v4/spreadsheets/${bookId}?${query}`);
}

/** Values of several ranges, as rows of each. */
export async function values(ranges, option) {
  const query = new URLSearchParams({ valueRenderOption: option });
  for (const range of ranges) query.append("ranges", range);
  const found = await call("GET", `/v4/spreadsheets/${bookId}/values:batchGet?${query}`);
  return (found.valueRanges || []).map((one) => one.values || []);
}

/** Writes rows as typed text from the cell on. */
export const typed = (range, rows) => call("PUT",
  `/v4/spreadsheets/${bookId}/values/${encodeURIComponent(range)}?valueInputOption=USER_ENTERED`, { values: rows });
export const clear = (range) => call("POST", `/v4/spreadsheets/${bookId}/values/${encodeURIComponent(range)}:clear`, {});
export const batch = (requests) => call("POST", `/v4/spreadsheets/${bookId}:batchUpdate`, { requests });

/** Calls `changed` after each change of the workbook, and `lost(true|false)` as the line breaks and returns. */
export function follow(changed, lost) {
  const feed = new EventSource(`/events?${new URLSearchParams({ spreadsheetId: bookId, token })}`);
  feed.addEventListener("revision", changed);
  feed.onopen = () => lost(false);
  feed.onerror = () => lost(true);
}
