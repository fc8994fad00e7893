// What everybody may read: terms, health, articles, the contract; and the language of it all.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json } from './support/client';
import { operations } from './support/contract';
import { newRequest, people } from './support/people';
import { Server, operator_host } from './support/server';

let server: Server;
let nobody: Client;
beforeAll(async () => {
  server = await Server.start();
  nobody = server.nobody();
});
afterAll(() => server?.stop());

const languages = ['ja', 'zh-Hans', 'en'] as const;

test('the contract is served as it is written', async () => {
  const served = (await nobody.get('/api/v1/openapi.json')).is(200);
  const routes = Object.entries(served.paths as Record<string, object>).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => key !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.sort()).toEqual(operations.map((each) => `${each.method} ${each.path}`).sort());
  expect(served.openapi).toBe('3.1.0');
  expect(served.info.version).toBe('1');
});

describe('probes', () => {
  test.each(['/healthz', '/readyz', '/metrics'])('%s', async (path) => {
    const reply = await nobody.get(path);
    reply.is(200);
    expect(reply.text).not.toBe('');
  });

  test('HEAD answers like GET without a body', async () => {
    for (const path of ['/healthz', '/api/v1/policy', '/api/v1/health']) {
      const reply = await nobody.call('HEAD', path);
      expect([path, reply.status, reply.text]).toEqual([path, 200, '']);
      expect(Number(reply.headers['content-length'])).toBeGreaterThan(0);
    }
  });

  test('a method that is not there', async () => {
    const reply = await nobody.call('PUT', '/api/v1/policy', { json: {} });
    reply.isProblem(405, 'method.not_allowed');
    expect(reply.headers.allow).toContain('GET');
  });

  test('a route that is not there', async () => {
    for (const path of ['/api/v1/nothing', '/api/v2/requests', '/api/v1/requests/x/y/z', '/api/v1/'])
      (await nobody.get(path)).isProblem(404, 'not_found');
  });

  test('every answer carries the security headers', async () => {
    for (const path of ['/healthz', '/api/v1/policy', '/api/v1/me', '/api/v1/nothing', '/']) {
      const { headers } = await nobody.get(path);
      expect(headers['content-security-policy']).toMatch(/default-src 'self'/);
      expect(headers['content-security-policy']).not.toMatch(/unsafe-inline|unsafe-eval/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

describe('terms', () => {
  test('say desks, severities, promises, phones in each language', async () => {
    const all = await Promise.all(
      languages.map(async (lang) => (await nobody.get(`/api/v1/policy?lang=${lang}`)).is(200)),
    );
    for (const terms of all) {
      expect(terms.desks.map((desk: Json) => desk.id)).toEqual(
        expect.arrayContaining(['technical', 'billing', 'presales']),
      );
      expect(terms.severities.map((each: Json) => each.id)).toEqual(['A', 'B', 'C']);
      expect(terms.phones.map((phone: Json) => phone.number)).toContain('+86 400-089-0365');
    }
    expect(new Set(all.map((terms) => terms.severities[0].means)).size).toBe(3);
  });

  test.each([
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['ja-JP', 'ja'],
    ['en-GB', 'en'],
    ['JA', 'ja'],
    ['fr', 'the first of the operator'],
    ['', 'the first of the operator'],
    ['%00', 'the first of the operator'],
  ])('lang=%s is %s', async (asked, meant) => {
    const reply = await nobody.get(`/api/v1/policy?lang=${asked}`);
    if (asked === '%00' && reply.status === 400) return;
    const terms = reply.is(200);
    const first = terms.languages[0];
    const same = (await nobody.get(`/api/v1/policy?lang=${meant.includes(' ') ? first : meant}`)).is(200);
    expect(terms.severities).toEqual(same.severities);
  });

  test('follow Accept-Language where nothing is asked for', async () => {
    const names = async (header: string): Promise<string> =>
      (await nobody.get('/api/v1/policy', { 'Accept-Language': header })).is(200).desks[0].name;
    expect(await names('ja,en;q=0.5')).not.toBe(await names('en'));
    expect(await names('fr,zh-CN;q=0.8,en;q=0.5')).toBe(await names('zh-Hans'));
  });

  test('are each operator’s own', async () => {
    const cn = (await nobody.get('/api/v1/policy?lang=en')).is(200);
    const ww = (await server.nobody(operator_host.ww).get('/api/v1/policy?lang=en')).is(200);
    expect([cn.operator.id, ww.operator.id]).toEqual(['m365-cn', 'm365-ww']);
    expect(ww.phones).not.toEqual(cn.phones);
  });
});

describe('problems', () => {
  test('are told in the language of the reader', async () => {
    const details = new Set<string>();
    for (const lang of languages) {
      const reply = await nobody.get('/api/v1/me', { 'Accept-Language': lang });
      const problem = reply.isProblem(401, 'unauthenticated');
      expect(reply.headers['content-language']).toBe(lang);
      details.add(`${problem.title} ${problem.detail}`);
    }
    expect(details.size).toBe(3);
  });

  test('are told in the language of the person who is signed in', async () => {
    const reply = await (await server.as(people.fabrikamAdmin)).get('/api/v1/requests/req_0000000000001');
    reply.isProblem(404, 'not_found');
    expect(reply.headers['content-language']).toBe('zh-Hans');
    const asked = await (
      await server.as(people.fabrikamAdmin)
    ).get('/api/v1/requests/req_0000000000001/timeline?lang=en');
    expect(asked.headers['content-language']).toBe('en');
  });

  test.each(languages)('name every wrong field in %s, with words', async (lang) => {
    const admin = await server.as(people.contosoAdmin);
    const reply = await admin.call('POST', `/api/v1/verdict?lang=${lang}`, {
      json: { desk: 5, impact: { service: 'sideways', people: null, workaround: 'no' }, what: 1 },
      headers: { 'Accept-Language': lang },
    });
    const problem = reply.is(422);
    expect(problem.errors.map((error: Json) => error.field).sort()).toEqual(
      ['desk', 'impact.people', 'impact.service', 'impact.workaround', 'what'].sort(),
    );
    for (const error of problem.errors) expect(error.message).not.toMatch(/^errors\.|[{}]/);
  });
});

describe('health', () => {
  test('S3 says how each service stands, to everybody', async () => {
    const health = (await nobody.get('/api/v1/health?lang=ja')).is(200);
    const services = (await nobody.get('/api/v1/policy?lang=ja')).is(200).services;
    expect(health.services.map((each: Json) => each.id)).toEqual(services.map((each: Json) => each.id));
    for (const service of health.services) expect(service.days.length).toBe(90);
  });

  test('S3 pages of incidents hold each once, the newest first', async () => {
    const seen: Json[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Json = (await nobody.get(`/api/v1/health/incidents?limit=2${after ? `&after=${after}` : ''}`)).is(
        200,
      );
      seen.push(...page.items);
      after = page.next;
    }
    expect(new Set(seen.map((each) => each.id)).size).toBe(seen.length);
    const starts = seen.map((each) => Date.parse(each.started_at));
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    for (const each of seen.slice(0, 3)) {
      expect((await nobody.get(`/api/v1/health/incidents/${each.id}`)).is(200)).toEqual(each);
      (await server.nobody(operator_host.ww).get(`/api/v1/health/incidents/${each.id}`)).isProblem(404, 'not_found');
    }
  });
});

describe('ask', () => {
  const ask = async (who: Client, q: string, rest = ''): Promise<Json[]> =>
    (await who.get(`/api/v1/ask?q=${encodeURIComponent(q)}${rest}`)).is(200).results;

  test.each([
    ['device management', 'en', 'Included in: '],
    ['デバイスの管理', 'ja', '含まれるプラン: '],
    ['设备管理', 'zh-Hans', '包含此功能的计划：'],
  ])('S27 "%s" also answers which plans hold it', async (question, lang, words) => {
    const [feature] = (await ask(nobody, question, `&lang=${lang}`)).filter((each) => each.kind === 'feature');
    expect(feature).toMatchObject({ id: 'device-management', url: '/plans#feature-device-management', lang });
    expect(feature.snippet).toContain(words);
    const page = (await nobody.get(`/plans?lang=${lang}`)).is(200) as string;
    expect(page).toContain('id="feature-device-management"');
  });

  test.each([
    ['メールボックスの移行', 'ja'],
    ['邮箱迁移', 'zh-Hans'],
    ['mailbox migration', 'en'],
  ])('%s finds articles, which open', async (question, lang) => {
    const results = await ask(nobody, question, `&lang=${lang}`);
    const articles = results.filter((each) => each.kind === 'article');
    expect(articles.length).toBeGreaterThan(0);
    expect(articles[0].lang).toBe(lang);
    const article = (await nobody.get(`/api/v1/articles/${articles[0].id}?lang=${lang}`)).is(200);
    expect(article).toMatchObject({ id: articles[0].id, title: articles[0].title, lang });
    expect(article.html).toMatch(/<p>|<h|<ol>|<ul>/);
    expect(article.html).not.toMatch(/<script|javascript:|onerror/);
  });

  test('one article in each of its languages', async () => {
    const [found] = (await ask(nobody, 'mailbox migration', '&lang=en')).filter((each) => each.kind === 'article');
    const { langs } = (await nobody.get(`/api/v1/articles/${found.id}?lang=en`)).is(200);
    for (const lang of langs)
      expect((await nobody.get(`/api/v1/articles/${found.id}?lang=${lang}`)).is(200).lang).toBe(lang);
  });

  test('keeps its limit, also while typing', async () => {
    for (const q of ['m', 'ma', 'mail', '移', '邮', 'メール'])
      expect((await ask(nobody, q, '&limit=3')).length).toBeLessThanOrEqual(3);
  });

  test.each(['"', '*', 'AND OR NOT', "'; drop table article; --", '((((', '%', '🦑', ' ', '\u200b', 'a'.repeat(400)])(
    'a strange question (%s) is no mistake',
    async (question) => {
      expect(Array.isArray(await ask(nobody, question))).toBe(true);
    },
  );

  test.each([
    ['', 422],
    ['?q=', 200],
    [`?q=${'a'.repeat(401)}`, 422],
    ['?q=mail&limit=0', 422],
    ['?q=mail&limit=51', 422],
    ['?q=mail&limit=-1', 422],
    ['?q=mail&limit=ten', 422],
    ['?q=%ff', 400],
    ['?q=%zz', 400],
  ])('/api/v1/ask%s is answered %i', async (query, status) => {
    (await nobody.get(`/api/v1/ask${query}`)).is(status);
  });

  test('finds my own requests, and nobody else’s', async () => {
    const admin = await server.as(people.contosoAdmin);
    const word = 'Zyxwabcq';
    const request = (await admin.post('/api/v1/requests', newRequest({ subject: `${word} は何ですか` }))).is(201);
    await expect
      .poll(async () => (await ask(admin, word)).map((each) => each.id), { timeout: 10_000 })
      .toContain(request.id);
    for (const other of [
      nobody,
      await server.as(people.fabrikamAdmin),
      await server.as(people.contosoUser),
      await server.as(people.contosoBilling),
    ])
      expect((await ask(other, word)).map((each) => each.id)).not.toContain(request.id);
  });
});
