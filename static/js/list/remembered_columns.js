/** Keeps the chosen columns of the list in the browser. The setting `columns` in the URL takes precedence. */

const NAME = "listColumns";

/** Return the value of the setting `columns` that the user chose last, or an empty string. */
export function rememberedColumns() {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} columns */
export function rememberColumns(columns) {
  try {
    localStorage.setItem(NAME, columns);
  } catch {
    // A browser that forbids storage does not remember the columns.
  }
}
