/** Translated words for projects. */

/** @import { Project, ProjectState } from "../../../types/view.d.ts" */
import { gettext } from "./i18n.js";

/** @type {Record<ProjectState, () => string>} */
const WORDS = {
  degraded: () => gettext("degraded"),
  partial: () => gettext("partial"),
  up: () => gettext("up"),
  stopped: () => gettext("stopped"),
};

/**
 * Return the word for the state of a project.
 * @param {Pick<Project, "word">} project
 */
export function projectWord({ word }) {
  return WORDS[word]();
}

/**
 * Return how many containers of a project are running, such as "9 of 10".
 * @param {Pick<Project, "running" | "total">} project
 */
export function projectCount({ running, total }) {
  return gettext("%(running)s of %(total)s", { running, total });
}
