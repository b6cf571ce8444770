/** Searches containers, commands on containers, pages and settings for the command palette. Pure functions. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { PaletteHit, PaletteIndex, Place, Verb } from "../../../../types/palette.d.ts" */
import { fuzzyMatch } from "./fuzzy_match.js";

/** A typed verb is more specific than a name that happens to have the same letters. */
const VERB_SCORE = 400;
/** Two letters are enough for a verb. One letter would match half of them. */
const VERB_LETTERS = 2;
/** A label has so many letters that scattered ones would match every word. */
const PLACE_SCORE = 500;
/** Commands that follow the best container if no verb is typed. */
const COMMANDS_OF_BEST = 6;

/**
 * Return the best hits in order, at most `limit`, and the number of all hits. Every word must match.
 * @param {string} query
 * @param {PaletteIndex} index
 * @param {number} limit
 * @returns {{hits: PaletteHit[], total: number}}
 */
export function searchPalette(query, index, limit) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const best = new BestHits(limit);
  if (!words.length) return best.result();
  for (const place of index.places) addPlace(best, place, words);
  for (const container of index.containers) {
    const match = matchAll(words, container.name.toLowerCase());
    if (match) best.add({ kind: "container", container, ...match });
  }
  for (const [at, word] of words.entries())
    addCommands(best, index, { word, others: words.toSpliced(at, 1) });
  const { hits, total } = best.result();
  const all = withCommands(hits, index);
  return { hits: all.slice(0, limit), total: total + all.length - hits.length };
}

/**
 * Return the commands that are possible for a container, as hits.
 * @param {Container} container
 * @param {PaletteIndex} index
 * @returns {PaletteHit[]}
 */
export function commandsOf(container, { verbs, isLegal }) {
  return verbs
    .filter((verb) => isLegal(verb, container))
    .map((verb) => ({ kind: "command", verb, container, score: 0, positions: [] }));
}

/**
 * @param {BestHits} best
 * @param {Place} place
 * @param {string[]} words
 */
function addPlace(best, place, words) {
  const match = matchAll(words, place.label.toLowerCase());
  if (match && match.score > PLACE_SCORE) best.add({ kind: "place", place, ...match });
}

/**
 * Add the commands whose verb starts with `word` on the containers that match the other words.
 * @param {BestHits} best
 * @param {PaletteIndex} index
 * @param {{word: string, others: string[]}} typed
 */
function addCommands(best, { containers, verbs, isLegal }, { word, others }) {
  if (word.length < VERB_LETTERS) return;
  const meant = verbs.filter((verb) => verb.word.toLowerCase().startsWith(word));
  if (!meant.length) return;
  for (const container of containers) {
    const match = others.length
      ? matchAll(others, container.name.toLowerCase())
      : { score: 0, positions: [] };
    if (!match) continue;
    for (const verb of meant)
      if (isLegal(verb, container))
        best.add({
          kind: "command",
          verb,
          container,
          score: match.score + VERB_SCORE + (verb.word === word ? 1 : 0),
          positions: match.positions,
        });
  }
}

/**
 * Insert the possible commands of the best hit behind it if it is a container.
 * @param {PaletteHit[]} hits
 * @param {PaletteIndex} index
 */
function withCommands(hits, index) {
  const [first, ...others] = hits;
  if (first?.kind !== "container") return hits;
  const known = new Set(others.flatMap((hit) => (hit.kind === "command" ? [nameOf(hit)] : [])));
  const commands = commandsOf(first.container, index).filter((hit) => !known.has(nameOf(hit)));
  return [first, ...commands.slice(0, COMMANDS_OF_BEST), ...others];
}

/** @param {PaletteHit} hit */
function nameOf(hit) {
  return hit.kind === "command" ? `${hit.verb.name} ${hit.container.engine} ${hit.container.id}` : "";
}

/**
 * Return the sum of the scores and all positions of the words in a text, or null if a word does not match.
 * @param {string[]} words
 * @param {string} text
 */
function matchAll(words, text) {
  let score = 0;
  /** @type {number[]} */
  const positions = [];
  for (const word of words) {
    const match = fuzzyMatch(word, text);
    if (!match) return null;
    score += match.score;
    positions.push(...match.positions);
  }
  return { score: score / words.length, positions };
}

/** The hits with the highest scores, in order. It never holds more than its limit. Of equal ones the first stays first. */
class BestHits {
  /** @type {PaletteHit[]} */
  #hits = [];
  #total = 0;

  /** @param {number} limit */
  constructor(limit) {
    this.limit = limit;
  }

  /** @param {PaletteHit} hit */
  add(hit) {
    this.#total += 1;
    const last = this.#hits.at(-1);
    if (this.#hits.length === this.limit && last && hit.score <= last.score) return;
    let at = this.#hits.length;
    while (at > 0 && (this.#hits[at - 1]?.score ?? 0) < hit.score) at -= 1;
    this.#hits.splice(at, 0, hit);
    this.#hits.length = Math.min(this.#hits.length, this.limit);
  }

  result() {
    return { hits: this.#hits, total: this.#total };
  }
}
