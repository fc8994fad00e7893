// S10: two operators in one installation. Nothing of the one can be seen, guessed or reached from the other.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json } from './support/client';
import { newRequest, people } from './support/people';
import { Server, demo_password, operator_host } from './support/server';

const { cn, ww } = operator_host;
let server: Server;
/** The same e-mail and password, at each operator. */
let admin: { cn: Client; ww: Client };
let agent: { cn: Client; ww: Client };
beforeAll(async () => {
  server = await Server.start();
  admin = { cn: await server.as(people.contosoAdmin, cn), ww: await server.as(people.contosoAdmin, ww) };
  agent = { cn: await server.as(people.agent, cn), ww: await server.as(people.wwAgent, ww) };
});
afterAll(() => server?.stop());

const items = async (client: Client, path: string): Promise<Json[]> => (await client.get(path)).is(200).items;
const ids = (all: Json[]): string[] => all.map((each: Json) => each.id);
const wwRequest = (): Record<string, unknown> => newRequest({ desk: 'technical', impact: { service: 'question' } });

describe('S10 people', () => {
  test('the same e-mail at both is two accounts', async () => {
    const [here, there] = [(await admin.cn.get('/api/v1/me')).is(200), (await admin.ww.get('/api/v1/me')).is(200)];
    expect(here.email).toBe(there.email);
    expect(here.id).not.toBe(there.id);
    expect(here.organization.id).not.toBe(there.organization.id);
    expect([here.operator.id, there.operator.id]).toEqual(['m365-cn', 'm365-ww']);
  });

  test('agents of one are unknown at the other', async () => {
    (await server.nobody(ww).signIn(people.agent, demo_password)).isProblem(401, 'sign_in.wrong');
    (await server.nobody(cn).signIn(people.wwAgent, demo_password)).isProblem(401, 'sign_in.wrong');
    const [here, there] = [await items(agent.cn, '/api/v1/agents'), await items(agent.ww, '/api/v1/agents')];
    expect(here.length).toBeGreaterThan(0);
    expect(there.length).toBeGreaterThan(0);
    expect(ids(here).filter((id) => ids(there).includes(id))).toEqual([]);
  });

  test('cookies and tokens hold at their own operator alone', async () => {
    for (const [client, other] of [
      [admin.cn, ww],
      [admin.ww, cn],
      [agent.cn, ww],
      [agent.ww, cn],
    ] as const) {
      (await client.at(other).get('/api/v1/me')).isProblem(401, 'unauthenticated');
      (await client.at(other).get('/api/v1/requests')).isProblem(401, 'unauthenticated');
      const bearer = { Authorization: `Bearer ${client.token}` };
      (await server.nobody(other).get('/api/v1/me', bearer)).isProblem(401, 'unauthenticated');
    }
  });
});

describe('S10 requests', () => {
  let theirs: Json;
  beforeAll(async () => {
    theirs = (await admin.ww.post('/api/v1/requests', wwRequest())).is(201);
  });

  test('are in the lists and counters of their own operator alone', async () => {
    for (const [mine, other] of [
      [admin.ww, admin.cn],
      [agent.ww, agent.cn],
    ] as const) {
      expect(ids(await items(mine, '/api/v1/requests?limit=100'))).toContain(theirs.id);
      expect(ids(await items(other, '/api/v1/requests?limit=100'))).not.toContain(theirs.id);
    }
    const before = (await agent.cn.get('/api/v1/requests/counts')).is(200);
    (await admin.ww.post('/api/v1/requests', wwRequest())).is(201);
    expect((await agent.cn.get('/api/v1/requests/counts')).is(200)).toEqual(before);
  });

  test('are not found from the other, by nobody and no way', async () => {
    for (const client of [admin.cn, agent.cn]) {
      const path = `/api/v1/requests/${theirs.id}`;
      for (const part of ['', '/timeline', '/receipt']) (await client.get(path + part)).isProblem(404, 'not_found');
      (await client.post(`${path}/messages`, { text: 'hello', visibility: 'public' })).isProblem(404, 'not_found');
      (await client.patch(path, { status: 'solved' }, theirs.version)).isProblem(404, 'not_found');
    }
    (await agent.cn.get(`/api/v1/requests/${theirs.id}/related`)).isProblem(404, 'not_found');
  });

  test('the foreign answer is that of what does not exist', async () => {
    const foreign = (await agent.cn.get(`/api/v1/requests/${theirs.id}`)).isProblem(404);
    const unknown = (await agent.cn.get('/api/v1/requests/req_06zzzzzzzzzzz')).isProblem(404);
    expect({ ...foreign, instance: '' }).toEqual({ ...unknown, instance: '' });
  });

  test('attachments are fetched and used at their own operator alone', async () => {
    const file = (await admin.ww.upload('secret.txt', 'worldwide only')).is(201);
    const message = { text: 'see file', visibility: 'public', attachments: [file.id] };
    (await admin.ww.post(`/api/v1/requests/${theirs.id}/messages`, message)).is(201);
    expect((await admin.ww.get(`/api/v1/attachments/${file.id}`)).status).toBe(200);
    for (const client of [admin.cn, agent.cn])
      (await client.get(`/api/v1/attachments/${file.id}`)).isProblem(404, 'not_found');
    const loose = (await admin.ww.upload('loose.txt', 'not yet used')).is(201);
    const own = (await admin.cn.post('/api/v1/requests', newRequest())).is(201);
    const stolen = await admin.cn.post(`/api/v1/requests/${own.id}/messages`, { ...message, attachments: [loose.id] });
    expect([404, 422]).toContain(stolen.status);
  });

  test('live events of one are not told at the other', async () => {
    const [here, there] = [await agent.cn.events(), await agent.ww.events()];
    try {
      const opened = (await admin.ww.post('/api/v1/requests', wwRequest())).is(201);
      await there.next((event) => event.data.request === opened.id);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(JSON.stringify(here.seen)).not.toContain(opened.id);
    } finally {
      here.close();
      there.close();
    }
  });

  test('the queue of the other cannot be entered by its desk', async () => {
    (await admin.cn.post('/api/v1/requests', newRequest({ desk: 'small-business' }))).isProblem(422);
  });
});

