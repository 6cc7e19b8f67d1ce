// The workbook in a browser: tabs, cells, typing and pasting. It speaks the same REST API as
// any client; cell text is only ever set as textContent.
import { batch, bookId, call, clear, follow, get, typed } from "/page/api.js";
import { clipboardRows, clipboardText, columnOf, letters, named, rawText } from "/page/cells.js";
import { drawCharts } from "/page/chart.js";
import { Editor } from "/page/editor.js";
import { Grid, make, ROW } from "/page/grid.js";
import { Tab } from "/page/tab.js";

const $ = (id) => document.getElementById(id);
const place = $("grid");
let sheets = [], tab = null, at = [0, 0], to = [0, 0], undo = [], refreshing = null, stale = false;
const grid = new Grid(place, (first) => {
  if (!tab.unfolded.delete(first)) tab.unfolded.add(first);
  paint(true);
});
const editor = new Editor(place, async (row, column, text, rows, columns) => {
  if (rows !== undefined) { place.focus({ preventScroll: true }); move(rows, columns); }
  if (text !== null) await write(row, column, [[text]]);
});
const say = (text) => { $("state").textContent = text; };
const safely = (work) => work().catch((error) => say(error.message));

async function listBooks() {
  document.body.className = "list";
  const found = await call("GET", "/drive/v3/files?fields=files(id,name)");
  place.replaceChildren(...(found.files || []).map((file) => {
    const link = make("a", file.name);
    link.href = `/spreadsheets/d/${file.id}/edit`;
    return link;
  }));
  if (!found.files?.length) place.append(make("p", "Belum ada buku kerja."));
}

async function readBook() {
  const book = await get("properties.title,sheets(properties,conditionalFormats,columnGroups,charts)");
  $("title").textContent = document.title = book.properties.title;
  sheets = book.sheets;
  const same = tab && sheets.find((sheet) => sheet.properties.sheetId === tab.id);
  if (same) tab.take(same);
  return same;
}

/** Opens the tab and cell that the address names; without a name the first tab in sight. */
async function go() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const wanted = sheets.find((sheet) => String(sheet.properties.sheetId) === hash.get("gid"));
  const range = hash.get("range")?.match(/^([A-Z]+)(\d+)/);
  await openTab(wanted || sheets.find((sheet) => !sheet.properties.hidden) || sheets[0]);
  if (range) {
    select(Math.min(tab.rows, Number(range[2])) - 1, Math.min(tab.width - 1, columnOf(range[1])));
    if (at[0] > 8) place.scrollTop = (at[0] - tab.frozen - 4) * ROW;
  }
}

async function openTab(sheet) {
  editor.close(true);
  if (tab?.id !== sheet.properties.sheetId) {
    tab = new Tab(sheet);
    at = to = [0, 0];
    place.scrollTo(0, 0);
    $("charts").replaceChildren();
    drawTabs();
    const mine = tab;
    await mine.load(...grid.span(mine));
    if (mine !== tab) return;
  }
  await inSight(true);
  document.body.classList.remove("loading");
  select(...at);
  await charts();
}

const charts = () => drawCharts($("charts"), tab.sheet.charts, new Map(sheets.map((sheet) => [sheet.properties.sheetId, sheet.properties.title])));

function drawTabs() {
  $("tabs").replaceChildren(...sheets.filter(({ properties }) => $("hidden").checked || !properties.hidden || properties.sheetId === tab?.id)
    .map((sheet) => {
      const button = make("button", sheet.properties.title), open = sheet.properties.sheetId === tab?.id;
      const rgb = sheet.properties.tabColorStyle?.rgbColor;
      if (rgb) button.style.borderTopColor = `rgb(${["red", "green", "blue"].map((part) => Math.round((rgb[part] || 0) * 255)).join(" ")})`;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-selected", String(open));
      button.onclick = () => safely(async () => {
        history.replaceState(null, "", "#gid=" + sheet.properties.sheetId);
        await openTab(sheet);
      });
      if (open) requestAnimationFrame(() => button.scrollIntoView({ block: "nearest", inline: "nearest" }));
      return button;
    }));
}

/** Draws what is in sight, and once more when cells that were missing have come. */
async function inSight(force) {
  const drawnTab = tab;
  paint(force);
  if (await drawnTab.load(...grid.span(drawnTab)) && drawnTab === tab) paint(true);
}

