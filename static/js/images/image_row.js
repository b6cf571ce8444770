/** One row of the image table: an image name and the containers that use the image. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { guard } from "../ui/guard.js";
import { element, setAttributes, setText } from "../ui/dom.js";
import { imageName, visible } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";
import { containerLink } from "../ui/error_view.js";
import { shortId } from "./pure/image_rows.js";

/** Number of containers listed by name. A link to the board replaces the others. */
const USERS_AT_MOST = 4;

/** View of one `<tr>`. `tick` updates the age. */
export class RowView {
  #written = "";
  #createdAt = 0;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.age = element("time");
    this.check = element("input", { type: "checkbox", tabindex: -1 });
    this.element = element("tr", { role: "row", tabindex: -1 });
  }

  /**
   * @param {ImageRow} row
   * @param {boolean} isOld whether its engine does not respond
   */
  write(row, isOld) {
    setAttributes(this.element, { "data-old": isOld });
    const written = JSON.stringify({ ...row, usedBy: row.usedBy.map(({ name, room }) => [name, room]) });
    if (written === this.#written) return;
    this.#written = written;
    this.#createdAt = Date.parse(row.createdAt);
    const wasChecked = document.activeElement === this.check;
    const act = this.element.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-command")
      : null;
    setAttributes(this.element, {
      "data-key": row.key,
      "data-image": row.reference,
      "data-dangling": row.isDangling,
      "aria-label": imageName(row.reference),
    });
    this.element.replaceChildren(...this.#cells(row));
    this.tick();
    if (wasChecked) this.check.focus();
    const again = act && this.element.querySelector(`[data-command="${act}"]`);
    if (again instanceof HTMLElement) again.focus();
  }

  tick() {
    const { format, clock } = this.page;
    setText(this.age, format.age(Math.max(0, clock.now() - this.#createdAt)));
  }

  /** @param {ImageRow} row */
  #cells(row) {
    const { format } = this.page;
    setAttributes(this.age, { datetime: row.createdAt, title: format.full(this.#createdAt) });
    const none = element("i", { class: "none" }, gettext("untagged"));
    setAttributes(this.check, {
      "aria-label": gettext("Select %(name)s", { name: imageName(row.reference) }),
    });
    return [
      cell("select", "", this.check),
      cell("repository", gettext("Repository"), visible(row.repository) || none),
      cell("tag", gettext("Tag"), visible(row.tag) || (row.repository ? none : "")),
      cell("id", gettext("ID"), element("code", { title: row.id }, shortId(row.id))),
      cell("created", gettext("Created"), this.age),
      cell("size", gettext("Size"), format.bytes(row.size)),
      cell("used", gettext("Used by"), this.#users(row)),
      cell("engine", gettext("Engine"), visible(row.engine)),
      cell(
        "actions",
        "",
        this.#button("image-history", gettext("History")),
        this.#button("tag-image", gettext("Tag…")),
        this.#button("create", gettext("Create…")),
        this.#button("remove-image", gettext("Remove…")),
      ),
    ];
  }

  /** @param {ImageRow} row */
  #users({ usedBy, engine, reference }) {
    if (!usedBy.length) return element("span", { class: "none" }, gettext("unused"));
    const shown = usedBy.slice(0, USERS_AT_MOST).map((container) => containerLink(engine, container));
    const more = usedBy.length - shown.length;
    if (more) {
      const q = new URLSearchParams({ q: `image:${imageName(reference)}` });
      shown.push(element("a", { href: `/?${q}` }, ngettext("%(count)s more", "%(count)s more", more)));
    }
    return element("span", { class: "containers" }, ...shown);
  }

  /** @param {string} command @param {string} text */
  #button(command, text) {
    const button = element("button", { type: "button", "data-command": command, tabindex: -1 }, text);
    guard(this.page, button, command);
    return button;
  }
}

/**
 * @param {string} column
 * @param {string} label heading of the value when a row is shown as a card
 * @param {...(Node | string)} children
 */
function cell(column, label, ...children) {
  return element("td", { role: "cell", "data-column": column, "data-label": label }, ...children);
}
