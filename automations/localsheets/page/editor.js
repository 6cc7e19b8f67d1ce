// The box that a cell is typed in, with the entries of its drop-down below.
import { get, values } from "/page/api.js";
import { make } from "/page/grid.js";

const MOST = 60;

export class Editor {
  /** `done(row, column, text, rows, columns)`: the text to write and the step to the next cell. */
  constructor(place, done) {
    Object.assign(this, { place, done, at: null, entries: [], picked: -1 });
    this.box = make("textarea");
    this.box.id = "editor";
    this.box.rows = 1;
    this.box.setAttribute("aria-label", "isi sel");
    this.list = make("ul");
    this.list.id = "choices";
    this.box.hidden = this.list.hidden = true;
    place.append(this.box, this.list);
    this.box.addEventListener("input", () => { this.fit(); this.offer(); });
    this.box.addEventListener("keydown", (event) => this.key(event));
    // A switch to another window, to copy from there, leaves the box the active element: it stays open.
    this.box.addEventListener("blur", () => { if (document.activeElement !== this.box) this.close(true); });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("li")));
  }

  get open() {
    return this.at !== null;
  }

  /** Opens over the cell element; `text` is what stands in it, `typed` what replaces it. */
  start(td, range, rule, text, typed) {
    this.at = [Number(td.dataset.row), Number(td.dataset.column)];
    this.before = text;
    this.box.value = typed ?? text;
    const frame = this.place.getBoundingClientRect(), cell = td.getBoundingClientRect();
    const width = Math.min(Math.max(cell.width, 200), frame.width - 16);
    const left = Math.max(2, Math.min(cell.left - frame.left, frame.width - width - 14));
    const move = (element, top) => Object.assign(element.style, {
      left: left + this.place.scrollLeft + "px", top: top + this.place.scrollTop + "px", width: width + "px" });
    this.move = move;
    this.top = cell.top - frame.top;
    move(this.box, this.top);
    this.box.hidden = false;
    this.box.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
    this.fit();
    this.entries = [];
    if (rule.startsWith("ONE_OF")) this.read(range).catch(() => { this.entries = []; });
  }

  /** Reads the drop-down's entries and offers them if the cell is still open. */
  async read(range) {
    const at = this.at;
    const found = await get("sheets.data.rowData.values.dataValidation.condition", [range]);
    const condition = found.sheets[0].data[0].rowData[0].values[0].dataValidation.condition;
    const entries = condition.values.map((value) => value.userEnteredValue);
    const read = condition.type === "ONE_OF_RANGE"
      ? (await values([entries[0].replace(/^=/, "").replaceAll("$", "")], "FORMATTED_VALUE"))[0].flat() : entries;
    if (this.at !== at) return;
    this.entries = read.filter((entry) => entry !== "");
    this.offer();
  }

  fit() {
    this.box.style.height = "auto";
    this.box.style.height = Math.min(this.box.scrollHeight + 4, 220) + "px";
  }

  offer() {
    const typed = this.box.value === this.before ? "" : this.box.value.toLowerCase();
    const fitting = this.entries.filter((entry) => entry.toLowerCase().includes(typed)).slice(0, MOST);
    this.picked = -1;
    this.list.replaceChildren(...fitting.map((entry) => make("li", entry)));
    this.list.hidden = !fitting.length;
    if (!fitting.length) return;
    this.move(this.list, this.top + this.box.offsetHeight);
    const over = this.top + this.box.offsetHeight + this.list.offsetHeight - this.place.clientHeight;
    if (over > 0 && this.top > this.list.offsetHeight) this.move(this.list, this.top - this.list.offsetHeight);
  }

  take(item) {
    if (!item) return;
    this.box.value = item.textContent;
    this.close(true, 1, 0);
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    const items = [...this.list.children], arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (arrow && items.length && !this.list.hidden) {
      event.preventDefault();
      this.picked = (this.picked + arrow + items.length) % items.length;
      items.forEach((item, at) => item.classList.toggle("picked", at === this.picked));
      items[this.picked].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && (event.altKey || event.ctrlKey)) {
      event.preventDefault();
      this.box.setRangeText("\n", this.box.selectionStart, this.box.selectionEnd, "end");
      this.fit();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (this.picked >= 0) this.take(items[this.picked]);
      else this.close(true, 1, 0);
    } else if (event.key === "Tab") {
      event.preventDefault();
      this.close(true, 0, event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") this.close(false, 0, 0);
  }

  /** Closes; writes if `keep` and the text has changed. Steps tell that the grid is to be focused. */
  close(keep, rows, columns) {
    if (!this.open) return;
    const [row, column] = this.at, text = this.box.value;
    this.at = null;
    this.box.hidden = this.list.hidden = true;
    this.done(row, column, keep && text !== this.before ? text : null, rows, columns);
  }
}
