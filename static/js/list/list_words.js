/** The words of the list: headings of columns, and what the column "Health or cause" shows. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { ColumnName } from "../../../types/list.d.ts" */
import { shortFactOf } from "../core/container_words.js";
import { gettext } from "../core/i18n.js";
import { visible } from "../core/pure/format.js";

/** @param {ColumnName} column */
export function columnText(column) {
  return {
    state: () => gettext("State"),
    name: () => gettext("Name"),
    image: () => gettext("Image"),
    age: () => gettext("In state"),
    cause: () => gettext("Health or cause"),
    restarts: () => gettext("Restarts"),
    cpu: () => gettext("CPU"),
    memory: () => gettext("Memory"),
    ports: () => gettext("Ports"),
    engine: () => gettext("Engine"),
    project: () => gettext("Project"),
    id: () => gettext("Container ID"),
    command: () => gettext("Container command"),
    created: () => gettext("Created"),
    status: () => gettext("Status"),
  }[column]();
}

/**
 * Return what is wrong with a container, why it exited, or its health. Empty if there is nothing to say.
 * @param {Container} container
 * @param {boolean} isProblem
 */
export function causeText(container, isProblem) {
  const { state, health, exitCode } = container;
  if (state === "restarting") return withExitCode(gettext("restart loop"), exitCode);
  if (state === "exited" || state === "dead") return withExitCode(shortFactOf(container, true), exitCode);
  if (isProblem) return shortFactOf(container, true);
  if (state === "created") return gettext("never started");
  return health ? healthText(health) : "";
}

/** @param {string} cause @param {number | null} code */
function withExitCode(cause, code) {
  return code ? gettext("%(cause)s, exit code %(code)s", { cause, code }) : cause;
}

/** Return the whole sentence about the cause, or an empty string. @param {Container} container */
export function causeTitle({ cause }) {
  return visible(cause?.text ?? "");
}

/** @param {NonNullable<Container["health"]>} health */
function healthText(health) {
  return {
    starting: gettext("starting"),
    healthy: gettext("healthy"),
    unhealthy: gettext("unhealthy"),
  }[health];
}
