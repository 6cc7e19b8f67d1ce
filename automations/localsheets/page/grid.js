// Draws the rows in sight of a tab as a table; the rest is two spacer rows.
import { colour, letters, linkOf, ruleFormat } from "/page/cells.js";

export const ROW = 24;
const STEP = 10, EXTRA = 16, SIDE = 42, LETTER = 7;

export const make = (name, text, className) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};

export class Grid {
  constructor(place, toggled) {
    Object.assign(this, { place, toggled, cells: new Map(), lines: new Map(), first: -1 });
  }

  /** Rows that should be drawn for the present scroll position. */
  span(tab) {
    const top = Math.floor(this.place.scrollTop / ROW / STEP) * STEP;
    const first = Math.min(Math.max(tab.frozen, tab.frozen + top - EXTRA), Math.max(tab.frozen, tab.rows - 1));
    return [first, Math.min(tab.rows, first + Math.ceil(this.place.clientHeight / ROW) + 2 * EXTRA + STEP)];
  }

  /** Draws the table anew; without `force` only the rows that came into sight, if any. */
  draw(tab, force) {
    const [first, last] = this.span(tab);
    if (!force && first === this.first) return;
    this.first = first;
    if (force) this.frame(tab);
    const lines = new Map();
    for (let row = first; row < last; row++) lines.set(row, this.lines.get(row) || this.line(tab, row));
    for (const row of this.lines.keys()) if (!lines.has(row)) for (const column of this.shown) this.cells.delete(`${row},${column}`);
    this.lines = lines;
    this.body.replaceChildren(this.spacer(first - tab.frozen), ...lines.values(), this.spacer(tab.rows - last));
    if (!force) return;
    this.place.querySelector("table")?.remove();
    this.place.prepend(this.body.parentNode);
    const head = this.body.previousSibling;
    this.head = head.offsetHeight;
    head.classList.toggle("loose", this.head > this.place.clientHeight / 2);
  }

  /** A new table with its columns and frozen rows, and no other row yet. */
  frame(tab) {
    this.cells.clear();
    this.lines = new Map();
    this.shown = tab.shown();
    this.widths = this.shown.map((at) => tab.widthOf(at));
    const frozenWidth = this.shown.reduce((sum, at, i) => sum + (at < tab.frozenColumns ? this.widths[i] : 0), 0);
    this.sticky = frozenWidth < this.place.clientWidth / 2 ? tab.frozenColumns : 0;
    const table = make("table"), columns = make("colgroup"), head = make("thead");
    this.body = make("tbody");
    for (const width of [SIDE, ...this.widths]) columns.append(this.sized(make("col"), width));
    this.sized(table, SIDE + this.widths.reduce((sum, width) => sum + width, 0));
    head.append(this.names(tab));
    for (let row = 0; row < tab.frozen; row++) head.append(this.line(tab, row));
    table.append(columns, head, this.body);
  }

  sized(element, width) {
    element.style.width = width + "px";
    return element;
  }

  spacer(rows) {
    const line = make("tr", undefined, "space");
    line.style.height = rows * ROW + "px";
    return line;
  }

  names(tab) {
    const line = make("tr"), folds = tab.folds();
    line.append(make("th", "", "corner"));
    let left = SIDE;
    this.shown.forEach((at, i) => {
      const name = make("th", letters(at));
      const before = folds.find(([first, end]) => (tab.unfolded.has(first) ? first === at : end === at));
      const closing = !before && i === this.shown.length - 1 && folds.find(([first]) => first === at + 1);
      const fold = before || closing;
      if (fold) {
        const open = tab.unfolded.has(fold[0]);
        const button = make("button", open ? "◂" : `▸${fold[1] - fold[0]}`, "fold");
        button.title = `${open ? "lipat" : "buka"} kolom ${letters(fold[0])}–${letters(fold[1] - 1)}`;
        button.onclick = () => this.toggled(fold[0]);
        name.prepend(button);
      }
      left = this.stick(name, at, i, left);
      line.append(name);
    });
    return line;
  }

