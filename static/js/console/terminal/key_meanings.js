/** Keys that mean something: those that end a main process, those that detach, and what soft keys type. Pure. */

/** What the terminal's line discipline makes of them: SIGINT, end of input, SIGQUIT. */
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

/** Notices Ctrl-P Ctrl-Q where nothing is sent that the engine could notice them in. */
export class DetachKeys {
  #last = "";

  /** @param {string} typed @returns {boolean} whether the two have now been typed */
  press(typed) {
    const isDetach = this.#last === CTRL_P && typed === CTRL_Q;
    this.#last = typed;
    return isDetach;
  }
}

/**
 * Return what a soft key types.
 * @param {string} key as in KeyboardEvent.key
 * @param {boolean} isApplication whether the program asked for the cursor keys of an application (DECCKM)
 */
export function softKey(key, isApplication) {
  if (key in ARROWS)
    return `\u001b${isApplication ? "O" : "["}${ARROWS[/** @type {keyof typeof ARROWS} */ (key)]}`;
  return key === "Escape" ? "\u001b" : "\t";
}

/**
 * Return what a key is with Ctrl held (ASCII letters and `@[\]^_?`), as it is where Ctrl means nothing to it.
 * @param {string} typed
 */
export function withCtrl(typed) {
  if (!/^[a-z@[\\\]^_]$/i.test(typed)) return typed === "?" ? "\u007f" : typed;
  return String.fromCharCode(typed.toUpperCase().charCodeAt(0) & 0x1f);
}
