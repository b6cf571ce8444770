/** What is said of commands: why not, what is lost, what came of it. */

/** @import { Container, Room } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Offer, Outcome, OutcomeState, Run, Target } from "../../../types/act.d.ts" */
import { visible } from "../format.js";
import { gettext, ngettext } from "../i18n.js";
import { roomText } from "../lifecycle.js";
import { isDestructive } from "./legal.js";

/**
 * Return why nothing at all can be sent for these containers; empty when it can.
 * @param {Page} page
 * @param {Container[]} containers
 */
export function barrier({ store: { state } }, containers) {
  if (state.link !== "up") return gettext("There is no connection to the server: nothing can be sent.");
  const old = state.engines.find(
    ({ name, state }) => state !== "live" && containers.some(({ engine }) => engine === name),
  );
  return old
    ? gettext("The engine %(name)s does not answer: nothing can be sent.", { name: visible(old.name) })
    : "";
}

/**
 * Return why a command cannot be run now; empty when it can.
 * @param {Page} page
 * @param {Offer} offer
 */
export function whyNot(page, offer) {
  const containers = [...offer.applies, ...offer.declined.map(({ container }) => container)];
  const mode = page.lifecycle.mode;
  const barred = barrier(page, containers);
  if (barred) return barred;
  if (!offer.allowed) return gettext("Not allowed here: this Dockcycle runs in the mode %(mode)s.", { mode });
  return offer.isLegal ? "" : offer.why;
}

/**
 * Return what a drop in a room would do, or why it does nothing.
 * @param {Page} page
 * @param {Target} target
 * @param {Container[]} containers
 * @param {Room} room
 */
export function dropText(page, { offers, blocked }, containers, room) {
  if (offers.length) return offers.map(({ word }) => word).join(" · ");
  if (containers.every((container) => container.room === room))
    return gettext("It stands here. Only the engine's word moves a card.");
  const facts = { room: roomText(page.lifecycle, room) };
  const why = barrier(page, containers) || (blocked && whyNot(page, blocked));
  return why || gettext("No command leads to %(room)s from here.", facts);
}

/** @type {Record<OutcomeState, () => string>} */
const STATES = {
  waiting: () => gettext("under way"),
  done: () => gettext("done"),
  already: () => gettext("it was so already"),
  refused: () => gettext("refused"),
  failed: () => gettext("failed"),
  unknown: () => gettext("outcome not known"),
};

/** @param {OutcomeState} state */
export function outcomeWord(state) {
  return STATES[state]();
}

/** Nobody waits for it: what is said when no answer came in time. @param {number} seconds */
export function noAnswer(seconds) {
  return gettext(
    "No answer for %(seconds)s s: it may have been done or not. It is not sent again; the board shows what the engine says.",
    { seconds },
  );
}

/**
 * Return how long the engine still waits before it kills a container that was told to stop.
 * @param {{command: string, seconds: number}} left
 */
export function countdownText({ command, seconds }) {
  return seconds > 0
    ? gettext("%(command)s: killed in %(seconds)s s if it does not end. kill and rm -f end it at once.", {
        command,
        seconds,
      })
    : gettext("%(command)s: the time is over, the engine kills it.", { command });
}

export function notSent() {
  return gettext("Not sent: there is no connection to the server.");
}

export function lostOnTheWay() {
  return gettext(
    "The connection ended before the answer came: it may have been done or not. It is not sent again; the board shows what the engine says.",
  );
}

/**
 * Return what came of a command, in one sentence for a screen reader.
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
 * Return how many ended in which way, in words.
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
  kill: () => gettext("The process gets no time to finish: what it has not written is lost."),
  remove: () => gettext("Its logs and all files that are not in a volume are lost for good."),
  "force-remove": () =>
    gettext(
      "It is killed at once if it runs. What it has not written, its logs and all files that are not in a volume are lost for good.",
    ),
  stop: () => gettext("It was started with --rm: when it ends it is removed, its files and logs with it."),
};

/**
 * Return what is lost by a command; empty when nothing is.
 * @param {string} command
 * @param {Container[]} containers
 */
export function lossOf(command, containers) {
  const some = containers.some((container) => isDestructive(command, container));
  return some && Object.hasOwn(LOSSES, command) ? (LOSSES[command]?.() ?? "") : "";
}

/** @type {Record<string, () => string>} */
const FAULTS = {
  seconds: () => gettext("A whole number of seconds, 0 to 86400."),
  signal: () => gettext("A signal is written SIGHUP, HUP or 1."),
  missing: () => gettext("A name is needed."),
  short: () => gettext("A name has at least two characters."),
  long: () => gettext("A name has at most 255 characters."),
  name: () =>
    gettext("Only letters, digits and _ . - may stand in a name, and the first is a letter or a digit."),
};

/** @param {string} fault of options.js */
export function faultText(fault) {
  return FAULTS[fault]?.() ?? fault;
}

/** @param {number} count */
export function countText(count) {
  return ngettext("%(count)s container", "%(count)s containers", count);
}

/**
 * Return how a container is told from all others.
 * @param {Page} page
 * @param {Container} container
 */
export function namedText({ lifecycle }, { id, room, engine }) {
  return `${id.slice(0, 12)} · ${roomText(lifecycle, room)} · ${visible(engine)}`;
}
