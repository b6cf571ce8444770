/** The dialog for the columns of the list: a checkbox for each column, and buttons that move it. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ColumnName } from "../../../types/list.d.ts" */
import { gettext } from "../core/i18n.js";
import { openDialog } from "../ui/dialogs/dialog.js";
import { element } from "../ui/dom.js";
import { columnText } from "./list_words.js";
import { rememberColumns } from "./remembered_columns.js";
import { columnChoices } from "./pure/list_columns.js";

/**
 * Open the dialog. Each change is applied to the list at once. Resolves when the dialog is closed.
 * @param {Page} page
 * @param {ColumnName[]} shown
 */
export async function chooseColumns(page, shown) {
  const items = element("ol", { class: "column-choices" }, ...columnChoices(shown).map(item));
  const put = (/** @type {string} */ columns) => {
    rememberColumns(columns);
    page.settings.set("columns", columns);
  };
  const apply = () => put(chosen(items).join());
  items.addEventListener("change", apply);
  items.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button && move(button)) apply();
  });
  const reset = element("button", { type: "button" }, gettext("Show the usual columns"));
  const done = element("button", { type: "button", class: "primary" }, gettext("Done"));
  const buttons = element("div", { class: "buttons" }, reset, done);
  const dialog = await openDialog({ title: gettext("Columns"), kind: "columns", body: [items, buttons] });
  done.addEventListener("click", dialog.close);
  reset.addEventListener("click", () => {
    put("");
    dialog.close();
  });
  await dialog.closed;
}

/** @param {{name: ColumnName, isShown: boolean}} choice */
function item({ name, isShown }) {
  const text = columnText(name);
  const isFixed = name === "name";
  const box = element("input", { type: "checkbox", value: name, disabled: isFixed });
  box.checked = isShown || isFixed;
  return element(
    "li",
    {},
    element("label", { class: "check" }, box, element("span", {}, text)),
    mover("up", "↑", gettext("Move %(column)s up", { column: text })),
    mover("down", "↓", gettext("Move %(column)s down", { column: text })),
  );
}

/** @param {string} way @param {string} sign @param {string} label */
function mover(way, sign, label) {
  return element("button", { type: "button", class: "plain", "data-way": way, "aria-label": label }, sign);
}

/** Move the item of a button up or down. The button keeps the focus. @param {HTMLButtonElement} button */
function move(button) {
  const row = button.closest("li");
  const isUp = button.dataset["way"] === "up";
  const other = isUp ? row?.previousElementSibling : row?.nextElementSibling;
  if (!row || !other) return false;
  if (isUp) other.before(row);
  else other.after(row);
  button.focus();
  return true;
}

/** Return the names of the checked columns in order. @param {Element} items */
function chosen(items) {
  const boxes = [...items.querySelectorAll("input")];
  return boxes.filter(({ checked }) => checked).map(({ value }) => value);
}
