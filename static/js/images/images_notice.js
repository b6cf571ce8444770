/** Text of the images page when it has no images to show. */

/** @import { BoardState } from "../../../types/view.d.ts" */
import { gettext } from "../core/i18n.js";

/** @param {BoardState} state */
export function noImages({ images }) {
  if (images.length) return null;
  return {
    title: gettext("No images yet"),
    lines: [gettext("Pull the first one:")],
    code: "docker pull busybox",
    action: { command: "pull", text: gettext("Pull…") },
  };
}
