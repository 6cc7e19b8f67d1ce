// The workbook in a browser: tabs, cells, typing and pasting.  It speaks the same REST API as
// any client; cell text is only ever set as textContent.
const ROW = 26, EXTRA = 20;
const $ = (id) => document.getElementById(id);
const grid = $("grid"), editor = $("editor");
const hash = new URLSearchParams(location.hash.slice(1));
if (hash.get("token")) {
  sessionStorage.setItem("token", hash.get("token"));
  hash.delete("token");
  history.replaceState(null, "", location.pathname + location.search + (hash.size ? "#" + hash : ""));
}
const token = sessionStorage.getItem("token") || "local";
const bookId = (location.pathname.match(/\/spreadsheets\/d\/([\w-]+)/) || [])[1];
const view = { sheets: [], sheet: null, rows: [], widths: [], hiddenColumns: new Set(), rules: [], at: [0, 0] };

async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: { Authorization: "Bearer " + token, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const found = answer.status === 204 ? {} : await answer.json();
  if (!answer.ok) throw new Error(found.error ? found.error.message : answer.statusText);
  return found;
}

function letters(column) {
  let name = "";
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}
const quoted = (title) => "'" + title.replaceAll("'", "''") + "'";
const place = (row, column) => `${quoted(view.sheet.title)}!${letters(column)}${row + 1}`;
const say = (text) => { $("state").textContent = text; };

async function listBooks() {
  const found = await call("GET", "/drive/v3/files?fields=files(id,name)");
  grid.className = "books";
  grid.replaceChildren(...(found.files || []).map((file) => {
    const link = document.createElement("a");
    link.href = `/spreadsheets/d/${file.id}/edit`;
    link.textContent = file.name;
    return link;
  }));
}

async function openBook() {
  const fields = "properties.title,sheets(properties,conditionalFormats,data(columnMetadata(hiddenByUser)))";
  const book = await call("GET", `/v4/spreadsheets/${bookId}?includeGridData=false&fields=${fields}`);
  $("title").textContent = document.title = book.properties.title;
  view.sheets = book.sheets.map((s) => ({ ...s.properties, rules: s.conditionalFormats || [] }));
  drawTabs();
  const wanted = Number(hash.get("gid") ?? NaN);
  const first = view.sheets.find((s) => s.sheetId === wanted) || view.sheets.find((s) => !s.hidden);
  await openSheet(view.sheet ? view.sheets.find((s) => s.sheetId === view.sheet.sheetId) || first : first);
}

function drawTabs() {
  const all = $("hidden").checked;
  $("tabs").replaceChildren(...view.sheets.filter((s) => all || !s.hidden).map((sheet) => {
    const button = document.createElement("button");
    button.textContent = sheet.title;
    button.setAttribute("aria-selected", String(view.sheet?.sheetId === sheet.sheetId));
    button.onclick = () => openSheet(sheet);
    return button;
  }));
}

async function openSheet(sheet) {
  const fresh = view.sheet?.sheetId !== sheet.sheetId;
  view.sheet = sheet;
  await readCells();
  const range = (hash.get("range") || "").match(/^([A-Z]+)(\d+)/);
  if (fresh) {
    view.at = range ? [Number(range[2]) - 1, 0] : [0, 0];
    grid.scrollTop = range ? Math.max(0, view.at[0] - 3) * ROW : 0;
    hash.delete("range");
  }
  drawTabs();
  draw();
  select(...view.at);
}

