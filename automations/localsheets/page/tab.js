// The open tab: its cells in blocks of rows, read when they come into sight, and its columns.
import { get } from "/page/api.js";
import { quoted } from "/page/cells.js";

const BLOCK = 100, KEPT = 30;
const FIELDS = "sheets.data(startRow,columnMetadata(pixelSize,hiddenByUser),rowData.values(formattedValue,userEnteredValue," +
  "effectiveValue(numberValue,boolValue),hyperlink,note,dataValidation.condition.type," +
  "userEnteredFormat(backgroundColorStyle,backgroundColor,textFormat,wrapStrategy,horizontalAlignment,numberFormat.type)))";
const BLANK = Object.freeze({});

export class Tab {
  constructor(sheet) {
    this.blocks = new Map();
    this.columns = [];
    this.unfolded = new Set();
    this.take(sheet);
  }

  /** Takes the tab's newest properties. */
  take(sheet) {
    Object.assign(this, { sheet, id: sheet.properties.sheetId, title: sheet.properties.title, rules: sheet.conditionalFormats || [] });
    const size = sheet.properties.gridProperties;
    this.rows = size.rowCount;
    this.width = size.columnCount;
    this.frozen = Math.min(size.frozenRowCount || 0, this.rows);
    this.frozenColumns = size.frozenColumnCount || 0;
  }

  /** Reads the blocks that rows first…last and the frozen rows need; true if any came. */
  async load(first, last, again = false) {
    const wanted = new Set([0]);
    for (let at = Math.floor(first / BLOCK); at * BLOCK < Math.min(last, this.rows); at++) wanted.add(at);
    if (again || this.blocks.size > KEPT) for (const at of this.blocks.keys()) if (!wanted.has(at)) this.blocks.delete(at);
    const missing = [...wanted].filter((at) => again || !this.blocks.has(at));
    if (!missing.length) return false;
    for (const at of missing) if (!this.blocks.has(at)) this.blocks.set(at, []);
    const ranges = missing.map((at) => `${quoted(this.title)}!${at * BLOCK + 1}:${Math.min(this.rows, (at + 1) * BLOCK)}`);
    try {
      for (const part of (await get(FIELDS, ranges)).sheets[0].data) {
        this.blocks.set((part.startRow || 0) / BLOCK, (part.rowData || []).map((row) => row.values || []));
        this.columns = part.columnMetadata || [];
      }
    } catch (error) {
      for (const at of missing) this.blocks.delete(at);
      throw error;
    }
    return true;
  }

  cell(row, column) {
    return this.blocks.get(Math.floor(row / BLOCK))?.[row % BLOCK]?.[column] || BLANK;
  }

  /** Whether the cells of rows first…last are read. */
  knows(first, last) {
    for (let at = Math.floor(first / BLOCK); at * BLOCK <= Math.min(last, this.rows - 1); at++) if (!this.blocks.has(at)) return false;
    return true;
  }

  text(row, column) {
    return this.cell(row, column).formattedValue ?? "";
  }

  /** Shows typed text until the server's answer is read. */
  expect(row, column, text) {
    const block = this.blocks.get(Math.floor(row / BLOCK));
    if (!block) return;
    const line = (block[row % BLOCK] ||= []);
    line[column] = { ...line[column], formattedValue: text, userEnteredValue: { stringValue: text }, effectiveValue: {} };
  }

  /** Runs of folded columns as [first, end), hidden ones and collapsed groups. */
  folds() {
    const hidden = new Set(this.columns.flatMap((column, at) => (column.hiddenByUser ? [at] : [])));
    for (const { range, collapsed } of this.sheet.columnGroups || []) {
      for (let at = range.startIndex || 0; collapsed && at < range.endIndex; at++) hidden.add(at);
    }
    const runs = [];
    for (const at of [...hidden].sort((a, b) => a - b)) {
      if (runs.length && runs.at(-1)[1] === at) runs.at(-1)[1]++;
      else runs.push([at, at + 1]);
    }
    return runs;
  }

  /** Indexes of the columns in sight. */
  shown() {
    const hidden = this.folds().filter(([first]) => !this.unfolded.has(first));
    return Array.from({ length: this.width }, (_, at) => at).filter((at) => !hidden.some(([first, end]) => at >= first && at < end));
  }

  widthOf(column) {
    return this.columns[column]?.pixelSize || 100;
  }
}
