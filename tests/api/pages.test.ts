// The public pages of the policy, read as a browser without a script reads them: nothing that the policy says to people
// is missing, every paragraph can be linked to, and all of it is small. S1, S6, S10, S24, S27, S31.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Server, operator_host } from './support/server';

const languages = ['en', 'ja', 'zh-Hans'] as const;
type Lang = (typeof languages)[number];
const pages = ['/', '/plans', '/who-does-what'];
const operators = [
  { host: operator_host.cn, policy: 'm365-21vianet' },
  { host: operator_host.ww, policy: 'm365-worldwide' },
] as const;
const bytes_max = 60_000;

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server?.stop());

const read = async (host: string, path: string, lang: Lang): Promise<string> =>
  (await server.nobody(host).get(`${path}?lang=${lang}`)).is(200) as string;

const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((found) => found[1]!);

/** What a reader sees: no tags, no entities. */
const seen = (html: string): string =>
  html
    .replace(/<script[^]*?<\/script>|<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&apos;|&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** The texts that the file of a policy has in one language, and the names that are the same in all. */
function textsOf(policy: string, lang: Lang): string[] {
  const file = readFileSync(fileURLToPath(new URL(`../../policies/${policy}.toml`, import.meta.url)), 'utf8');
  const inLanguage = all(file, new RegExp(`[{,]\\s*${lang}\\s*=\\s*"([^"]*)"`, 'g'));
  const inAll = all(file, /^(?:name|number|address|account)\s*=\s*"([^"]*)"/gm);
  return [...inLanguage, ...inAll];
}

describe.each(operators)('$policy', ({ host, policy }) => {
  test.each(languages)('every text of the policy stands on a page, in %s', async (lang) => {
    const told = (await Promise.all([...pages, '/health'].map((path) => read(host, path, lang)))).map(seen).join(' ');
    const texts = textsOf(policy, lang);
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.filter((text) => !told.includes(text))).toEqual([]);
  });

  describe.each(pages)('%s', (path) => {
    test.each(languages)('names its language and its others, in %s', async (lang) => {
      const reply = await server.nobody(host).get(`${path}?lang=${lang}`);
      const html = reply.is(200) as string;
      expect(reply.headers['content-language']).toBe(lang);
      expect(html).toContain(`<html lang="${lang}">`);
      const others = [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)];
      expect(others.map((found) => found[1]).sort()).toEqual([...languages].sort());
      for (const [, other, address] of others)
        expect(await read(host, address!.split('?')[0]!, other as Lang)).toContain(`<html lang="${other}">`);
    });

    test.each(languages)('has headings in order, and a place for every link into it, in %s', async (lang) => {
      const html = await read(host, path, lang);
      const levels = all(html, /<h([1-6])\b/g).map(Number);
      expect(levels.filter((level) => level === 1)).toEqual([1]);
      levels.forEach((level, at) => expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1));
      const ids = all(html, /\bid="([^"]+)"/g);
      expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
      for (const target of all(html, /href="#([^"]+)"/g)) expect(ids).toContain(target);
    });

    test.each(languages)('is small and asks for nothing that the content policy refuses, in %s', async (lang) => {
      const html = await read(host, path, lang);
      expect(gzipSync(html).length).toBeLessThan(bytes_max);
      expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<script>|public\.|\{\{/);
      expect(html).not.toMatch(/<(small|dd|li|p|b|span)><\/\1>/);
    });

    test('has the same paragraphs in every language', async () => {
      const ids = await Promise.all(
        languages.map(async (lang) => all(await read(host, path, lang), /\bid="([^"]+)"/g)),
      );
      expect(ids[1]).toEqual(ids[0]);
      expect(ids[2]).toEqual(ids[0]);
    });
  });

  test('links from one page to another lead to a paragraph', async () => {
    for (const path of pages)
      for (const [, page, id] of (await read(host, path, 'en')).matchAll(/href="(\/[a-z-]*)#([^"]+)"/g))
        expect(await read(host, page!, 'en'), `${page}#${id}`).toContain(`id="${id}"`);
  });
});

test('S6 hours by the caller’s own clock are not told by another clock', async () => {
  const html = await read(operator_host.ww, '/', 'en');
  const row = /<tbody id="desk-billing">[^]*?<\/tbody>/.exec(html)![0];
  expect(row).toContain('By the clock where you are');
  expect(row).toMatch(/data-open="\d{4}-\d\d-\d\dT09:00:00\/\d{4}-\d\d-\d\dT17:00:00 /);
  expect(row).not.toMatch(/<b class="/);
});

test('S31 S32 the rules of counting stand on the page of both operators', async () => {
  for (const { host } of operators) {
    const html = await read(host, '/', 'en');
    for (const rule of ['waiting', 'raised', 'lowered', 'silence', 'solved', 'change', 'one'])
      expect(html).toContain(`id="rule-${rule}"`);
  }
});

test('S10 nothing of one operator stands on the pages of the other', async () => {
  expect(await read(operator_host.ww, '/', 'en')).not.toMatch(/400-089-0365|21Vianet|WeChat/);
  expect(await read(operator_host.cn, '/', 'en')).not.toMatch(/m365-ww|\+81 120/);
});

describe('for search engines', () => {
  const { cn, ww } = operator_host;

  test("robots are shown the map, and kept out of what is nobody's", async () => {
    const text = (await server.nobody(cn).get('/robots.txt')).is(200) as string;
    expect(text).toContain('Disallow: /portal\n');
    expect(text).toMatch(/^Sitemap: http:\/\/[^ ]+\/sitemap\.xml$/m);
  });

  test('the map leads to every public article in every language it has, and to nothing else', async () => {
    const index = (await server.nobody(cn).get('/sitemap.xml')).is(200) as string;
    const paths = all(index, /<loc>http:\/\/[^/]+([^<]+)<\/loc>/g);
    expect(paths).toEqual(['/sitemap/pages.xml', '/sitemap/articles.xml']);
    const map = (await server.nobody(cn).get(paths[1]!)).is(200) as string;
    const found = all(map, /<loc>http:\/\/[^/]+([^<]+)<\/loc>/g);
    expect(found.length).toBeGreaterThan(60);
    for (const path of found.slice(0, 9)) {
      const html = (await server.nobody(cn).get(path)).is(200) as string;
      expect(html).toContain(`<html lang="${path.split('lang=')[1]}">`);
      expect(html).toContain(`<link rel="canonical" href="${path}">`);
      expect(all(html, /<link rel="alternate" hreflang="([^"]+)"/g).toSorted()).toEqual(['en', 'ja', 'zh-Hans']);
    }
    const other = (await server.nobody(ww).get('/sitemap/articles.xml')).is(200) as string;
    for (const path of found) expect(other).not.toContain(path);
    expect(await server.nobody(cn).get('/sitemap/articles.xml?after=nonsense')).toMatchObject({ status: 200 });
  });
});
