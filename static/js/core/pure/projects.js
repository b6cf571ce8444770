/**
 * Groups containers by project and names them within it. A project is what a Compose project or another label of the
 * setting `DOCKCYCLE_PROJECT_LABELS` groups on one engine.
 */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { Project, ProjectState } from "../../../../types/view.d.ts" */
import { problemOf } from "./problems.js";
import { keyOf } from "./store.js";

/** Causes of an exit that somebody requested (`dockcycle/domain/lifecycle/causes.py`). */
const REQUESTED = new Set([
  "stopped",
  "stop_killed",
  "signalled",
  "killed",
  "force_removed",
  "loop_ended",
  "exited_after_signal",
]);
/** A name without its project, as Compose forms it (`api-1`) or as Swarm does (`api.1.x3k…`, 25 characters). */
const REPLICA = /^(.+?)[-_](\d+)$/;
const TASK = /^(.+?)\.(\d+)\.[a-z0-9]{25}$/;

/**
 * Return the key of a project. It contains the engine: equal names on two engines are two projects.
 * @param {{engine: string, project: string}} of
 */
export function projectKey({ engine, project }) {
  return `${engine}/${project}`;
}

/**
 * Return the projects of `containers` by their keys, in the order of their first containers.
 * @param {Iterable<Container>} containers
 * @param {number} now milliseconds since 1970
 * @returns {Map<string, Project>}
 */
export function projectsOf(containers, now) {
  /** @type {Map<string, Container[]>} */
  const members = new Map();
  for (const container of containers) {
    if (container.project === null) continue;
    const key = projectKey({ engine: container.engine, project: container.project });
    const known = members.get(key);
    if (known) known.push(container);
    else members.set(key, [container]);
  }
  return new Map([...members].map(([key, all]) => [key, projectOf(all, now)]));
}

/**
 * @param {Container[]} members at least one
 * @param {number} now
 * @returns {Project}
 */
function projectOf(members, now) {
  const { engine = "", project = "" } = members[0] ?? {};
  const running = members.filter(({ state }) => state === "running").length;
  const problems = members.filter((container) => problemOf(container, now) !== null).length;
  return {
    engine,
    name: project ?? "",
    word: stateOf(members, problems),
    running,
    total: members.length,
    problems,
  };
}

/**
 * @param {Container[]} members
 * @param {number} problems
 * @returns {ProjectState}
 */
function stateOf(members, problems) {
  if (problems) return "degraded";
  if (!members.some(({ state }) => state === "running" || state === "paused")) return "stopped";
  return members.some(isDown) ? "partial" : "up";
}

/**
 * Return whether a container keeps its project from being up: it is created, paused, or exited for another reason than
 * the end of its job.
 * @param {Container} container
 */
function isDown({ state, exitCode, cause }) {
  if (state === "exited") return exitCode !== 0 || REQUESTED.has(cause?.code ?? "");
  return state === "created" || state === "paused";
}

/**
 * Return the names of the containers of one project, by the keys of the containers. No two names are equal. A name is
 * the first of three that no other container has: the service (`api`), the name without its project (`api-1`), and the
 * whole name. The number stays if the service has several replicas, or if it is not 1.
 * @param {readonly Container[]} members all containers of the project
 * @returns {Map<string, string>}
 */
export function serviceNames(members) {
  const parts = members.map(partsOf);
  const replicas = countsOf(parts.map(({ service }) => service));
  let forms = parts.map(({ service, number, own, full }) => {
    const isAlone = number === "1" && replicas.get(service) === 1;
    return [...new Set(isAlone ? [service, own, full] : [own, full])];
  });
  for (let isUnique = false; !isUnique;) {
    const owners = countsOf(forms.map(first));
    isUnique = true;
    forms = forms.map((form) => {
      if (form.length === 1 || owners.get(first(form)) === 1) return form;
      isUnique = false;
      return form.slice(1);
    });
  }
  return new Map(members.map((container, index) => [keyOf(container), first(forms[index] ?? [])]));
}

/**
 * Return the name of one container below the heading of its project. `serviceNames` names all of them in one pass.
 * @param {Container} container
 * @param {{siblings: readonly Container[]}} of all containers of its project, itself included
 */
export function serviceName(container, { siblings }) {
  return serviceNames(siblings).get(keyOf(container)) ?? container.name;
}

/**
 * Return the parts of a name. `own` is the name without the project before it. Without a number, `service` is `own`.
 * @param {Container} container
 */
function partsOf({ name, project, service }) {
  const isPrefixed =
    project !== null && /^[-_]./.test(name.slice(project.length)) && name.startsWith(project);
  const own = isPrefixed ? name.slice(project.length + 1) : name;
  if (!isPrefixed || own === service) return { full: name, own, service: own, number: "" };
  const [, base = own, number = ""] = TASK.exec(own) ?? REPLICA.exec(own) ?? [];
  return { full: name, own, service: base, number };
}

/** @param {string[]} names */
function countsOf(names) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** @param {string[]} form */
function first(form) {
  return form[0] ?? "";
}