describe('S10 what everybody may read', () => {
  test('policies differ: name, desks, phones, hours, first language', async () => {
    const terms = async (host: string): Promise<Json> =>
      (await server.nobody(host).get('/api/v1/policy?lang=en')).is(200);
    const [here, there] = [await terms(cn), await terms(ww)];
    expect(here.operator.name).not.toBe(there.operator.name);
    expect(ids(here.desks)).not.toContain('small-business');
    expect(ids(there.desks)).toContain('small-business');
    const numbers = (of: Json): string[] => of.phones.map((phone: Json) => phone.number);
    expect(numbers(here).filter((number) => numbers(there).includes(number))).toEqual([]);
    const first = async (host: string): Promise<string> =>
      (await server.nobody(host).get('/api/v1/policy', { 'Accept-Language': 'fr' })).is(200).desks[0].name;
    expect(await first(cn)).toBe('技术支持');
    expect(await first(ww)).toBe('Technical support');
  });

  test('S21 the same wish leads to A worldwide and to B in China without the agreement', async () => {
    const wish = { desk: 'technical', impact: { service: 'down', people: 'many' } };
    const ask = async (host: string): Promise<Json> =>
      (await (await server.as(people.fabrikamAdmin, host)).post('/api/v1/verdict?lang=en', wish)).is(200);
    expect((await ask(cn)).severity.id).toBe('B');
    expect((await ask(ww)).severity.id).toBe('A');
  });

  test('S9 the small-business desk opens to its add-on, and to nobody else', async () => {
    const ask = async (email: string): Promise<string> =>
      (await (await server.as(email, ww)).post('/api/v1/verdict?lang=en', { desk: 'small-business' })).is(200).answer;
    expect(await ask(people.fabrikamAdmin)).toBe('allowed');
    expect(await ask(people.contosoAdmin)).toBe('no_subscription');
  });

  test('incidents are each one’s own', async () => {
    const path = '/api/v1/health/incidents?limit=100';
    const [here, there] = [await items(server.nobody(cn), path), await items(server.nobody(ww), path)];
    expect(here.length).toBeGreaterThan(0);
    expect(there.length).toBeGreaterThan(0);
    for (const each of there)
      (await server.nobody(cn).get(`/api/v1/health/incidents/${each.id}`)).isProblem(404, 'not_found');
    const services = (await server.nobody(cn).get('/api/v1/health')).is(200).services;
    expect(ids(services)).not.toContain('teams');
  });

  test('searching finds nothing of the other: articles, incidents, requests', async () => {
    const ask = async (client: Client, words: string): Promise<Json[]> =>
      (await client.get(`/api/v1/ask?limit=50&lang=en&q=${encodeURIComponent(words)}`)).is(200).results;
    const [here, there] = [await ask(admin.cn, 'mailbox meetings'), await ask(admin.ww, 'mailbox meetings')];
    expect(here.length).toBeGreaterThan(0);
    expect(there.length).toBeGreaterThan(0);
    const data = (all: Json[]): string[] =>
      all.filter((each) => ['article', 'incident', 'request'].includes(each.kind)).map((each) => each.id);
    expect(data(here).filter((id) => data(there).includes(id))).toEqual([]);
    const article = there.find((each) => each.kind === 'article');
    (await server.nobody(ww).get(`/api/v1/articles/${article.id}`)).is(200);
    (await server.nobody(cn).get(`/api/v1/articles/${article.id}`)).isProblem(404, 'not_found');
  });

  test('the public pages speak of their own operator', async () => {
    const page = async (host: string): Promise<string> => (await server.nobody(host).get('/')).text;
    const [here, there] = [await page(cn), await page(ww)];
    expect(here).not.toContain('+1 800 555 0100');
    expect(there).not.toContain('400-089-0365');
  });
});