  stick(cell, column, i, left) {
    if (column >= this.sticky) return left;
    cell.classList.add("stuck");
    cell.style.left = left + "px";
    return left + this.widths[i];
  }

  line(tab, row) {
    const line = make("tr");
    line.append(make("th", String(row + 1)));
    let left = SIDE;
    this.shown.forEach((column, i) => {
      const cell = this.cell(tab, row, column, i);
      left = this.stick(cell, column, i, left);
      this.cells.set(`${row},${column}`, cell);
      line.append(cell);
    });
    return line;
  }

  cell(tab, row, column, i) {
    const shown = tab.cell(row, column), text = shown.formattedValue ?? "", format = shown.userEnteredFormat || {};
    const td = make("td"), link = linkOf(shown), rule = shown.dataValidation?.condition?.type || "";
    td.dataset.row = row;
    td.dataset.column = column;
    const extra = ruleFormat(tab.rules, row, column, text);
    const letter = { ...format.textFormat, ...extra?.textFormat };
    td.style.backgroundColor = colour(extra, "backgroundColor") || colour(format, "backgroundColor");
    td.style.color = colour(letter, "foregroundColor");
    if (letter.bold) td.style.fontWeight = "600";
    if (letter.italic) td.style.fontStyle = "italic";
    const number = shown.effectiveValue?.numberValue !== undefined;
    td.style.textAlign = { RIGHT: "right", CENTER: "center", LEFT: "left" }[format.horizontalAlignment] || (number ? "right" : "");
    if (rule === "BOOLEAN" && (text === "" || shown.effectiveValue?.boolValue !== undefined)) {
      const box = make("input");
      Object.assign(box, { type: "checkbox", checked: shown.effectiveValue?.boolValue === true, tabIndex: -1, ariaLabel: "centang" });
      td.append(box);
      return td;
    }
    const inner = make(link ? "a" : "div", text);
    if (link) Object.assign(inner, { href: link.href, ...(link.inside ? {} : { target: "_blank", rel: "noopener noreferrer" }) });
    const wrapped = row < tab.frozen && format.wrapStrategy === "WRAP";
    if (wrapped) td.className = "wrap";
    else if (!number && text.length * LETTER > this.widths[i]) {
      const room = this.room(tab, row, i);
      if (room > this.widths[i]) this.sized(inner, room);
    }
    td.append(inner);
    if (rule.startsWith("ONE_OF")) td.classList.add("list");
    if (shown.note) td.classList.add("note");
    if (shown.note || text.length > 20) td.title = [text.length > 20 ? text : "", shown.note].filter(Boolean).join("\n\n");
    return td;
  }

  /** Pixels that a long text may take: its column and the blank ones right of it. */
  room(tab, row, i) {
    let width = this.widths[i] - 9;
    for (let next = i + 1; next < this.shown.length && this.shown[next] >= this.sticky; next++) {
      const cell = tab.cell(row, this.shown[next]);
      if (this.shown[i] < this.sticky || cell.formattedValue || cell.dataValidation) break;
      width += this.widths[next];
    }
    return width;
  }

  /** Scrolls until the cell is in sight. */
  reveal(tab, row, column) {
    const { place } = this, i = this.shown.indexOf(column), loose = this.head > place.clientHeight / 2;
    const top = (row - tab.frozen) * ROW + (loose ? this.head : 0), view = place.clientHeight - (loose ? 0 : this.head);
    if (row >= tab.frozen && top < place.scrollTop) place.scrollTop = top;
    else if (row >= tab.frozen && top + ROW > place.scrollTop + view - 14) place.scrollTop = top + ROW - view + 14;
    if (i < 0 || column < this.sticky) return;
    const sum = (to) => this.widths.slice(0, to).reduce((a, b) => a + b, 0);
    const fixed = sum(this.shown.filter((at) => at < this.sticky).length);
    const left = sum(i) - fixed, free = place.clientWidth - SIDE - fixed - 14;
    if (left < place.scrollLeft) place.scrollLeft = left;
    else if (left + this.widths[i] > place.scrollLeft + free) place.scrollLeft = Math.min(left, left + this.widths[i] - free);
  }
}
