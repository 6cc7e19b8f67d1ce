// What a cell shows, without the DOM: A1 names, colours, links, clipboard rows.
import { bookId } from "/page/api.js";

export function letters(column) {
  let name = "";
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}
export const columnOf = (name) => [...name].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1;
export const quoted = (title) => "'" + title.replaceAll("'", "''") + "'";
/** A1 text of a box; `last` left out: one cell. */
export const named = (title, row, column, lastRow = row, lastColumn = column) =>
  `${quoted(title)}!${letters(column)}${row + 1}:${letters(lastColumn)}${lastRow + 1}`;

export const within = (box, row, column) =>
  row >= (box.startRowIndex || 0) && row < (box.endRowIndex ?? Infinity) &&
  column >= (box.startColumnIndex || 0) && column < (box.endColumnIndex ?? Infinity);

const HOLDS = {
  TEXT_CONTAINS: (text, value) => text.includes(value),
  TEXT_NOT_CONTAINS: (text, value) => !text.includes(value),
  TEXT_STARTS_WITH: (text, value) => text.startsWith(value),
  TEXT_ENDS_WITH: (text, value) => text.endsWith(value),
  TEXT_EQ: (text, value) => text === value,
  NOT_BLANK: (text) => text !== "",
  BLANK: (text) => text === "",
};

/** The format of the first conditional rule that holds; undefined if none does. */
export function ruleFormat(rules, row, column, text) {
  const lower = text.toLowerCase();
  for (const { booleanRule: rule, ranges = [] } of rules) {
    const holds = rule && HOLDS[rule.condition?.type];
    if (!holds || !ranges.some((box) => within(box, row, column))) continue;
    if (holds(lower, String(rule.condition.values?.[0]?.userEnteredValue ?? "").toLowerCase())) return rule.format || {};
  }
  return undefined;
}

/** CSS colour of the format's `name` + `Style`; "" if it has none. */
export function colour(format, name) {
  const rgb = format?.[name + "Style"]?.rgbColor || format?.[name];
  if (!rgb) return "";
  return `rgb(${["red", "green", "blue"].map((part) => Math.round((rgb[part] || 0) * 255)).join(" ")})`;
}

/** Where the cell leads: {href, inside}; null for none or for an address that is not a web page. */
export function linkOf(cell) {
  const literal = cell.userEnteredValue?.formulaValue?.match(/^=\s*(?:IFERROR\(\s*)?HYPERLINK\(\s*"([^"]+)"/i);
  const address = cell.hyperlink || literal?.[1].replace(/&range=[A-Z]+$/, "");
  if (!address) return null;
  let url;
  try { url = new URL(address, location.href); } catch { return null; }
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return null;
  const own = url.pathname.split("/").includes(bookId) && /^#(.*&)?gid=/.test(url.hash);
  return own ? { href: url.hash, inside: true } : { href: url.href, inside: false };
}

/** The text that the editor starts with, such that typing it again means the same. */
export function rawText(cell) {
  const value = cell?.userEnteredValue;
  if (!value) return "";
  if (value.formulaValue !== undefined) return value.formulaValue;
  if (value.stringValue === undefined) return cell.formattedValue ?? "";
  const text = value.stringValue, plain = cell.userEnteredFormat?.numberFormat?.type === "TEXT";
  return !plain && /^['=]|^[-+(]?(Rp)?\s?\d[\d.,:/% -]*\)?$|^(true|false)$/i.test(text) ? "'" + text : text;
}

/** Rows of clipboard text: tabs and lines, with quoted cells that hold either. */
export function clipboardRows(text) {
  const rows = [[]];
  let at = 0;
  text = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (;;) {
    const quotedCell = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
    quotedCell.lastIndex = at;
    const found = quotedCell.exec(text);
    const end = found ? quotedCell.lastIndex : at + text.slice(at).search(/[\t\n]|$/);
    const special = found && /[\t\n"]/.test(found[1]);
    rows.at(-1).push(special ? found[1].replaceAll('""', '"') : text.slice(at, end));
    if (end >= text.length) return rows;
    if (text[end] === "\n") rows.push([]);
    at = end + 1;
  }
}

/** Clipboard text of rows; cells with tabs, lines or quotes are quoted. */
export const clipboardText = (rows) => rows.map((row) =>
  row.map((text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join("\t")).join("\n");