async function readCells() {
  const range = encodeURIComponent(quoted(view.sheet.title));
  const [values, shape] = await Promise.all([
    call("GET", `/v4/spreadsheets/${bookId}/values/${range}?valueRenderOption=FORMATTED_VALUE`),
    call("GET", `/v4/spreadsheets/${bookId}?ranges=${range}&includeGridData=true&fields=sheets.data.columnMetadata`),
  ]);
  view.rows = values.values || [];
  const columns = shape.sheets?.[0]?.data?.[0]?.columnMetadata || [];
  view.hiddenColumns = new Set(columns.flatMap((c, i) => (c.hiddenByUser ? [i] : [])));
  const used = Math.max(1, ...view.rows.map((r) => r.length));
  view.shown = Array.from({ length: Math.min(view.sheet.gridProperties.columnCount, used + 2) }, (_, i) => i)
    .filter((i) => !view.hiddenColumns.has(i));
  view.widths = view.shown.map((i) => columns[i]?.pixelSize || widthOf(i));
  view.height = Math.min(view.sheet.gridProperties.rowCount, view.rows.length + EXTRA);
}

function widthOf(column) {
  const longest = view.rows.slice(0, 60).reduce((most, row) => Math.max(most, (row[column] || "").length), 4);
  return Math.min(320, 24 + longest * 7.4);
}

function tint(row, column, text) {
  for (const { booleanRule: rule, ranges = [{}] } of view.sheet.rules) {
    if (!rule || !ranges.some((r) => within(r, row, column))) continue;
    const value = rule.condition.values?.[0]?.userEnteredValue ?? "";
    const kind = rule.condition.type;
    const holds = (kind === "TEXT_CONTAINS" && text.includes(value)) || (kind === "TEXT_STARTS_WITH" && text.startsWith(value)) ||
      (kind === "TEXT_EQ" && text === value);
    if (holds) return colorName(rule.format?.backgroundColorStyle?.rgbColor || rule.format?.backgroundColor || {});
  }
  return "";
}
const within = (r, row, column) => row >= (r.startRowIndex || 0) && row < (r.endRowIndex ?? Infinity) &&
  column >= (r.startColumnIndex || 0) && column < (r.endColumnIndex ?? Infinity);
function colorName({ red = 0, green = 0, blue = 0 }) {
  if (Math.abs(red - green) < 0.03 && Math.abs(green - blue) < 0.03) return "grey";
  return green > red ? "green" : red - green > 0.03 && green - blue < 0.08 ? "red" : "amber";
}

function line(row, frozen) {
  const tr = document.createElement("tr");
  const head = document.createElement("th");
  head.textContent = row + 1;
  tr.append(head);
  if (frozen) tr.className = "frozen";
  for (const column of view.shown) {
    const text = view.rows[row]?.[column] ?? "";
    const td = document.createElement("td");
    td.textContent = text;
    td.dataset.row = row;
    td.dataset.column = column;
    const color = frozen ? "" : tint(row, column, text);
    td.className = (color + (/^-?(Rp)?[\d.,]+$/.test(text) ? " number" : "") +
      (row === view.at[0] && column === view.at[1] ? " at" : "")).trim();
    if (frozen) td.style.top = (row + 1) * ROW + "px";
    if (text.length > 40) td.title = text;
    tr.append(td);
  }
  return tr;
}

function spacer(rows) {
  const tr = document.createElement("tr");
  tr.style.height = rows * ROW + "px";
  return tr;
}

function draw() {
  const frozen = view.sheet.gridProperties.frozenRowCount || 0;
  const first = Math.max(frozen, Math.floor(grid.scrollTop / ROW) - EXTRA);
  const last = Math.min(view.height, first + Math.ceil(grid.clientHeight / ROW) + 2 * EXTRA);
  const table = document.createElement("table");
  const columns = document.createElement("colgroup");
  for (const width of [46, ...view.widths]) {
    const col = document.createElement("col");
    col.style.width = width + "px";
    columns.append(col);
  }
  table.style.width = 46 + view.widths.reduce((a, b) => a + b, 0) + "px";
  const head = document.createElement("thead"), names = document.createElement("tr");
  names.append(document.createElement("th"), ...view.shown.map((i) => {
    const th = document.createElement("th");
    th.textContent = letters(i);
    return th;
  }));
  head.append(names);
  const body = document.createElement("tbody");
  for (let row = 0; row < Math.min(frozen, view.height); row++) body.append(line(row, true));
  body.append(spacer(first - frozen));
  for (let row = first; row < last; row++) body.append(line(row, false));
  body.append(spacer(view.height - last));
  table.append(columns, head, body);
  grid.replaceChildren(table);
}