function paint(force) {
  grid.draw(tab, force);
  const [[top, left], [bottom, right]] = box();
  for (const [key, td] of grid.cells) {
    const [row, column] = key.split(",").map(Number);
    td.classList.toggle("at", row === at[0] && column === at[1]);
    td.classList.toggle("in", (top !== bottom || left !== right) && row >= top && row <= bottom && column >= left && column <= right);
  }
  $("where").textContent = letters(at[1]) + (at[0] + 1);
  const cell = tab.cell(...at), formula = cell.userEnteredValue?.formulaValue;
  $("content").replaceChildren(make("span", tab.text(...at)), ...[formula, cell.note].filter(Boolean).map((text) => make("small", text)));
}

const box = () => [[Math.min(at[0], to[0]), Math.min(at[1], to[1])], [Math.max(at[0], to[0]), Math.max(at[1], to[1])]];
const range = ([[top, left], [bottom, right]] = box()) => named(tab.title, top, left, bottom, right);

function select(row, column) {
  at = to = [row, column];
  grid.reveal(tab, row, column);
  paint(false);
}

function stepped([row, column], rows, columns) {
  const shown = grid.shown, index = shown.indexOf(column) + columns;
  return [Math.max(0, Math.min(tab.rows - 1, row + rows)), shown[Math.max(0, Math.min(shown.length - 1, index))]];
}

function move(rows, columns, extend) {
  if (!extend) return select(...stepped(at, rows, columns));
  to = stepped(to, rows, columns);
  grid.reveal(tab, ...to);
  paint(false);
}

function edit(text) {
  grid.reveal(tab, ...at);
  grid.draw(tab, false);
  const td = grid.cells.get(at.join(",")), cell = tab.cell(...at);
  if (td && !td.querySelector("input")) editor.start(td, range([at, at]), cell.dataValidation?.condition?.type || "", rawText(cell), text);
}

const rows = ([[top, left], [bottom, right]], text) => Array.from({ length: bottom - top + 1 }, (_, row) =>
  Array.from({ length: right - left + 1 }, (_, column) => text(top + row, left + column)));

/** Notes what stands in the box, for Ctrl+Z; with cells in it that were not read nothing can be taken back. */
function remember(corners) {
  const [[top], [bottom]] = corners, value = (row, column) => ({ userEnteredValue: tab.cell(row, column).userEnteredValue });
  if (!tab.knows(top, bottom)) { undo = []; return; }
  const start = { sheetId: tab.id, rowIndex: top, columnIndex: corners[0][1] };
  undo = [...undo.slice(-30), { start, rows: rows(corners, value).map((values) => ({ values })), fields: "userEnteredValue" }];
}

/** Writes typed text from a cell on; rows that are missing at the end of the tab are added first. */
async function write(row, column, texts) {
  const mine = tab, wide = Math.max(...texts.map((line) => line.length));
  const corner = [[row, column], [row + texts.length - 1, column + wide - 1]];
  remember(corner);
  texts.forEach((line, down) => line.forEach((text, right) => tab.expect(row + down, column + right, text)));
  paint(true);
  try {
    const more = corner[1][0] + 1 - mine.rows;
    if (more > 0) await batch([{ appendDimension: { sheetId: mine.id, dimension: "ROWS", length: more } }]);
    await typed(named(mine.title, ...corner[0], ...corner[1]), texts);
    say("");
  } catch (error) {
    undo.pop();
    say(error.message);
    refresh();
  }
}

async function paste(text) {
  const found = clipboardRows(text), [[top, left], [bottom, right]] = box();
  const one = found.length === 1 && found[0].length === 1;
  await write(top, left, one ? rows([[top, left], [bottom, right]], () => found[0][0]) : found);
}

async function erase() {
  remember(box());
  await clear(range());
  say("");
}

/** Ctrl+D: the top row of the selection, or the row above a single one, copied down. */
async function fillDown() {
  const [[top, left], [bottom, right]] = box(), source = top === bottom ? top - 1 : top;
  if (source < 0) return;
  remember(box());
  const area = (first, last) => ({ sheetId: tab.id, startRowIndex: first, endRowIndex: last + 1, startColumnIndex: left, endColumnIndex: right + 1 });
  await batch([{ copyPaste: { source: area(source, source), destination: area(source + 1, bottom), pasteType: "PASTE_NORMAL" } }]);
}

async function takeBack() {
  const last = undo.pop();
  if (!last) return;
  await batch([{ updateCells: last }]);
  if (last.start.sheetId === tab.id) select(last.start.rowIndex, last.start.columnIndex);
}

