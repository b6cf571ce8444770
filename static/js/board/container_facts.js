/** The facts of one container as rows of a description list: the columns of `docker ps -a` and fields of inspect. */

/** @import { Container } from "../../../types/wire.d.ts" */
import { element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { portsText } from "../core/pure/docker_ps.js";

/** @typedef {ReturnType<typeof import("../core/pure/format.js").createFormat>} Format */

/**
 * Return a `dt` and a `dd` element for each known fact.
 * @param {Container} container
 * @param {Format} format
 */
export function factRows(container, format) {
  const time = (/** @type {string | null} */ at) => (at ? format.full(Date.parse(at)) : null);
  /** @type {[string, string | null][]} */
  const plain = [
    [gettext("Image"), container.image],
    [gettext("Container command"), container.command],
    [gettext("Ports"), portsText(container.ports)],
    [gettext("Created"), time(container.createdAt)],
    [gettext("Started"), time(container.startedAt)],
    [gettext("Finished"), time(container.finishedAt)],
    [gettext("Exit code"), container.exitCode === null ? null : String(container.exitCode)],
    [gettext("Error"), container.error],
    [gettext("Health"), healthWord(container, time(container.healthSince))],
    [gettext("Restart policy"), container.restartPolicy],
    [gettext("Restarts"), container.restarts ? String(container.restarts) : null],
    [gettext("Project"), container.project],
    [gettext("Compose service"), container.service],
    [gettext("Pod"), container.pod],
    [gettext("Engine"), container.engine],
    [gettext("Image ID"), container.imageId?.replace(/^sha256:/, "").slice(0, 12) ?? null],
  ];
  const rows = plain.flatMap(([term, fact]) =>
    fact ? [element("dt", {}, term), element("dd", {}, visible(fact))] : [],
  );
  return [...idRow(container), ...rows];
}

/** @param {Container} container */
function idRow({ id }) {
  const copy = element("button", { type: "button", "data-act": "copy", title: id }, gettext("Copy"));
  return [
    element("dt", {}, gettext("ID")),
    element("dd", {}, element("code", {}, id.slice(0, 12)), " ", copy),
  ];
}

/** @param {Container} container @param {string | null} time when the health status began */
function healthWord({ health }, time) {
  if (!health) return null;
  const words = {
    starting: gettext("starting"),
    healthy: gettext("healthy"),
    unhealthy: gettext("unhealthy"),
  };
  return time ? gettext("%(health)s since %(time)s", { health: words[health], time }) : words[health];
}
