/**
 * Bundles pages with rolldown: `node tools/bundle.js FOLDER PAGES`, called by `tools/bundle.py`. PAGES is JSON: a list of
 * `{view, modules}`, where `modules` are the paths of the modules that the page loads at first, the entry first. Prints
 * JSON: for each view, the paths of the bundles that the page loads at first, the entry first.
 */
import { join } from "node:path";
import { rolldown } from "rolldown";

const [folder, pages] = process.argv.slice(2);

/**
 * Write the bundles of one page to `FOLDER/view`. The entry is a bundle of its own, because a module that the entry
 * waits for (`await import()`) must not import it. All other modules that the page loads at first are one bundle, and
 * each module that it loads later is one bundle.
 */
async function write({ view, modules }) {
  const [entry, ...others] = modules;
  const atFirst = new Set(others);
  const bundle = await rolldown({ input: entry });
  const { output } = await bundle.write({
    dir: join(folder, view),
    format: "es",
    minify: true,
    sourcemap: true,
    codeSplitting: { groups: [{ name: "first", test: (module) => atFirst.has(module) }] },
  });
  await bundle.close();
  return [view, loadedAtFirst(output).map((name) => join(folder, view, name))];
}

/** Return the file name of the entry, then of all bundles that it imports directly or indirectly. */
function loadedAtFirst(output) {
  const chunks = new Map(
    output.filter(({ type }) => type === "chunk").map((chunk) => [chunk.fileName, chunk]),
  );
  const found = new Set(
    [...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName),
  );
  for (const name of found) for (const imported of chunks.get(name).imports) found.add(imported);
  return [...found];
}

const written = await Promise.all(JSON.parse(pages).map(write));
process.stdout.write(JSON.stringify(Object.fromEntries(written)));
