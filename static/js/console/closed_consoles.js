/** Ids of consoles with a closed tab. The server lists ended consoles for ten minutes; their tabs are not opened again. */

const NAME = "consoles-dismissed";
const AT_MOST = 64;

export class ClosedConsoles {
  /** @type {string[]} */
  #ids = JSON.parse(sessionStorage.getItem(NAME) ?? "[]");

  /** @param {string} id */
  has(id) {
    return this.#ids.includes(id);
  }

  /** @param {string} id */
  add(id) {
    this.#ids = [...this.#ids, id].slice(-AT_MOST);
    sessionStorage.setItem(NAME, JSON.stringify(this.#ids));
  }
}
