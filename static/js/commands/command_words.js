/** Translated texts about commands: refusals, losses, results and input errors. */

/** @import { Container, Room } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Offer, Outcome, OutcomeState, Run, Target } from "../../../types/commands.d.ts" */
import { visible } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";
import { roomText } from "../core/lifecycle.js";
import { isDestructive } from "./pure/offers.js";

/**
 * Return why no command can be sent for these containers: no connection to the server, or an engine that is not live.
 * Returns an empty string if commands can be sent.
 * @param {Page} page
 * @param {Container[]} containers
 */
export function barrier({ store: { state } }, containers) {
  if (state.link !== "up")
    return gettext("No connection to the server. Commands are disabled until the page reconnects.");
  const old = state.engines.find(
    ({ name, state }) => state !== "live" && containers.some(({ engine }) => engine === name),
  );
  return old
    ? gettext("The engine %(name)s is not responding. Commands are disabled until it responds.", {
        name: visible(old.name),
      })
    : "";
}

/**
 * Return why a command is not possible now, or an empty string.
 * @param {Page} page
 * @param {Offer} offer
 */
export function refusalText(page, offer) {
  const containers = [...offer.applies, ...offer.declined.map(({ container }) => container)];
  const mode = page.lifecycle.mode;
  const barred = barrier(page, containers);
  if (barred) return barred;
  if (!offer.allowed)
    return gettext("Dockcycle runs in mode %(mode)s, which does not allow this command.", { mode });
  return offer.isLegal ? "" : offer.why;
}

/**
 * Return the commands that a drop in a room offers, or why it does nothing.
 * @param {Page} page
 * @param {Target} target
 * @param {Container[]} containers
 * @param {Room} room
 */
export function dropText(page, { offers, blocked }, containers, room) {
  if (offers.length) return offers.map(({ word }) => word).join(" · ");
  if (containers.every((container) => container.room === room))
    return gettext("Already in this room. A card moves when the engine reports a change.");
  const why = barrier(page, containers) || (blocked && refusalText(page, blocked));
  return why || noWayText(containers.length, room, roomText(page.lifecycle, room));
}

/** @param {number} count @param {Room} room @param {string} text the name of the room */
function noWayText(count, room, text) {
  if (room === "created")
    return gettext(
      "create makes a new container. A container that was started does not become created again.",
    );
  return ngettext(
    "No single command moves this container to %(room)s.",
    "No single command moves these containers to %(room)s.",
    count,
    { room: text },
  );
}

/** @type {Record<OutcomeState, () => string>} */
const STATES = {
  waiting: () => gettext("in progress"),
  done: () => gettext("done"),
  already: () => gettext("no change needed"),
  refused: () => gettext("refused"),
  failed: () => gettext("failed"),
  unknown: () => gettext("result unknown"),
};

/** @param {OutcomeState} state */
export function outcomeWord(state) {
  return STATES[state]();
}

/** Return the text for an answer that did not arrive within `seconds`. @param {number} seconds */
export function noAnswer(seconds) {
  return gettext(
    "The server did not answer within %(seconds)s s. The result is unknown, and Dockcycle does not send the command again. Check the board.",
    { seconds },
  );
}

/**
 * Return the text about the remaining seconds before the engine kills a container that it stops or restarts.
 * @param {{command: string, seconds: number}} left
 */
export function countdownText({ command, seconds }) {
  return seconds > 0
    ? gettext(
        "%(command)s: the engine kills the container in %(seconds)s s unless it exits first. kill and rm -f end it at once.",
        {
          command,
          seconds,
        },
      )
    : gettext("%(command)s: the timeout has passed. The engine kills the container.", { command });
}

export function busyText() {
  return gettext("Another command is running on this container.");
}

export function notSent() {
  return gettext("Not sent. There is no connection to the server.");
}

export function lostOnTheWay() {
  return gettext(
    "The connection was lost before the answer arrived. The result is unknown, and Dockcycle does not send the command again. Check the board.",
  );
}

/**
 * Return the result of a command as text for a screen reader.
 * @param {Run} run
 */
export function spokenRun({ docker, outcomes }) {
  const [first] = outcomes;
  if (outcomes.length === 1 && first) return [spokenOutcome(first), first.detail].filter(Boolean).join(". ");
  const short = docker.split(" ").slice(0, 2).join(" ");
  return `${short}: ${tally(outcomes).join(", ")}`;
}

/** @param {Outcome} outcome */
function spokenOutcome({ docker, state }) {
  return `${visible(docker)}: ${outcomeWord(state)}`;
}

/**
 * Return the number of outcomes in each state, as texts such as "3 done".
 * @param {Outcome[]} outcomes
 */
export function tally(outcomes) {
  const states = /** @type {OutcomeState[]} */ (Object.keys(STATES));
  return states.flatMap((state) => {
    const count = outcomes.filter((outcome) => outcome.state === state).length;
    return count ? [`${count} ${outcomeWord(state)}`] : [];
  });
}

/** @type {Record<string, () => string>} */
const LOSSES = {
  kill: () => gettext("SIGKILL ends the main process immediately. Unsaved work is lost."),
  remove: () => gettext("The logs and all files outside volumes are deleted."),
  "force-remove": () =>
    gettext(
      "A running container is killed immediately. Unsaved work, logs and all files outside volumes are lost.",
    ),
  stop: () => gettext("A container created with --rm is removed with its logs and files when it exits."),
};

/**
 * Return the text about what a command deletes or ends, or an empty string.
 * @param {string} command
 * @param {Container[]} containers
 */
export function lossOf(command, containers) {
  const some = containers.some((container) => isDestructive(command, container));
  return some && Object.hasOwn(LOSSES, command) ? (LOSSES[command]?.() ?? "") : "";
}

/** @type {Record<string, () => string>} */
const FAULTS = {
  seconds: () => gettext("Enter a whole number of seconds from 0 to 86400."),
  signal: () => gettext("Enter a signal, for example SIGHUP, HUP or 1."),
  missing: () => gettext("Enter a name."),
  short: () => gettext("A name must have at least two characters."),
  long: () => gettext("A name can have at most 255 characters."),
  name: () =>
    gettext("A name can contain only letters, digits, _, . and -. It must start with a letter or a digit."),
};

/** @param {string} fault a result of `faultOf` in `option_rules.js` */
export function faultText(fault) {
  return FAULTS[fault]?.() ?? fault;
}

/** @param {number} count */
export function countText(count) {
  return ngettext("%(count)s container", "%(count)s containers", count);
}

/**
 * Return the short id, the room and the engine, which identify a container beside its name.
 * @param {Page} page
 * @param {Container} container
 */
export function namedText({ lifecycle }, { id, room, engine }) {
  return `${id.slice(0, 12)} · ${roomText(lifecycle, room)} · ${visible(engine)}`;
}
