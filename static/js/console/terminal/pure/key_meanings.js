/** Keys with a special effect: keys that end a main process, detach keys, and the bytes of soft keys. Pure. */

/** Effect in the line discipline of the terminal: SIGINT, end of input, SIGQUIT. */
const ENDING = /** @type {const} */ ({ "\u0003": "Ctrl-C", "\u0004": "Ctrl-D", "\u001c": "Ctrl-\\" });
const CTRL_P = "\u0010";
const CTRL_Q = "\u0011";
const ARROWS = /** @type {const} */ ({ ArrowUp: "A", ArrowDown: "B", ArrowRight: "C", ArrowLeft: "D" });

/**
 * Return the name of the first key in `typed` that may end the main process, null if there is none.
 * @param {string} typed
 */
export function endingKey(typed) {
  const found = [...typed].find((char) => char in ENDING);
  return found ? ENDING[/** @type {keyof typeof ENDING} */ (found)] : null;
}

/** Recognizes Ctrl-P Ctrl-Q in a read-only console, where the engine does not receive the keys. */
export class DetachKeys {
  #last = "";

  /** @param {string} typed @returns {boolean} whether both keys were typed in this order */
  press(typed) {
    const isDetach = this.#last === CTRL_P && typed === CTRL_Q;
    this.#last = typed;
    return isDetach;
  }
}

/**
 * Return the characters that a soft key sends.
 * @param {string} key as in KeyboardEvent.key
 * @param {boolean} isApplication whether application cursor keys (DECCKM) are on
 */
export function softKey(key, isApplication) {
  if (key in ARROWS)
    return `\u001b${isApplication ? "O" : "["}${ARROWS[/** @type {keyof typeof ARROWS} */ (key)]}`;
  return key === "Escape" ? "\u001b" : "\t";
}

/**
 * Return the control character for a key typed with Ctrl (ASCII letters and `@[\]^_?`). Other keys are returned
 * unchanged.
 * @param {string} typed
 */
export function withCtrl(typed) {
  if (!/^[a-z@[\\\]^_]$/i.test(typed)) return typed === "?" ? "\u007f" : typed;
  return String.fromCharCode(typed.toUpperCase().charCodeAt(0) & 0x1f);
}
