/** The one place that asks the server over HTTP: JSON there and back, and one shape for all that goes wrong. */

/** @import { Problem } from "../../../types/images.d.ts" */
import { gettext } from "./i18n.js";

const ANSWER_WITHIN_MS = 60_000;
/** A browser drops its requests when a network of its machine changes, as it does with each container beside it. */
const RETRIES_MS = [0, 50, 200, 600];

/** What went wrong, in the words of the protocol: `code` is stable, `message` a sentence for people. */
export class Failure extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail);
    this.name = "Failure";
    this.problem = problem;
    this.code = problem.code;
  }
}

/**
 * Ask the server; returns its JSON, raises Failure. What may change something is never sent twice by itself; a GET
 * that got no answer is sent again, at once and up to four times within a second.
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {string} path
 * @param {{body?: object, signal?: AbortSignal}} [options] `signal` gives the question up
 * @returns {Promise<any>}
 */
export async function ask(method, path, options = {}) {
  for (const wait of method === "GET" ? RETRIES_MS : []) {
    try {
      return await askOnce(method, path, options);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "no_server") throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return askOnce(method, path, options);
}

/**
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {string} path
 * @param {{body?: object, signal?: AbortSignal}} options
 * @returns {Promise<any>}
 */
async function askOnce(method, path, { body, signal }) {
  const within = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const response = await fetch(spoken(path), {
    method,
    cache: "no-store",
    signal: signal ? AbortSignal.any([within, signal]) : within,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : null,
  }).catch(unanswered);
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return answer;
  throw new Failure(answer?.code ? answer : unreadable(response.status));
}

/**
 * Return an address of the API with each part of it written as one.
 * @param {...string} parts
 */
export function api(...parts) {
  return `/api/v1/${parts.map(encodeURIComponent).join("/")}`;
}

/**
 * Return what to say of anything that was thrown.
 * @param {unknown} error
 * @returns {Problem}
 */
export function toProblem(error) {
  if (error instanceof Failure) return error.problem;
  return { status: 0, code: "internal_error", detail: String(error) };
}

/** The server answers in the page's language. @param {string} path */
function spoken(path) {
  const { lang } = document.documentElement;
  return `${path}${path.includes("?") ? "&" : "?"}lang=${encodeURIComponent(lang)}`;
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function unanswered(error) {
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  const late = error instanceof DOMException && error.name === "TimeoutError";
  throw new Failure(
    late
      ? {
          status: 0,
          code: "unknown_outcome",
          detail: gettext(
            "The server did not answer within 60 s. The result is unknown. Check the board before you try again.",
          ),
        }
      : {
          status: 0,
          code: "no_server",
          detail: gettext("The Dockcycle server is not responding. Check that Dockcycle is running."),
        },
  );
}

/**
 * @param {number} status
 * @returns {Problem}
 */
function unreadable(status) {
  const detail = gettext("The page could not read the answer of the server (HTTP status %(status)s).", {
    status,
  });
  return { status, code: "internal_error", detail };
}
