/** A set of names that a browser remembers. Pure: the storage is an argument. */

/** More names are dropped, the oldest first. */
const NAMES_AT_MOST = 500;

/** A set of names in a storage such as `localStorage`. Without a storage that works, the set lasts as long as the page. */
export class RememberedSet {
  /** @type {Set<string>} */
  #names;

  /**
   * @param {Pick<Storage, "getItem" | "setItem"> | null} storage
   * @param {string} item the name of the item in the storage
   */
  constructor(storage, item) {
    this.storage = storage;
    this.item = item;
    this.#names = this.#read() ?? new Set();
  }

  /** @param {string} name */
  has(name) {
    return this.#names.has(name);
  }

  /**
   * Add or remove a name. Starts from what is stored now, so that the pages of one browser keep each other's names.
   * @param {string} name
   * @param {boolean} isIn
   */
  put(name, isIn) {
    const names = this.#read() ?? this.#names;
    names.delete(name);
    if (isIn) names.add(name);
    this.#names = new Set([...names].slice(-NAMES_AT_MOST));
    try {
      this.storage?.setItem(this.item, JSON.stringify([...this.#names]));
    } catch {
      // The storage is full or forbidden.
    }
  }

  /** Return the stored names; null if the storage does not work, an empty set for anything else that is stored. */
  #read() {
    /** @type {string | null | undefined} */
    let text;
    try {
      text = this.storage?.getItem(this.item);
    } catch {
      return null;
    }
    return text === undefined ? null : namesIn(text);
  }
}

/** @param {string | null} text */
function namesIn(text) {
  /** @type {unknown} */
  let names;
  try {
    names = JSON.parse(text ?? "[]");
  } catch {
    names = [];
  }
  return new Set(Array.isArray(names) ? names.filter((name) => typeof name === "string") : []);
}
