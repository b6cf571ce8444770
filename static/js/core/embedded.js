/** Reads data that the server embeds in the page. */

/**
 * Return the JSON embedded in the page as `<script type="application/json" id="…">`, or an empty object without one.
 * @param {string} id
 */
export function embedded(id) {
  return JSON.parse(globalThis.document?.getElementById(id)?.textContent || "{}");
}