async function select(row, column) {
  view.at = [row, column];
  for (const td of grid.querySelectorAll("td.at")) td.classList.remove("at");
  grid.querySelector(`td[data-row="${row}"][data-column="${column}"]`)?.classList.add("at");
  $("where").textContent = letters(column) + (row + 1);
  const range = encodeURIComponent(place(row, column));
  const found = await call("GET", `/v4/spreadsheets/${bookId}/values/${range}?valueRenderOption=FORMULA`);
  if (view.at[0] !== row || view.at[1] !== column || document.activeElement === editor) return;
  const value = found.values?.[0]?.[0] ?? "";
  const formatted = view.rows[row]?.[column] ?? "";
  editor.value = typeof value === "string" ? value : formatted;
  editor.dataset.before = editor.value;
}

async function write(row, column, values) {
  const range = encodeURIComponent(place(row, column));
  try {
    await call("PUT", `/v4/spreadsheets/${bookId}/values/${range}?valueInputOption=USER_ENTERED`, { values });
    say("");
  } catch (error) { say(error.message); }
}

async function commit() {
  if (editor.value === editor.dataset.before) return;
  editor.dataset.before = editor.value;
  const text = editor.value.includes("\n") && !editor.value.startsWith("=") ? "'" + editor.value : editor.value;
  await write(...view.at, [[text]]);
}

function move(rows, columns) {
  const at = view.shown.indexOf(view.at[1]) + columns;
  const column = view.shown[Math.max(0, Math.min(view.shown.length - 1, at))];
  const row = Math.max(0, Math.min(view.height - 1, view.at[0] + rows));
  const frozen = view.sheet.gridProperties.frozenRowCount || 0;
  const top = (row - frozen) * ROW;
  if (top < grid.scrollTop) grid.scrollTop = Math.max(0, top);
  if (top > grid.scrollTop + grid.clientHeight - 4 * ROW - frozen * ROW) grid.scrollTop = top - grid.clientHeight + (5 + frozen) * ROW;
  select(row, column);
}

grid.addEventListener("click", (event) => {
  const td = event.target.closest("td");
  if (td) select(Number(td.dataset.row), Number(td.dataset.column));
});
grid.addEventListener("dblclick", () => editor.focus());
grid.addEventListener("scroll", () => requestAnimationFrame(() => view.sheet && draw()));
grid.addEventListener("keydown", (event) => {
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Tab: [0, event.shiftKey ? -1 : 1] };
  if (steps[event.key]) { event.preventDefault(); move(...steps[event.key]); }
  else if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); editor.focus(); }
  else if (event.key === "Delete" || event.key === "Backspace") write(...view.at, [[""]]);
  else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) { editor.value = ""; editor.focus(); }
});
grid.addEventListener("paste", (event) => {
  event.preventDefault();
  const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
  write(...view.at, text.split("\n").map((row) => row.split("\t")));
});
editor.addEventListener("keydown", async (event) => {
  if (event.key === "Enter" && !event.altKey && !event.shiftKey) { event.preventDefault(); await commit(); grid.focus(); move(1, 0); }
  if (event.key === "Tab") { event.preventDefault(); await commit(); grid.focus(); move(0, 1); }
  if (event.key === "Escape") { editor.value = editor.dataset.before || ""; grid.focus(); }
});
editor.addEventListener("blur", commit);
$("hidden").addEventListener("change", drawTabs);

async function follow() {
  const feed = new EventSource(`/events?spreadsheetId=${bookId}&token=${encodeURIComponent(token)}`);
  let waiting = null;
  feed.addEventListener("revision", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => { if (view.sheet) { await readCells(); draw(); } }, 150);
  });
}

(bookId ? openBook().then(follow) : listBooks()).catch((error) => say(error.message));
