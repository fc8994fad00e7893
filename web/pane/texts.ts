/** While building: picks from /locales what the pane's own files name, so that the script carries nothing else. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const here = import.meta.dirname;
const locales = join(here, '../../locales');
const languages = ['en', 'ja', 'zh-Hans'];

/** Whole keys, and the beginnings of those that are put together while running. */
function namedKeys(): { whole: Set<string>; beginnings: string[] } {
  const files = readdirSync(here).filter((file) => /\.(svelte|ts)$/.test(file));
  const text = files.map((file) => readFileSync(join(here, file), 'utf8')).join('\n');
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, key]) => key ?? '');
  return {
    whole: new Set(found(/'((?:embed|portal|shared)\.[\w.]+)'/g)),
    beginnings: found(/`((?:embed|portal|shared)\.[\w.]*\.)\$\{/g),
  };
}

function textsOf(language: string): Record<string, string> {
  const { whole, beginnings } = namedKeys();
  const picked: Record<string, string> = {};
  for (const place of ['embed', 'portal', 'shared']) {
    const catalogue: Record<string, string> = JSON.parse(
      readFileSync(join(locales, language, `${place}.json`), 'utf8'),
    );
    for (const [name, text] of Object.entries(catalogue)) {
      const key = `${place}.${name}`;
      const begun = beginnings.some((beginning) => key.startsWith(beginning));
      if (!whole.has(key) && !begun) continue;
      if (/\{\w+\s*,|'[{}']/.test(text)) throw new Error(`the pane cannot say ${key}: more than plain placeholders`);
      picked[key] = text;
    }
  }
  return picked;
}

export function usedTexts(): Plugin {
  const virtual = '\0virtual:texts';
  return {
    name: 'used-texts',
    resolveId: (id) => (id === 'virtual:texts' ? virtual : undefined),
    load: (id) =>
      id === virtual
        ? `export default ${JSON.stringify(Object.fromEntries(languages.map((each) => [each, textsOf(each)])))}`
        : undefined,
  };
}