/** Reads the workbook anew, one reading at a time; a change meanwhile is read after it. */
function refresh() {
  stale = true;
  refreshing ||= (async () => {
    while (stale) {
      stale = false;
      const before = sheets.map((sheet) => JSON.stringify(sheet.properties)).join();
      if (!(await readBook())) { await go(); continue; }
      if (before !== sheets.map((sheet) => JSON.stringify(sheet.properties)).join()) drawTabs();
      const mine = tab;
      await mine.load(...grid.span(mine), true);
      if (mine === tab) { paint(true); await charts(); }
      await new Promise((resolve) => { setTimeout(resolve, 150); });
    }
  })().catch((error) => say(error.message)).finally(() => { refreshing = null; });
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
place.addEventListener("keydown", (event) => {
  if (!tab) return;
  const page = Math.floor(place.clientHeight / ROW) - 3, command = event.ctrlKey || event.metaKey, key = event.key;
  const act = STEPS[key] ? () => move(...(command ? STEPS[key].map((step) => step * 1e6) : STEPS[key]), event.shiftKey)
    : key === "Tab" ? () => move(0, event.shiftKey ? -1 : 1)
    : key === "PageDown" || key === "PageUp" ? () => move(key === "PageUp" ? -page : page, 0, event.shiftKey)
    : key === "Home" ? () => move(command ? -1e6 : 0, -1e6) : key === "End" ? () => move(0, 1e6)
    : key === "Enter" || key === "F2" ? () => edit()
    : key === "Delete" || key === "Backspace" ? () => safely(erase)
    : command && key.toLowerCase() === "d" ? () => safely(fillDown) : command && key.toLowerCase() === "z" ? () => safely(takeBack)
    : key === " " && grid.cells.get(at.join(","))?.querySelector("input") ? () => grid.cells.get(at.join(",")).querySelector("input").click()
    : null;
  if (act) { event.preventDefault(); act(); }
  else if (key.length === 1 && !command && !event.altKey) edit("");
});
let touched = false;
place.addEventListener("pointerdown", (event) => {
  touched = event.pointerType !== "mouse";
  if (!touched) choose(event);
});
place.addEventListener("click", (event) => { if (touched) choose(event); });

/** Chooses the cell under the pointer; a click on a drop-down's sign, or a second tap, opens it. */
function choose(event) {
  const td = event.target.closest("td[data-row]");
  if (!td || event.target.closest("a,input,textarea,ul")) return;
  const chosen = [Number(td.dataset.row), Number(td.dataset.column)];
  const opens = td.classList.contains("list") && event.clientX > td.getBoundingClientRect().right - 18;
  const again = touched && at === to && chosen.join() === at.join();
  if (event.shiftKey) { event.preventDefault(); to = chosen; paint(false); } else select(...chosen);
  if (again || (opens && touched)) edit();
  else if (opens) setTimeout(edit); // after the press has moved the focus to the grid
}
place.addEventListener("pointermove", (event) => {
  const td = event.buttons === 1 && event.pointerType === "mouse" && !editor.open && event.target.closest("td[data-row]");
  if (td) { to = [Number(td.dataset.row), Number(td.dataset.column)]; paint(false); }
});
place.addEventListener("dblclick", (event) => { if (event.target.closest("td[data-row]") && !event.target.closest("a")) edit(); });
place.addEventListener("change", (event) => {
  const td = event.target.closest("td[data-row]");
  if (td) safely(() => write(Number(td.dataset.row), Number(td.dataset.column), [[event.target.checked ? "TRUE" : "FALSE"]]));
});
$("content").addEventListener("click", () => tab && edit());
document.addEventListener("paste", (event) => {
  if (!tab || editor.open || document.activeElement !== place) return;
  event.preventDefault();
  safely(() => paste(event.clipboardData.getData("text/plain")));
});
document.addEventListener("copy", (event) => {
  if (!tab || editor.open || String(getSelection())) return;
  event.preventDefault();
  if (!tab.knows(box()[0][0], box()[1][0])) return say("Pilihan terlalu panjang untuk disalin sekali jalan.");
  event.clipboardData.setData("text/plain", clipboardText(rows(box(), (row, column) => tab.text(row, column))));
});
let frame = 0;
place.addEventListener("scroll", () => { frame ||= requestAnimationFrame(() => { frame = 0; if (tab) safely(() => inSight(false)); }); });
addEventListener("resize", () => tab && safely(() => inSight(true)));
addEventListener("hashchange", () => bookId && safely(go));
$("hidden").addEventListener("change", drawTabs);

safely(bookId ? async () => {
  await readBook();
  await go();
  place.focus();
  follow(refresh, (lost) => say(lost ? "Sambungan ke server terputus, dicoba lagi…" : ""));
} : listBooks);
