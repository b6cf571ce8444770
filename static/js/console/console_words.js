/** Texts of a console: its name on the tab, its command line and its notices. */

/** @import { Desk, Notice } from "../../../types/console.d.ts" */
/** @import { ConsoleAbout } from "../../../types/wire.d.ts" */
/** @import { Session } from "./console_session.js" */
import { joinWords } from "../core/pure/docker_line.js";
import { visible } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";

const MINUTE_MS = 60_000;
/** How long before the end of an idle console the page warns. */
export const WARN_BEFORE_MS = 5 * MINUTE_MS;

/**
 * Return the short name of a console: the file name of its program.
 * @param {{mode: string, cmd?: string[]}} of
 */
export function nameOf({ mode, cmd = [] }) {
  if (mode === "attach") return gettext("attach");
  return visible(cmd[0]?.split("/").at(-1) || gettext("exec"));
}

/** @param {{mode: string, cmd?: string[]}} of */
export function lineOf({ mode, cmd = [] }) {
  return mode === "attach" ? gettext("main process (PID 1)") : visible(joinWords(cmd));
}

/**
 * Return the notices of a console in the order they are shown.
 * @param {Session} session
 * @param {Desk} desk
 * @returns {Notice[]}
 */
export function noticesOf(session, desk) {
  const { state, about, exit } = session;
  if (state === "opening") return [{ kind: "info", text: gettext("Opening…") }];
  if (state === "lost")
    return [{ kind: "lost", text: gettext("Reconnecting… What you type now is not sent.") }];
  if (exit || !about) return endNotices(session);
  const notices = [...stateNotices(desk), ...typingNotices(session), ...dueNotices(about, desk)];
  if (session.trouble) notices.push({ kind: "warn", text: visible(session.trouble) });
  return notices;
}

/** @param {Session} session @returns {Notice[]} */
function endNotices({ exit }) {
  if (!exit) return [];
  const left = gettext(
    "Dockcycle could not confirm that the process has ended. Check the list of processes.",
  );
  return [
    { kind: "end", text: visible(exit.text) },
    ...(exit.left ? [{ kind: /** @type {const} */ ("warn"), text: left }] : []),
  ];
}

/** @param {Desk} desk @returns {Notice[]} */
function stateNotices({ container }) {
  if (container?.state !== "paused") return [];
  return [{ kind: "warn", text: gettext("The container is paused. Unpause it to continue.") }];
}

/** @param {Session} session @returns {Notice[]} */
function typingNotices(session) {
  const about = /** @type {ConsoleAbout} */ (session.about);
  if (!about.isOwner)
    return [
      {
        kind: "info",
        text: gettext("Another viewer opened this console. You can only watch it."),
      },
    ];
  if (!session.isAttach) return [];
  return [attachNotice(session, about), ...silenceNotice(session, about)];
}

/**
 * @param {Session} session
 * @param {ConsoleAbout} about
 * @returns {Notice}
 */
function attachNotice({ isTyping }, { name, canType, tty }) {
  const facts = { name: visible(name) };
  if (!tty && !isTyping)
    return {
      kind: "info",
      text: gettext("The main process has no terminal. The console shows its output and sends nothing."),
    };
  if (!canType)
    return {
      kind: "info",
      text: gettext(
        "The main process reads no input because the container was created without -i. You can only watch.",
      ),
    };
  if (!isTyping)
    return { kind: "info", text: gettext("Read-only. Nothing you type is sent until you turn typing on.") };
  const text = gettext(
    "You are typing to the main process of %(name)s. Typing exit or Ctrl-C usually ends the process, and then the container exits.",
    facts,
  );
  return { kind: "warn", text };
}

/**
 * @param {Session} session
 * @param {ConsoleAbout} about
 * @returns {Notice[]}
 */
function silenceNotice({ hasWritten, isTyping }, { tty, canType }) {
  if (hasWritten) return [];
  const text =
    tty && canType && !isTyping
      ? gettext("No output since you attached. Turn typing on and press Enter to see the prompt.")
      : gettext("No output since you attached.");
  return [{ kind: "info", text }];
}

/**
 * @param {ConsoleAbout} about
 * @param {Desk} desk
 * @returns {Notice[]}
 */
function dueNotices({ idleAt, endsAt, canType }, { page }) {
  const now = page.clock.now();
  const idle = Date.parse(idleAt) - now;
  const whole = Date.parse(endsAt) - now;
  if (whole < WARN_BEFORE_MS)
    return [
      {
        kind: "warn",
        text: gettext("This console ends in %(time)s because of its time limit.", minutes(whole)),
      },
    ];
  if (idle >= WARN_BEFORE_MS) return [];
  const text = canType
    ? gettext("This console ends in %(time)s unless someone types.", minutes(idle))
    : gettext("This console ends in %(time)s because nothing is typed.", minutes(idle));
  return [{ kind: "warn", text }];
}

/** @param {number} span in milliseconds */
function minutes(span) {
  const count = Math.max(1, Math.ceil(span / MINUTE_MS));
  return { time: ngettext("%(count)s minute", "%(count)s minutes", count) };
}

/** @param {number} count */
export function viewersText(count) {
  return ngettext("%(count)s viewer", "%(count)s viewers", count);
}
