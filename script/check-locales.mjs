// Holds locales/ complete: every language has the same files, keys and placeholders, every message parses, and
// every key that C++, the web application and the page templates name is there. No mistake of a policy is kept that
// nobody tells. Tells all that is wrong, exits 1.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';

const troubles = [];
const languages = readdirSync('locales').sort();
const catalogueOf = (language) =>
  new Map(
    readdirSync(`locales/${language}`)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) =>
        Object.entries(JSON.parse(readFileSync(`locales/${language}/${file}`, 'utf8'))).map(([key, message]) => [
          `${file.slice(0, -'.json'.length)}.${key}`,
          message,
        ]),
      ),
  );

/** The names of the placeholders of a parsed message, those in its branches too. */
const placeholdersOf = (nodes) =>
  nodes.flatMap((node) => [
    ...(node.type >= 1 && node.type <= 6 ? [node.value] : []),
    ...Object.values(node.options ?? {}).flatMap((branch) => placeholdersOf(branch.value)),
    ...placeholdersOf(node.children ?? []),
  ]);

function signature(language, key, message) {
  try {
    const nodes = new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst();
    return [...new Set(placeholdersOf(nodes))].sort().join(' ');
  } catch (error) {
    troubles.push(`locales/${language}: ${key} is no ICU message: ${error.message}`);
    return undefined;
  }
}

const catalogues = new Map(languages.map((language) => [language, catalogueOf(language)]));
const keys = new Set([...catalogues.values()].flatMap((catalogue) => [...catalogue.keys()]));
const areas = new Set([...keys].map((key) => key.split('.')[0]));

function compareLanguages() {
  for (const key of keys) {
    const seen = new Set();
    for (const [language, catalogue] of catalogues) {
      const message = catalogue.get(key);
      if (message === undefined) troubles.push(`locales/${language}: ${key} is missing`);
      else if (message.trim() === '') troubles.push(`locales/${language}: ${key} is empty`);
      else seen.add(signature(language, key, message));
    }
    seen.delete(undefined);
    if (seen.size > 1) troubles.push(`locales: ${key} has other placeholders in each language: ${[...seen].join(' | ')}`);
  }
}

const filesUnder = (folder, endings) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && endings.test(entry.name))
        .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
        .filter((file) => !file.includes('node_modules'))
    : [];

/** A name that ends with a dot is the beginning of names that are put together while running. */
const isKnown = (name) => (name.endsWith('.') ? [...keys].some((key) => key.startsWith(name)) : keys.has(name));

function checkUses(files, pattern, nameOf) {
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const match of text.matchAll(pattern)) {
      const name = nameOf(match);
      if (!areas.has(name.split('.')[0]) || name.endsWith('.json') || isKnown(name)) continue;
      const line = text.slice(0, match.index).split('\n').length;
      if (/\bFollower\b/.test(text.split('\n')[line - 1])) continue; // a follower's name, not a message's
      troubles.push(`${file}:${line}: no message is called ${name}`);
    }
  }
}

/** For an area whose keys are never put together while running. */
function checkUnused(area, files) {
  const named = new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/"[a-z_]+\.[a-z_.]+"/g) ?? []));
  for (const key of keys)
    if (key.startsWith(`${area}.`) && !named.has(`"${key}"`)) troubles.push(`locales: nobody says ${key}`);
}

compareLanguages();
const sources = filesUnder('src', /\.[hc]pp$/);
checkUses(sources, /"([a-z_]+\.[a-z_.]+)"/g, ([, name]) => name);
checkUses(sources, /\bfail\(\s*ErrorCode::\w+,\s*"([^"]+)"/g, ([, key]) => `errors.${key}`);
checkUses(sources, /\bfail_field\(\s*"[^"]*",\s*"([^"]+)"/g, ([, key]) => `errors.${key}`);
for (const folder of ['web/src', 'web/pane']) {
  const files = filesUnder(folder, /\.(svelte|ts)$/);
  checkUses(files, /\bt\(\s*'([A-Za-z_.]+)'/g, ([, name]) => name);
  checkUses(files, /\bt\(\s*`([A-Za-z_.]+)\$\{/g, ([, name]) => name.replace(/[^.]*$/, ''));
}
checkUses(filesUnder('web/site', /\.mustache$/), /\{\{#say\}\}([a-zA-Z_.]+)\{\{\/say\}\}/g, ([, name]) => name);

checkUnused('mistakes', sources);

for (const trouble of troubles) console.error(trouble);
process.exit(troubles.length > 0 ? 1 : 0);
