// Signing in and out, who am I, which operator, which language.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people } from './support/people';
import { Server, demo_password, operator_host } from './support/server';

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server?.stop());

describe('session', () => {
  test('begins with e-mail and password, and ends', async () => {
    const client = server.nobody();
    const reply = await client.signIn(people.contosoAdmin, demo_password);
    expect(reply.is(200)).toMatchObject({
      kind: 'person',
      email: people.contosoAdmin,
    });
    const cookie = reply.headers['set-cookie']![0]!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    (await client.get('/api/v1/me')).is(200);
    const out = await client.call('DELETE', '/api/v1/session');
    expect(out.status).toBe(204);
    expect(out.headers['set-cookie']![0]).toMatch(/Max-Age=0/);
    (await client.get('/api/v1/me')).isProblem(401, 'unauthenticated');
  });

  test('takes the e-mail in any case', async () => {
    (await server.nobody().signIn('Admin@CONTOSO.example', demo_password)).is(200);
  });

  test('answers a wrong password exactly like an unknown person', async () => {
    const wrong = await server.nobody().signIn(people.fabrikamAdmin, 'nope');
    const unknown = await server.nobody().signIn('nobody@fabrikam.example', 'nope');
    wrong.isProblem(401, 'sign_in.wrong');
    expect(unknown.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
  });

  test('refuses after ten wrong passwords, also the right one, and others go on', async () => {
    for (let n = 0; n < 10; ++n)
      (await server.nobody().signIn(people.tailspinAdmin, `wrong ${n}`)).isProblem(401, 'sign_in.wrong');
    const refused = await server.nobody().signIn(people.tailspinAdmin, demo_password);
    refused.isProblem(429, 'sign_in.too_many');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    (await server.nobody().signIn(people.northwindAdmin, demo_password)).is(200);
  });

  test('works as a bearer token', async () => {
    const admin = await server.as(people.contosoAdmin);
    const bearer = { Authorization: `Bearer ${admin.token}` };
    expect((await server.nobody().get('/api/v1/me', bearer)).is(200).email).toBe(people.contosoAdmin);
    (await server.nobody().get('/api/v1/me', { Authorization: 'Bearer nonsense' })).isProblem(401, 'unauthenticated');
    (await server.nobody().get('/api/v1/me', { Authorization: 'Basic YTpi' })).isProblem(401, 'unauthenticated');
  });

  test('is of one operator only', async () => {
    const admin = await server.as(people.contosoAdmin);
    (await admin.at(operator_host.ww).get('/api/v1/me')).isProblem(401, 'unauthenticated');
    const [cn, ww] = [
      (await admin.get('/api/v1/me')).is(200),
      (await (await server.as(people.contosoAdmin, operator_host.ww)).get('/api/v1/me')).is(200),
    ];
    expect(ww.operator.id).toBe('m365-ww');
    expect(cn.operator.id).toBe('m365-cn');
    expect(ww.id).not.toBe(cn.id);
    (await server.nobody(operator_host.ww).signIn(people.agent, demo_password)).isProblem(401, 'sign_in.wrong');
  });

  test('an unknown host gets the first operator', async () => {
    const terms = (await server.nobody('unknown.example').get('/api/v1/policy?lang=en')).is(200);
    expect(terms.operator.id).toBe('m365-cn');
  });

  test('is not begun from another site', async () => {
    const body = { email: people.contosoAdmin, password: demo_password };
    for (const headers of [
      { Origin: 'https://evil.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'null' },
    ] as Record<string, string>[]) {
      const reply = await server.nobody().call('POST', '/api/v1/requests', { json: body, headers });
      reply.isProblem(403, 'cross_site');
    }
    const own = { Origin: `http://${operator_host.cn}` };
    (await server.nobody().post('/api/v1/session', body, own)).is(200);
  });
});

describe('me', () => {
  test('says roles and rights', async () => {
    expect((await (await server.as(people.contosoAdmin)).get('/api/v1/me')).is(200)).toMatchObject({
      kind: 'person',
      organization: { name: 'Contoso' },
      roles: [{ id: 'global-admin' }],
      lang: 'ja',
      zone: 'Asia/Tokyo',
    });
    const agent = (await (await server.as(people.agent)).get('/api/v1/me')).is(200);
    expect(agent).toMatchObject({ kind: 'agent', operator: { id: 'm365-cn' } });
    expect(agent.organization).toBeUndefined();
  });

  test.each([
    [
      'an admin',
      people.contosoAdmin,
      'billing:read firstline:answer people:read request:answer request:open request:read',
    ],
    ['a helpdesk', people.contosoHelpdesk, 'firstline:answer request:answer request:open request:read'],
    [
      'who keeps the bills',
      people.contosoBilling,
      'billing:read request:answer@billing request:open@billing request:read@billing',
    ],
    ['an end user', people.contosoUser, ''],
    ['an agent', people.agent, 'article:write request:answer request:handle request:read'],
  ])('writes the rights out, sorted: %s', async (_, email, rights) => {
    expect((await (await server.as(email)).get('/api/v1/me')).is(200).may.join(' ')).toBe(rights);
  });

  test('shows an end user their own admins', async () => {
    const me = (await (await server.as(people.contosoUser)).get('/api/v1/me')).is(200);
    expect(me.may).toEqual([]);
    expect(me.admins.map((each: { email: string }) => each.email)).toContain(people.contosoAdmin);
    expect(JSON.stringify(me.admins)).not.toMatch(/fabrikam|northwind|tailspin/);
  });

  test('keeps the language and zone that were chosen', async () => {
    const user = await server.as(people.contosoUser);
    const changed = (
      await user.patch('/api/v1/me', {
        lang: 'zh-Hans',
        zone: 'America/New_York',
      })
    ).is(200);
    expect(changed).toMatchObject({
      lang: 'zh-Hans',
      zone: 'America/New_York',
    });
    const again = await server.signedIn(people.contosoUser);
    expect((await again.get('/api/v1/me')).is(200)).toMatchObject({
      lang: 'zh-Hans',
      zone: 'America/New_York',
    });
    (await user.patch('/api/v1/me', { lang: 'ja', zone: 'Asia/Tokyo' })).is(200);
  });
});
