/** The HTTP client for the JSON API. Every error becomes a `Failure`. */

/** @import { Problem } from "../../../types/images.d.ts" */
import { gettext } from "./i18n.js";
import { retry } from "./retry.js";

const ANSWER_WITHIN_MS = 60_000;
/**
 * Delays before a request is sent again. A browser aborts its requests when a network interface of its machine changes.
 * An engine on that machine adds or removes an interface with each container.
 */
const RETRIES_MS = [0, 50, 200, 600];

/** An error of the API (`docs/protocol.md`): `code` is stable, `message` is a sentence in the page's language. */
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
 * Send a request and return the JSON of the response. Throws a `Failure`, or an `AbortError` if `signal` aborts. A GET
 * without a response, or a POST that changes nothing (`isSafe`), is sent again up to four times within about a second.
 * Other requests are never sent twice, because the server may have run them.
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {string} path
 * @param {{body?: object, signal?: AbortSignal, isSafe?: boolean}} [options] `signal` aborts the request
 * @returns {Promise<any>}
 */
export async function ask(method, path, { isSafe = method === "GET", ...options } = {}) {
  const isTemporary = (/** @type {unknown} */ error) =>
    error instanceof Failure && error.code === "no_server";
  return retry(() => askOnce(method, path, options), isSafe ? RETRIES_MS : [], isTemporary);
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
 * Return a path of the API, with each part URL-encoded.
 * @param {...string} parts
 */
export function api(...parts) {
  return `/api/v1/${parts.map(encodeURIComponent).join("/")}`;
}

/**
 * Return the problem to show for a thrown value.
 * @param {unknown} error
 * @returns {Problem}
 */
export function toProblem(error) {
  if (error instanceof Failure) return error.problem;
  return { status: 0, code: "internal_error", detail: String(error) };
}

/** Add the page's language, in which the server writes its texts. @param {string} path */
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
