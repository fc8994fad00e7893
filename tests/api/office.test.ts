// The life of a policy over HTTP, on each database (policy rows N1, N2): checked, previewed, published now or for
// later, withdrawn, gone back from; and what everybody else sees of it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json, Reply } from './support/client';
import { newRequest, people } from './support/people';
import { Server, engines, operator_host } from './support/server';
import { until } from './support/until';

const office = '/api/v1/office/policy';
const versions = `${office}/versions`;

describe.each(engines)('the office on %s', (engine) => {
  let server: Server;
  let manager: Client;
  let admin: Client;
  let original: { text: string; files: Record<string, string> };

  beforeAll(async () => {
    server = await Server.start({ engine });
    manager = await server.as(people.manager);
    admin = await server.as(people.fabrikamAdmin);
    const { text, files } = (await manager.get(`${versions}/1`)).is(200);
    original = { text, files };
  });
  afterAll(() => server?.stop());

  /** The policy of the first day with some of its text put differently. */
  const policy = (...pairs: [from: string, to: string][]): typeof original => ({
    ...original,
    text: pairs.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`the policy has no ${from}`);
      return text.replaceAll(from, to);
    }, original.text),
  });
  /** Differs from everything published before. */
  const noted = (note: string = randomUUID()): typeof original => policy(['[solved]', `# ${note}\n[solved]`]);
  const list = async (): Promise<Json> => (await manager.get(`${versions}?limit=100`)).is(200);
  const publish = async (body: object, seen?: number, headers: Record<string, string> = {}): Promise<Reply> =>
    await manager.post(
      versions,
      { reason: 'because', ...body },
      { 'If-Match': `"${seen ?? (await list()).newest}"`, ...headers },
    );
  const stateOf = async (number: number): Promise<string> =>
    (await list()).items.find((each: Json) => each.number === number).state;
  const targetOf = async (id: string): Promise<string> =>
    (await admin.get(`/api/v1/requests/${id}/receipt`))
      .is(200)
      .clocks.find((each: Json) => each.kind === 'first_response').target;
  const opened = async (): Promise<Json> => (await admin.post('/api/v1/requests', newRequest())).is(201);

  describe('while typing', () => {
    const check = async (body: object, query = ''): Promise<Json> =>
      (await manager.post(`${office}/check${query}`, body)).is(200);

    test('a right text has no mistakes, names its files and tells its terms', async () => {
      const checked = await check(original, '?lang=ja');
      expect(checked).toMatchObject({ mistakes: [], files: ['holidays/cn.ics'] });
      expect(checked.terms.severities[0].name).toBe('重大');
    });

    test('every mistake is told at its place, with what was meant, and no terms', async () => {
      const checked = await check(policy(['reopen_for = "14d"', 'reopen_four = "14d"'], ['"extended"', '"extendet"']));
      expect(checked.terms).toBeUndefined();
      const lines = original.text.split('\n');
      const line = lines.findIndex((each) => each.startsWith('reopen_for')) + 1;
      expect(checked.mistakes).toContainEqual(
        expect.objectContaining({ file: '', line, column: 1, suggestion: 'reopen_for' }),
      );
      expect(checked.mistakes.filter((each: Json) => each.suggestion === '"extended"').length).toBeGreaterThan(1);
      expect(checked.mistakes.map((each: Json) => each.line)).toEqual(
        checked.mistakes.map((each: Json) => each.line).sort((a: number, b: number) => a - b),
      );
    });

    test('a file that is named and missing is a mistake; its name is told', async () => {
      const checked = await check({ text: original.text });
      expect(checked.mistakes.length).toBeGreaterThan(0);
      expect(checked.files).toEqual(['holidays/cn.ics']);
    });
  });

  describe('before publishing', () => {
    const preview = async (body: object): Promise<Json> => (await manager.post(`${office}/preview`, body)).is(200);

    test('N2 what would change is told, in words, lines, and requests that run; and nothing is kept', async () => {
      const request = await opened();
      const before = await list();
      const slower = policy(['first_response = { within = "1bd"', 'first_response = { within = "2bd"']);
      const seen = await preview({ ...slower, move: 'all' });
      expect(seen.difference).toMatchObject({ from: 1, to: null });
      expect(seen.difference.changes).toMatchObject([
        { path: 'promises[technical/B].first_response', before_line: expect.any(Number) },
      ]);
      expect(seen.difference.files).toMatchObject([{ name: '' }]);
      expect(seen.moved).toBe(seen.open);
      expect(seen.changed).toBeGreaterThan(0);
      const item = seen.items.find((each: Json) => each.id === request.id);
      expect(Date.parse(item.clocks[0].due_after)).toBeGreaterThan(Date.parse(item.clocks[0].due_before));
      expect(await list()).toEqual(before);
      expect((await admin.get(`/api/v1/requests/${request.id}`)).is(200).version).toBe(request.version);
    });

    test('with nobody chosen nobody moves; with a desk its requests alone', async () => {
      const text = noted();
      expect(await preview(text)).toMatchObject({ moved: 0, changed: 0, items: [] });
      const all = await preview({ ...text, move: 'all' });
      const technical = await preview({ ...text, move: ['technical'] });
      const billing = await preview({ ...text, move: ['billing'] });
      expect(technical.moved).toBeGreaterThan(0);
      expect(technical.moved + billing.moved).toBe(all.moved);
    });

    test('a promise that would be missed at once is counted and named', async () => {
      const quick = policy(['first_response = { within = "1bd", on = "business" }', 'first_response = "1m"']);
      const seen = await preview({ ...quick, move: 'all' });
      expect(seen.missed).toBeGreaterThan(0);
      expect(seen.items.some((each: Json) => each.clocks.some((clock: Json) => clock.missed))).toBe(true);
    });

    test('a desk that is gone makes requests stuck, in words', async () => {
      const text = original.text.replaceAll('desks = ["technical", "billing"]', 'desks = ["technical", "presales"]');
      const merged = {
        ...original,
        text: text
          .replace(/\[desks\.billing\][\s\S]*?(?=\[desks\.presales\])/, '')
          .replaceAll('billing = "business", ', '')
          .replace(/\[\[promises\]\]\ndesk = "billing"[\s\S]*?(?=\[\[promises\]\])/, '')
          .replace('["billing", "presales"]', '"presales"')
          .replaceAll('desk = "billing"', 'desk = "presales"')
          .replaceAll('@billing', '@presales'),
      };
      (await (await server.as(people.contosoBilling)).post('/api/v1/requests', newRequest({ desk: 'billing' }))).is(
        201,
      );
      const seen = await preview({ ...merged, move: 'all' });
      expect(seen.stuck).toBeGreaterThan(0);
      expect(seen.items.find((each: Json) => each.stuck)).toMatchObject({
        desk: 'billing',
        stuck: expect.stringMatching(/./),
      });
    });
  });

  describe('publishing', () => {
    test.each([
      ['a mistake', () => policy(['reopen_for = "14d"', 'reopen_for = "a fortnight"'])],
      ['no TOML', () => ({ text: 'format = ' })],
      ['a missing file', () => ({ text: original.text })],
      ['another operator’s name', () => policy(['"m365-cn"', '"m365-other"'])],
      ['another operator’s host', () => policy(['"m365-cn.localhost"', '"m365-cn.localhost", "m365-ww.localhost"'])],
    ])('S10 N2 of %s changes nothing and tells the mistakes', async (_, body) => {
      const before = await list();
      const problem = (await publish(body())).isProblem(422, 'policy.mistakes');
      expect(problem.mistakes.length).toBeGreaterThan(0);
      expect(await list()).toEqual(before);
      const seen = await manager.post(`${office}/preview`, body());
      expect(seen.isProblem(422, 'policy.mistakes').mistakes).toEqual(problem.mistakes);
    });

    test('the mistake about a host stands in the line of the hosts', async () => {
      const body = policy(['"m365-cn.localhost"', '"m365-ww.localhost"']);
      const [mistake] = (await publish(body)).isProblem(422).mistakes;
      expect(original.text.split('\n')[mistake.line - 1]).toMatch(/^hosts/);
      expect(mistake.message).toContain('m365-ww.localhost');
      expect((await server.nobody(operator_host.ww).get('/api/v1/policy')).is(200).operator.id).toBe('m365-ww');
    });

    test.each([
      ['a time that has passed', { effective_at: '2020-01-01T00:00:00Z' }, 'effective_at'],
      ['a time too far', { effective_at: '2126-01-01T00:00:00Z' }, 'effective_at'],
      ['no time', { effective_at: 'soon' }, 'effective_at'],
      ['a desk that there is not', { move: ['marketing'] }, 'move'],
      ['no desk', { move: [] }, 'move'],
      ['some requests', { move: 'some' }, 'move'],
      ['no reason', { reason: '' }, 'reason'],
    ])('for %s is refused, naming the field', async (_, parts, field) => {
      const before = await list();
      const problem = (await publish({ ...noted(), ...parts })).isProblem(422);
      expect(problem.errors.map((each: Json) => each.field)).toEqual([field]);
      expect(await list()).toEqual(before);
    });

    test('from a version that there is not, from none and from two', async () => {
      expect((await publish({ from_version: 99 })).isProblem(422).errors[0].field).toBe('from_version');
      expect((await publish({})).isProblem(422).errors[0].field).toBe('text');
      expect((await publish({ from_version: 1, text: 'format = 1' })).isProblem(422).errors[0].field).toBe('text');
    });

    test('what is in force already makes no version', async () => {
      (await publish(original)).isProblem(409, 'policy.same');
      (await publish({ from_version: 1 })).isProblem(409, 'policy.same');
    });

    test('N1 one line of the text changes what everybody is told and promised', async () => {
      const running = await opened();
      const slower = policy(['first_response = { within = "1bd"', 'first_response = { within = "4bd"']);
      const reply = await publish({ ...slower, reason: 'Spring festival' });
      const version = reply.is(201);
      expect(version).toMatchObject({ state: 'in_force', reason: 'Spring festival', move: 'none', from_version: null });
      expect(version.author).toBe((await manager.get('/api/v1/me')).is(200).name);
      expect(reply.headers.etag).toBe(`"${version.number}"`);
      expect(reply.headers.location).toBe(`${versions}/${version.number}`);
      expect(await list()).toMatchObject({ newest: version.number, in_force: version.number });
      const terms = async (): Promise<Json> => (await server.nobody().get('/api/v1/policy?lang=en')).is(200);
      await until(terms, (all) => JSON.stringify(all.promises).includes('within 4 business days'));
      const page = (await server.nobody().get('/', { 'Accept-Language': 'en' })).text;
      expect(page).toContain('within 4 business days');
      const shown = (await admin.post('/api/v1/verdict', newRequestWish())).is(200);
      const next = await opened();
      expect(await targetOf(next.id)).toBe('4bd');
      expect(next.policy_version).toBe(version.number);
      expect(shown.clocks[0].target).toBe('4bd');
      expect(await targetOf(running.id)).toBe('1bd');
      expect((await admin.get(`/api/v1/requests/${running.id}`)).is(200).policy_version).toBe(1);
    });

    test('the old text stays readable: terms, and the difference both ways', async () => {
      const newest = (await list()).newest;
      const terms = async (number: number): Promise<string> =>
        JSON.stringify((await manager.get(`${versions}/${number}/terms?lang=en`)).is(200).promises);
      expect(await terms(1)).not.toBe(await terms(newest));
      const between = async (from: number, to: number): Promise<Json> =>
        (await manager.get(`${versions}/${from}/difference/${to}?lang=en`)).is(200);
      const [there] = (await between(1, newest)).changes;
      const [back] = (await between(newest, 1)).changes;
      expect(there).toMatchObject({ before: back.after, after: back.before, path: back.path });
      expect((await between(1, 1)).changes).toEqual([]);
      for (const path of [`/99`, `/99/terms`, `/1/difference/99`, `/99/difference/1`, '/x', '/0'])
        (await manager.get(versions + path)).isProblem(404, 'not_found');
    });

    test('a stale If-Match gets the newest version and publishes nothing; none at all is a mistake', async () => {
      const { newest } = await list();
      const problem = (await publish(noted(), newest - 1)).isProblem(412, 'stale');
      expect(problem.current).toMatchObject({ number: newest });
      (await publish(noted(), newest + 1)).isProblem(412, 'stale');
      (await manager.post(versions, { ...noted(), reason: 'x' })).isProblem(422, 'if_match.missing');
      expect((await list()).newest).toBe(newest);
    });

    test('the same Idempotency-Key publishes once and answers the same again', async () => {
      const { newest } = await list();
      const body = noted();
      const key = { 'Idempotency-Key': randomUUID() };
      const one = await publish(body, newest, key);
      const two = await publish(body, newest, key);
      expect(two.is(201)).toEqual(one.is(201));
      expect(two.headers['idempotency-replayed']).toBe('true');
      expect((await list()).newest).toBe(newest + 1);
    });

    test('of two publishers at once one is told of the other', async () => {
      const { newest } = await list();
      const replies = await Promise.all(
        [noted('one'), noted('two'), noted('three')].map((each) => publish(each, newest)),
      );
      const done = replies.filter((reply) => reply.status === 201);
      expect(done.length).toBe(1);
      for (const reply of replies.filter((each) => each.status !== 201))
        expect(reply.isProblem(412, 'stale').current).toEqual(done[0]!.body);
      expect((await list()).newest).toBe(newest + 1);
    });
  });

  describe('for later', () => {
    const soon = (millis: number): string => new Date(Date.now() + millis).toISOString();

    test('N2 a version comes in force when its time comes, by itself', async () => {
      const before = (await list()).in_force;
      const { number, state } = (await publish({ ...noted('later'), effective_at: soon(2500) })).is(201);
      expect(state).toBe('scheduled');
      expect((await list()).in_force).toBe(before);
      await until(list, (all) => all.in_force === number);
      expect(await stateOf(before)).toBe('past');
      await until(opened, (request) => request.policy_version === number);
    });

    test('is withdrawn while it waits, and never comes', async () => {
      const { in_force } = await list();
      const { number } = (await publish({ ...noted(), effective_at: soon(1500) })).is(201);
      (await manager.call('DELETE', `${versions}/${number}`)).is(204);
      expect(await stateOf(number)).toBe('withdrawn');
      (await manager.call('DELETE', `${versions}/${number}`)).isProblem(409, 'policy.not_waiting');
      (await manager.call('DELETE', `${versions}/${in_force}`)).isProblem(409, 'policy.not_waiting');
      (await manager.call('DELETE', `${versions}/999`)).isProblem(404, 'not_found');
      await new Promise((resolve) => setTimeout(resolve, 3000));
      expect(await list()).toMatchObject({ in_force, newest: number });
    });

    test('a withdrawn version is seen by who publishes next', async () => {
      const { newest } = await list();
      const { number } = (await publish(noted(), newest)).is(201);
      expect(number).toBe(newest + 1);
    });
  });

  describe('going back', () => {
    test('N2 is a new version with the old text, and takes requests along where that was chosen', async () => {
      const slower = policy(['first_response = { within = "1bd"', 'first_response = { within = "3bd"']);
      const { number } = (await publish(slower)).is(201);
      const request = await until(opened, (each) => each.policy_version === number);
      expect(await targetOf(request.id)).toBe('3bd');
      const back = (await publish({ from_version: 1, move: ['technical'], reason: 'Too slow.' })).is(201);
      expect(back).toMatchObject({ from_version: 1, move: ['technical'], state: 'in_force' });
      const seen = async (): Promise<Json> => (await admin.get(`/api/v1/requests/${request.id}`)).is(200);
      const moved = await until(seen, (each) => each.policy_version === back.number);
      expect(await targetOf(request.id)).toBe('1bd');
      expect(Date.parse(moved.clocks[0].due)).toBeLessThan(Date.parse(request.clocks[0].due));
      const told = (await admin.get(`/api/v1/requests/${request.id}/timeline`)).is(200).items;
      expect(told.map((item: Json) => item.kind)).toContain('policy_changed');
      const { text } = (await manager.get(`${versions}/${back.number}`)).is(200);
      expect(text).toBe(original.text);
    });
  });

  test('the versions come page by page, the newest first', async () => {
    const whole = (await list()).items.map((each: Json) => each.number);
    const paged: number[] = [];
    for (let after = ''; ;) {
      const page = (await manager.get(`${versions}?limit=3${after}`)).is(200);
      paged.push(...page.items.map((each: Json) => each.number));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(paged).toEqual(whole);
    expect(whole).toEqual([...whole].sort((a, b) => b - a));
    expect(whole.at(-1)).toBe(1);
  });

  test('S10 the versions of one operator are not those of the other', async () => {
    const other = await server.as(people.wwAgent, operator_host.ww);
    (await other.get(versions)).isProblem(403);
    const mine = (await list()).newest;
    const theirs = (await server.nobody(operator_host.ww).get('/api/v1/policy')).is(200);
    expect(mine).toBeGreaterThan(1);
    expect(theirs.operator.id).toBe('m365-ww');
  });
});

function newRequestWish(): Record<string, unknown> {
  const { desk, impact } = newRequest();
  return { desk, impact };
}
