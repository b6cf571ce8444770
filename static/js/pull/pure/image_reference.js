/** Parses an image name by the grammar of distribution/reference. Pure. */

const PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const NAME = new RegExp(`^${PART}(?:/${PART})*$`);
const HOST =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::(\d{1,5}))?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/i;
const NAME_AT_MOST = 255;
const PORT_AT_MOST = 65_535;
const DEFAULT = "docker.io";

/** @typedef {"empty" | "space" | "upper" | "host" | "name" | "tag" | "digest" | "long"} Wrong */
/**
 * @typedef {{registry: string, name: string, tag: string, digest: string, wrong: Wrong | null}} Reference `tag` is `latest` if the name has neither tag nor digest
 */

/**
 * Return the parts of an image name and its first error. A pasted `docker pull` before the name is ignored.
 * @param {string} text
 * @returns {Reference}
 */
export function readReference(text) {
  const written = bare(text);
  const [named = "", digest = ""] = halves(written, "@");
  const { host, path } = parted(named);
  const [short = "", tag = ""] = tagged(path);
  const registry = !host || host === "index.docker.io" ? DEFAULT : host;
  const name = registry === DEFAULT && short && !short.includes("/") ? `library/${short}` : short;
  const parts = { registry, name, tag: tag || (digest ? "" : "latest"), digest };
  return { ...parts, wrong: wrongIn({ written, host, short, tag, digest, path }) };
}

/**
 * Return the image name without a `docker pull` command before it.
 * @param {string} text
 */
export function bare(text) {
  return text.trim().replace(/^(?:\$\s*)?docker\s+(?:image\s+)?pull\s+(?:-q\s+)?/, "");
}

/**
 * Return the full name: registry, repository, and the digest or else the tag.
 * @param {Reference} reference
 */
export function fullName({ registry, name, tag, digest }) {
  return `${registry}/${name}${tag && !digest ? `:${tag}` : ""}${digest ? `@${digest}` : ""}`;
}

/**
 * Split off the registry: a first part with a dot, a colon or a capital letter, or `localhost`.
 * @param {string} named
 */
function parted(named) {
  const slash = named.indexOf("/");
  const first = named.slice(0, Math.max(0, slash));
  const isHost = slash >= 0 && (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase());
  return isHost ? { host: first, path: named.slice(slash + 1) } : { host: "", path: named };
}

/** @param {string} path */
function tagged(path) {
  const colon = path.indexOf(":", path.lastIndexOf("/") + 1);
  return colon < 0 ? [path, ""] : [path.slice(0, colon), path.slice(colon + 1)];
}

/** @param {string} text @param {string} at */
function halves(text, at) {
  const index = text.indexOf(at);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}

/**
 * @param {{written: string, host: string, short: string, tag: string, digest: string, path: string}} parts
 * @returns {Wrong | null}
 */
function wrongIn({ written, host, short, tag, digest, path }) {
  if (!written) return "empty";
  if (/\s/.test(written)) return "space";
  if (host && !isHost(host)) return "host";
  if (short.length > NAME_AT_MOST) return "long";
  if (short !== short.toLowerCase()) return "upper";
  if (!NAME.test(short)) return "name";
  if (path.includes(":") && !TAG.test(tag)) return "tag";
  return written.includes("@") && !DIGEST.test(digest) ? "digest" : null;
}

/** @param {string} host */
function isHost(host) {
  const [, port] = HOST.exec(host) ?? [null, null];
  return port !== null && Number(port ?? 1) <= PORT_AT_MOST;
}
