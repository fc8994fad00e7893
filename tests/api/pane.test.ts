// The help pane in pages of other products: the token that such a product signs, whose pages may call at all (CORS),
// and how far a session of the pane reaches.
import { execFile } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, randomUUID, sign, createHmac, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json, Reply } from './support/client';
import { newRequest, people } from './support/people';
import { Server, engines, operator_host, program } from './support/server';

const run = promisify(execFile);
const app = 'https://app.example';

/** The policy as it stands, and the website that may hold the pane. */
async function publishPane(server: Server): Promise<void> {
  const manager = await server.as(people.manager);
  const versions = '/api/v1/office/policy/versions';
  const { in_force, newest } = (await manager.get(versions)).is(200);
  const { text, files } = (await manager.get(`${versions}/${in_force}`)).is(200);
  const body = { text: `${text}\n[pane]\norigins = ["${app}"]\n`, files, reason: 'the pane' };
  (await manager.post(versions, body, { 'If-Match': `"${newest}"` })).is(201);
}

interface Signer {
  kid: string;
  key: KeyObject;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function claimsOf(parts: Json = {}): Json {
  const now = Math.floor(Date.now() / 1000);
  return { aud: 'm365-cn', sub: people.contosoAdmin, org: 'Contoso', exp: now + 300, jti: randomUUID(), ...parts };
}

function tokenOf({ kid, key }: Signer, claims: Json, header: Json = {}): string {
  const written = `${part({ alg: 'EdDSA', kid, ...header })}.${part(claims)}`;
  return `${written}.${sign(null, Buffer.from(written), key).toString('base64url')}`;
}

describe.each(engines)('on %s', (engine) => {
  let folder: string;
  let server: Server;
  let signer: Signer;

  const pane = async (...words: string[]): Promise<string> =>
    (await run(program, ['pane', ...words, ...server.where])).stdout;
  const addKey = async (operator: string): Promise<Signer> => {
    const [kid = '', ...pem] = (await pane('add-key', '--operator', operator)).split('\n');
    return { kid, key: createPrivateKey(pem.join('\n')) };
  };
  const hand = (token: string, host?: string): Promise<Reply> =>
    server.nobody(host).post('/api/v1/pane/session', { token });
  const signedIn = async (parts: Json = {}): Promise<Client> => {
    const client = server.nobody();
    client.headers.Authorization = `Bearer ${(await hand(tokenOf(signer, claimsOf(parts)))).is(200).token}`;
    return client;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'madoguchi-pane-'));
    server = await Server.start({ engine, data: join(folder, 'data') });
    await publishPane(server);
    signer = await addKey('m365-cn');
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('S4 a token', () => {
    test('signs its person in, once, for an hour', async () => {
      const token = tokenOf(signer, claimsOf());
      const session = (await hand(token)).is(200);
      expect(session.me).toMatchObject({ kind: 'person', email: people.contosoAdmin });
      const left = Date.parse(session.expires_at) - Date.now();
      expect(left).toBeGreaterThan(59 * 60_000);
      expect(left).toBeLessThanOrEqual(60 * 60_000);
      (await hand(token)).isProblem(401, 'pane.shown');
    });

    test('shown by two at once opens for one', async () => {
      const token = tokenOf(signer, claimsOf());
      const replies = await Promise.all(Array.from({ length: 6 }, () => hand(token)));
      expect(replies.map((reply) => reply.status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
    });

    test('names the organization by its id as well, and the e-mail in any case', async () => {
      const { me } = (await hand(tokenOf(signer, claimsOf()))).is(200);
      const claims = claimsOf({ org: me.organization.id, sub: 'Admin@CONTOSO.example' });
      (await hand(tokenOf(signer, claims))).is(200);
    });

    const now = (): number => Math.floor(Date.now() / 1000);
    test.each<[string, string, () => Json]>([
      ['expired', 'pane.expired', () => ({ exp: now() - 31 })],
      ['that lives too long', 'pane.too_long', () => ({ exp: now() + 3600 })],
      ['for ever', 'pane.claims', () => ({ exp: undefined })],
      ['with a time in words', 'pane.claims', () => ({ exp: String(now() + 60) })],
      ['with a time past all calendars', 'pane.claims', () => ({ exp: Number.MAX_SAFE_INTEGER })],
      ['without a name of its own', 'pane.claims', () => ({ jti: undefined })],
      ['with too short a name', 'pane.claims', () => ({ jti: '1234567' })],
      ['for another operator', 'pane.audience', () => ({ aud: 'm365-ww' })],
      ['for several', 'pane.audience', () => ({ aud: ['m365-cn', 'm365-ww'] })],
      ['of an unknown person', 'pane.person', () => ({ sub: 'nobody@contoso.example' })],
      ['of a person of another organization', 'pane.person', () => ({ org: 'Fabrikam' })],
      ['of an agent', 'pane.person', () => ({ sub: people.agent, org: 'm365-cn' })],
    ])('%s is refused', async (_, code, parts) => {
      (await hand(tokenOf(signer, claimsOf(parts())))).isProblem(401, code);
    });

    test('signed by anybody else is refused', async () => {
      const { privateKey } = generateKeyPairSync('ed25519');
      (await hand(tokenOf({ ...signer, key: privateKey }, claimsOf()))).isProblem(401, 'pane.signature');
      (await hand(tokenOf({ ...signer, kid: 'pky_06zzzzzzzzzzz' }, claimsOf()))).isProblem(401, 'pane.key');
      (await hand(tokenOf(signer, claimsOf(), { kid: undefined }))).isProblem(401, 'pane.key');
    });

    test('changed after it was signed is refused', async () => {
      const [header, , signature] = tokenOf(signer, claimsOf()).split('.');
      const other = part(claimsOf({ sub: people.fabrikamAdmin, org: 'Fabrikam' }));
      (await hand(`${header}.${other}.${signature}`)).isProblem(401, 'pane.signature');
      (await hand(`${header}.${other}.`)).isProblem(401, 'pane.signature');
    });

    test.each(['none', 'None', 'HS256', 'eddsa', 'RS256', ''])('signed by "%s" is refused', async (alg) => {
      (await hand(tokenOf(signer, claimsOf(), { alg }))).isProblem(401, 'pane.algorithm');
      const written = `${part({ alg, kid: signer.kid })}.${part(claimsOf())}`;
      const secret = signer.key.export({ type: 'pkcs8', format: 'der' });
      const code = createHmac('sha256', secret).update(written).digest('base64url');
      (await hand(`${written}.${code}`)).isProblem(401, 'pane.algorithm');
    });

    test.each(['a', 'a.b', '..', 'a.b.c.d', 'ä.ö.ü', `${part([])}.${part({})}.`, `${part('x')}.x.x`])(
      'that is none (%s) is refused',
      async (token) => {
        (await hand(token)).isProblem(401, 'pane.unreadable');
      },
    );

    test('of one operator opens nothing at another', async () => {
      const token = tokenOf(signer, claimsOf({ aud: 'm365-ww' }));
      (await hand(token, operator_host.ww)).isProblem(401, 'pane.key');
    });

    test('opens nothing once its key is removed', async () => {
      const second = await addKey('m365-cn');
      expect((await pane('keys', '--operator', 'm365-cn')).trim().split('\n')).toEqual([signer.kid, second.kid]);
      (await hand(tokenOf(second, claimsOf()))).is(200);
      await pane('remove-key', second.kid, '--operator', 'm365-cn');
      (await hand(tokenOf(second, claimsOf()))).isProblem(401, 'pane.key');
      (await hand(tokenOf(signer, claimsOf()))).is(200);
      await expect(pane('remove-key', second.kid, '--operator', 'm365-cn')).rejects.toThrow();
    });
  });

  describe('a session of the pane', () => {
    test('asks, reads, hears the verdict, opens a request, and ends', async () => {
      const client = await signedIn();
      const { results } = (await client.get('/api/v1/ask?q=mailbox&lang=en')).is(200);
      const article = results.find((each: Json) => each.kind === 'article');
      (await client.get(`/api/v1/articles/${article.id}`)).is(200);
      expect((await client.post('/api/v1/verdict', { desk: 'technical' })).is(200).answer).toBe('allowed');
      const request = (await client.post('/api/v1/requests', newRequest())).is(201);
      const admin = await server.as(people.contosoAdmin);
      expect((await admin.get(`/api/v1/requests/${request.id}`)).is(200).number).toBe(request.number);
      expect((await client.call('DELETE', '/api/v1/session')).status).toBe(204);
      (await client.post('/api/v1/requests', newRequest())).isProblem(401, 'unauthenticated');
    });

    test('that has ended is told so in the pane, and is nobody elsewhere', async () => {
      const client = await signedIn();
      expect((await client.call('DELETE', '/api/v1/session')).status).toBe(204);
      const desk = { desk: 'technical' };
      (await client.post('/api/v1/verdict', desk, { Origin: app })).isProblem(401, 'unauthenticated');
      (await client.get('/api/v1/ask?q=mail', { Origin: app })).isProblem(401, 'unauthenticated');
      (await client.get('/api/v1/ask?q=mail')).is(200);
      (await client.get('/api/v1/ask?q=mail', { Origin: 'https://evil.example' })).is(200);
      (await server.nobody().get('/api/v1/ask?q=mail', { Origin: app })).is(200);
    });

    test.each([
      ['GET', '/api/v1/requests'],
      ['GET', '/api/v1/me'],
      ['PATCH', '/api/v1/me'],
      ['GET', '/api/v1/events'],
      ['POST', '/api/v1/pane/grant'],
      ['POST', '/api/v1/attachments?name=a.txt'],
    ])('does not reach %s %s', async (method, path) => {
      const client = await signedIn();
      const json = { PATCH: { lang: 'ja' }, POST: { origin: app } }[method];
      (await client.call(method, path, json ? { json } : {})).isProblem(401, 'unauthenticated');
    });

    test('is granted to who is signed in, for a website of the policy', async () => {
      const admin = await server.as(people.contosoAdmin);
      const { token } = (await admin.post('/api/v1/pane/grant', { origin: app })).is(200);
      const client = server.nobody();
      client.headers.Authorization = `Bearer ${token}`;
      expect((await client.post('/api/v1/verdict', { desk: 'technical' })).is(200).answer).toBe('allowed');
      (await client.get('/api/v1/requests')).isProblem(401, 'unauthenticated');
      for (const origin of ['https://evil.example', `${app}/`, 'http://app.example', '*'])
        (await admin.post('/api/v1/pane/grant', { origin })).isProblem(403, 'pane.origin');
      const agent = await server.as(people.agent);
      (await agent.post('/api/v1/pane/grant', { origin: app })).isProblem(403, 'forbidden');
    });
  });

  describe('pages of other sites', () => {
    const cors = (reply: Reply): string[] =>
      Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'));
    const preflight = (origin: string, path: string, method: string): Promise<Reply> =>
      server.nobody().call('OPTIONS', path, { headers: { Origin: origin, 'Access-Control-Request-Method': method } });
    const open = [
      ['GET', '/api/v1/pane'],
      ['POST', '/api/v1/pane/session'],
      ['GET', '/api/v1/ask'],
      ['GET', '/api/v1/articles/art_06zzzzzzzzzzz'],
      ['GET', '/api/v1/health/incidents/inc_06zzzzzzzzzzz'],
      ['POST', '/api/v1/verdict'],
      ['POST', '/api/v1/requests'],
      ['DELETE', '/api/v1/session'],
    ] as const;
    const closed = [
      ['GET', '/api/v1/requests'],
      ['GET', '/api/v1/me'],
      ['POST', '/api/v1/session'],
      ['POST', '/api/v1/pane/grant'],
      ['POST', '/api/v1/attachments'],
      ['GET', '/api/v1/events'],
      ['GET', '/pane.js'],
      ['GET', '/'],
    ] as const;

    test.each(open)('of the policy may: %s %s', async (method, path) => {
      const reply = await preflight(app, path, method);
      expect(reply.status).toBe(204);
      expect(reply.headers).toMatchObject({
        'access-control-allow-origin': app,
        'access-control-allow-methods': method,
        'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
      });
      expect(reply.headers['access-control-allow-credentials']).toBeUndefined();
      expect(reply.headers.vary).toMatch(/Origin/);
      for (const origin of [
        'https://evil.example',
        `${app}.evil.example`,
        'http://app.example',
        'null',
        `${app}:8443`,
      ]) {
        const refused = await preflight(origin, path, method);
        expect([refused.status, cors(refused)]).toEqual([405, []]);
      }
    });

    test.each(closed)('may not, whoever they are: %s %s', async (method, path) => {
      const reply = await preflight(app, path, method);
      expect([reply.status, cors(reply)]).toEqual([405, []]);
    });

    test('of the policy read the answer, also a refusal; others do not', async () => {
      const ask = (origin: string): Promise<Reply> => server.nobody().get('/api/v1/ask?q=mail', { Origin: origin });
      expect((await ask(app)).headers['access-control-allow-origin']).toBe(app);
      expect(cors(await ask('https://evil.example'))).toEqual([]);
      const wrong = await server.nobody().post('/api/v1/pane/session', { token: 'a' }, { Origin: app });
      expect([wrong.status, wrong.headers['access-control-allow-origin']]).toEqual([401, app]);
      const elsewhere = await server.nobody().get('/api/v1/health', { Origin: app });
      expect(cors(elsewhere)).toEqual([]);
      const other = server.nobody(operator_host.ww);
      expect(cors(await other.get('/api/v1/ask?q=mail', { Origin: app }))).toEqual([]);
    });

    test('are never the person of the cookie', async () => {
      const admin = await server.signedIn(people.contosoAdmin);
      const headers = { Origin: app, 'Sec-Fetch-Site': 'cross-site' };
      (await admin.post('/api/v1/requests', newRequest(), headers)).isProblem(401, 'unauthenticated');
      expect((await admin.post('/api/v1/verdict', { desk: 'technical' }, headers)).is(200).answer).toBe('sign_in');
      (await admin.post('/api/v1/requests', newRequest(), { ...headers, Origin: 'https://evil.example' })).isProblem(
        403,
        'cross_site',
      );
      (await admin.post('/api/v1/requests', newRequest(), { Origin: `http://${operator_host.cn}` })).is(201);
    });
  });

  test('the pane says whose help it is', async () => {
    const named = (await server.nobody().get('/api/v1/pane?operator=m365-cn&lang=en')).is(200);
    expect(named.operator).toMatchObject({ id: 'm365-cn' });
    (await server.nobody().get('/api/v1/pane?operator=m365-ww')).isProblem(404, 'not_found');
    (await server.nobody().get('/api/v1/pane')).isProblem(404, 'not_found');
  });
});
