/** Form part for the image name: a local image, or an image that is pulled first. */

/** @import { Page } from "../../../types/view.d.ts" */
import { element, setText } from "../ui/dom.js";
import { exampleText, Field, textInput } from "../ui/field.js";
import { imageName, visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { bare, readReference } from "../pull/pure/image_reference.js";
import { localImage } from "./local_image.js";

const OFFERED_AT_MOST = 500;

/** Shows whether the image is local. `engine` returns the name of the selected engine. */
export class ImagePart {
  #offered = "";

  /**
   * @param {Page} page
   * @param {() => string} engine
   */
  constructor(page, engine) {
    this.page = page;
    this.engine = engine;
    this.list = element("datalist", { id: "create-images" });
    const input = textInput("create-image", {
      class: "mono",
      list: "create-images",
      placeholder: exampleText("redis:7"),
      required: true,
    });
    this.field = new Field(gettext("Image"), input);
    this.element = this.field.element;
    this.element.append(this.list);
  }

  get value() {
    return bare(this.field.value);
  }

  set value(value) {
    this.field.value = value;
  }

  /** The local image with this name, undefined if the image must be pulled. */
  get local() {
    return localImage(this.page.store.state.images, this.engine(), this.value);
  }

  /** Update the hint about the image and the list of suggestions. */
  write() {
    const engine = this.engine();
    const here = this.page.store.state.images.filter((image) => image.engine === engine);
    const names = here.flatMap(({ tags }) => tags.map(imageName)).slice(0, OFFERED_AT_MOST);
    const offered = names.join();
    if (offered !== this.#offered) {
      this.#offered = offered;
      this.list.replaceChildren(...names.map((value) => element("option", { value })));
    }
    setText(this.field.hint, this.#hint());
  }

  #hint() {
    if (!this.value) return gettext("A local image, or an image to pull.");
    const { local } = this;
    if (local) return gettext("Available locally (%(size)s).", { size: this.page.format.bytes(local.size) });
    const { registry, wrong } = readReference(this.value);
    if (wrong) return gettext("Not a local image and not a valid image name.");
    return gettext("Not available locally. Dockcycle first pulls the image from %(registry)s.", {
      registry: visible(registry),
    });
  }
}
