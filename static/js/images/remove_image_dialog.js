/** Dialog to remove an image, and to force it if a container still uses the image. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Problem } from "../../../types/images.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { removeImageLine } from "../core/pure/docker_line.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { DialogForm } from "../ui/dialogs/dialog_form.js";
import { element, setText } from "../ui/dom.js";
import { imageName } from "../core/pure/format.js";
import { api, ask } from "../core/http.js";
import { keyOf } from "../core/pure/store.js";
import { gettext, ngettext } from "../core/i18n.js";
import { isUp } from "../core/lifecycle.js";
import { showDone } from "../ui/toast.js";
import { containerLink, problemElements } from "../ui/error_view.js";
import { shortId } from "./pure/image_rows.js";

/**
 * Ask, remove, and show the result.
 * @param {Page} page
 * @param {ImageRow} row
 */
export async function openRemove(page, row) {
  const { form } = new RemoveForm(page, row);
  const title = gettext("Remove %(name)s?", { name: imageName(row.reference) });
  await form.open({ title, kind: "remove-image" });
}

class RemoveForm {
  #forces = false;

  /** @param {Page} page @param {ImageRow} row */
  constructor(page, row) {
    this.page = page;
    this.row = row;
    this.text = element("p", {}, row.usedBy.length ? whoUsesIt(row) : whatIsLost(row, page));
    this.users = element("p", { class: "containers" });
    this.users.append(...row.usedBy.map((container) => containerLink(row.engine, container)));
    this.users.hidden = !row.usedBy.length;
    this.line = new DockerLine(removeImageLine(row.reference));
    this.form = new DialogForm({
      parts: [this.text, this.users, this.line.element],
      submit: gettext("Remove"),
      look: "danger",
      send: () => this.#send(),
      fail: (problem) => this.#refuse(problem),
    });
  }

  async #send() {
    const { engine, reference } = this.row;
    const path = api("images", engine, reference) + (this.#forces ? "?force=true" : "");
    const { docker, untagged, deleted } = await ask("DELETE", path);
    this.form.close();
    await showDone({ text: whatWent(untagged, deleted, reference), docker });
  }

  /** @param {Problem} problem */
  #refuse(problem) {
    const { containers = [], canForce = false } = problem;
    if (containers.length) this.users.remove();
    const links = containers.map((container) => containerLink(this.row.engine, this.#known(container)));
    const users = links.length ? [element("p", { class: "containers" }, ...links)] : [];
    const { trouble, submit, stay } = this.form;
    trouble.replaceChildren(...problemElements(problem), ...users);
    if (problem.code !== "image_in_use") return;
    const force = byForce(containers.some(({ state }) => isUp(this.page.lifecycle, state)));
    trouble.append(element("p", {}, canForce ? force.text : gettext("Remove these containers first.")));
    submit.hidden = !canForce || this.#forces;
    if (!canForce || this.#forces) return;
    this.#forces = true;
    this.line.write(removeImageLine(this.row.reference, { force: true }));
    setText(submit, force.word);
    stay.focus();
  }

  /**
   * Return the container from the store if known, because the room selects its icon.
   * @param {import("../../../types/images.d.ts").User} user
   */
  #known(user) {
    return this.page.store.state.containers.get(keyOf({ engine: this.row.engine, id: user.id })) ?? user;
  }
}

/**
 * Return the texts for force. The engine never deletes the layers of a running container's image (moby
 * `daemon/images/image_delete.go`).
 * @param {boolean} runs whether a container of the image is running
 */
function byForce(runs) {
  if (runs)
    return {
      word: gettext("Force remove the name"),
      text: gettext(
        "docker rmi -f removes only the image name. The image stays without a name while these containers are running.",
      ),
    };
  return {
    word: gettext("Force remove the image"),
    text: gettext(
      "docker rmi -f removes the image although these containers use it. They keep their files and can be started, but no new containers can be created from the image.",
    ),
  };
}

/** @param {ImageRow} row */
function whoUsesIt({ usedBy, names, id }) {
  if (names > 1) {
    const users = ngettext(
      "%(count)s container was created from this image.",
      "%(count)s containers were created from this image.",
      usedBy.length,
    );
    return `${users} ${otherNames(names, id)}`;
  }
  return ngettext(
    "%(count)s container was created from this image. The engine refuses to remove the image until the container is removed.",
    "%(count)s containers were created from this image. The engine refuses to remove the image until the containers are removed.",
    usedBy.length,
  );
}

/** @param {number} names @param {string} id */
function otherNames(names, id) {
  return ngettext(
    "Only this name is removed. The image %(id)s has %(count)s name and stays.",
    "Only this name is removed. The image %(id)s has %(count)s names and stays.",
    names,
    { id: shortId(id) },
  );
}

/** @param {ImageRow} row @param {Page} page */
function whatIsLost({ names, id, size }, { format }) {
  if (names > 1) return otherNames(names, id);
  return gettext(
    "The layers that no other image uses are deleted (up to %(size)s). To get the image back, pull or build it again.",
    {
      size: format.bytes(size),
    },
  );
}

/**
 * @param {string[]} untagged
 * @param {string[]} deleted
 * @param {string} reference
 */
function whatWent(untagged, deleted, reference) {
  const name = imageName(untagged[0] ?? reference);
  if (!deleted.length) return gettext("Removed the name %(name)s. The image still exists.", { name });
  const facts = { name };
  return ngettext(
    "Removed %(name)s and %(count)s layer.",
    "Removed %(name)s and %(count)s layers.",
    deleted.length,
    facts,
  );
}
