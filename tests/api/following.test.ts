// "This is my problem too" (S3, N8): following an incident, what is said about it, and the requests that belong to it.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client, Json } from './support/client';
import type { EventStream, ServerEvent } from './support/events';
import { newRequest, people } from './support/people';
import { Server, engines, operator_host } from './support/server';

const said = {
  en: 'Half of the mail is delivered.',
  ja: '半分のメールが届きました。',
  'zh-Hans': '一半的邮件已送达。',
};

describe.each(engines)('N8 following an incident, on %s', (engine) => {
  let server: Server;
  let admin: Client;
  let other: Client;
  let agent: Client;
  let lead: Client;
  let incident: string;
  const streams: EventStream[] = [];

  beforeAll(async () => {
    server = await Server.start({ engine });
    admin = await server.as(people.contosoAdmin);
    other = await server.as(people.fabrikamAdmin);
    agent = await server.as(people.agent);
    lead = await server.as(people.lead);
    incident = (await server.nobody().get('/api/v1/health')).is(200).incidents[0].id;
  });
  afterAll(() => server?.stop());
  afterEach(() => streams.splice(0).forEach((stream) => stream.close()));
  beforeEach(async () => {
    for (const who of [admin, other]) (await unfollow(who)).is(204);
  });

  const path = (what: string, id = incident): string => `/api/v1/health/incidents/${id}${what}`;
  const follow = (who: Client, id = incident) => who.call('PUT', path('/following', id));
  const unfollow = (who: Client) => who.call('DELETE', path('/following'));
  const followed = async (who: Client, lang = 'en'): Promise<Json[]> =>
    (await who.get(`/api/v1/health/following?lang=${lang}`)).is(200).items;
  const say = (texts: Record<string, string>, state = 'recovering') => lead.post(path('/updates'), { state, texts });
  const count = async (): Promise<number> => (await agent.get(path(''))).is(200).follower_organizations;
  const about = (type: string) => (event: ServerEvent) => event.data.type === type;
  async function listen(who: Client): Promise<EventStream> {
    const stream = await who.events();
    streams.push(stream);
    await stream.ready();
    return stream;
  }

  test('is asked for once or twice, and taken back', async () => {
    const first = (await follow(admin)).is(200).followed_since;
    expect((await follow(admin)).is(200).followed_since).toBe(first);
    expect((await followed(admin)).map(({ id }) => id)).toEqual([incident]);
    (await unfollow(admin)).is(204);
    (await unfollow(admin)).is(204);
    expect(await followed(admin)).toEqual([]);
    expect((await admin.get(path(''))).is(200)).not.toHaveProperty('followed_since');
  });

  test('is each one’s own: nobody sees who else follows, agents see how many organizations do', async () => {
    (await follow(admin)).is(200);
    (await follow(await server.as(people.contosoBilling))).is(200);
    expect(await count()).toBe(1);
    for (const who of [other, server.nobody()]) {
      const seen = (await who.get(path(''))).is(200);
      expect(seen).not.toHaveProperty('followed_since');
      expect(seen).not.toHaveProperty('follower_organizations');
    }
    expect(await followed(other)).toEqual([]);
    (await follow(other)).is(200);
    expect(await count()).toBe(2);
    expect((await admin.get(path(''))).is(200)).not.toHaveProperty('follower_organizations');
    (await (await server.as(people.contosoBilling)).call('DELETE', path('/following'))).is(204);
  });

  test('does not reach another operator', async () => {
    const there = await server.as(people.contosoAdmin, operator_host.ww);
    (await follow(there)).isProblem(404, 'not_found');
    (await unfollow(there)).isProblem(404, 'not_found');
    (await follow(admin)).is(200);
    expect(await followed(there)).toEqual([]);
  });

  test('following is told to oneself and to agents', async () => {
    const [mine, ours, theirs] = [await listen(admin), await listen(agent), await listen(other)];
    (await follow(admin)).is(200);
    for (const stream of [mine, ours]) await stream.next(about('incident.followed'));
    (await say(said)).is(201);
    await theirs.next(about('incident.updated'));
    expect(theirs.seen.filter(about('incident.followed'))).toEqual([]);
  });

  test('what is said reaches all followers at once, in each one’s language', async () => {
    (await follow(admin)).is(200);
    (await follow(other)).is(200);
    const [first, second] = [await listen(admin), await listen(other)];
    (await say(said)).is(201);
    for (const stream of [first, second]) {
      const event = await stream.next(about('incident.updated'));
      expect(event).toMatchObject({ name: 'incident.changed', data: { incident } });
    }
    for (const [who, lang] of [
      [admin, 'ja'],
      [other, 'zh-Hans'],
    ] as const)
      expect((await followed(who, lang))[0].updates.at(-1)).toMatchObject({
        text: said[lang],
        lang,
        state: 'recovering',
      });
  });

  test('a text in one language alone says which', async () => {
    (await follow(admin)).is(200);
    (await say({ en: 'Only this.' })).is(201);
    expect((await followed(admin, 'ja'))[0].updates.at(-1)).toMatchObject({ text: 'Only this.', lang: 'en' });
  });

  test('what is said wrongly is refused, and nothing is told', async () => {
    const before = (await agent.get(path(''))).is(200).updates.length;
    for (const body of [
      { state: 'recovering' },
      { state: 'recovering', texts: {} },
      { state: 'recovering', texts: { en: ' ' } },
      { state: 'recovering', texts: { fr: 'non' } },
      { state: 'planned', texts: said },
      { state: 'recovering', impact: 'worse', texts: said },
    ])
      expect((await lead.post(path('/updates'), body)).isProblem(422).errors).toHaveLength(1);
    (await agent.post(path('/updates'), { state: 'recovering', texts: said })).isProblem(403, 'forbidden');
    expect((await agent.get(path(''))).is(200).updates).toHaveLength(before);
  });

  describe('a request that belongs to it', () => {
    const openOne = async (parts: Record<string, unknown> = {}, who = admin): Promise<Json> =>
      (await who.post('/api/v1/requests', newRequest(parts))).is(201);
    const attach = async (id: string, to: string | null): Promise<Json> => {
      const { version } = (await agent.get(`/api/v1/requests/${id}`)).is(200);
      return (await agent.patch(`/api/v1/requests/${id}`, { incident: to }, version)).is(200);
    };
    const timeline = async (id: string, lang = 'en', who = admin): Promise<Json[]> =>
      (await who.get(`/api/v1/requests/${id}/timeline?lang=${lang}`)).is(200).items;
    const told = async (id: string, lang = 'en'): Promise<Json[]> =>
      (await timeline(id, lang)).filter(({ kind }) => kind === 'incident_updated');

    const clocksOf = ({ clocks }: Json): unknown => clocks.map(({ kind, state, due }: Json) => ({ kind, state, due }));

    test('is told what is said, in the reader’s language, while it belongs there', async () => {
      const request = await openOne();
      expect((await attach(request.id, incident)).incident.id).toBe(incident);
      const stream = await listen(admin);
      (await say(said)).is(201);
      await stream.next((event) => event.data.request === request.id && event.data.type === 'request.incident_updated');
      const [update] = await told(request.id, 'ja');
      expect(update).toMatchObject({
        actor: { kind: 'system' },
        incident: { id: incident, text: said.ja, lang: 'ja' },
      });
      expect((await told(request.id, 'zh-Hans'))[0].incident.text).toBe(said['zh-Hans']);

      expect((await attach(request.id, null)).incident).toBeNull();
      const after = await openOne({ follows_incident: incident });
      (await say({ en: 'More.' })).is(201);
      await stream.next((event) => event.data.request === after.id && event.data.type === 'request.incident_updated');
      expect(await told(request.id)).toHaveLength(1);
      expect((await timeline(request.id)).map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['incident_attached', 'incident_detached']),
      );
    });

    test('hears nothing of what was said before, and twice is once', async () => {
      (await say({ en: 'Before.' })).is(201);
      const request = await openOne();
      await attach(request.id, incident);
      const stands = await attach(request.id, incident);
      const stream = await listen(agent);
      (await say({ en: 'After.' })).is(201);
      await stream.next((event) => event.data.request === request.id && event.data.type === 'request.incident_updated');
      expect((await told(request.id)).map((item) => item.incident.text)).toEqual(['After.']);
      const attached = (await timeline(request.id)).filter(({ kind }) => kind === 'incident_attached');
      expect(attached).toHaveLength(1);
      expect(clocksOf((await agent.get(`/api/v1/requests/${request.id}`)).is(200))).toEqual(clocksOf(stands));
    });

    test('is not told to another organization', async () => {
      const request = await openOne({ follows_incident: incident });
      const [mine, theirs] = [await listen(admin), await listen(other)];
      (await say(said)).is(201);
      await mine.next((event) => event.data.request === request.id);
      expect(theirs.seen.filter((event) => event.data.request)).toEqual([]);
    });

    test('is attached by agents while it runs', async () => {
      const request = await openOne();
      expect(request.actions).not.toContain('incident');
      const change = (who: Client, version: number) =>
        who.patch(`/api/v1/requests/${request.id}`, { incident }, version);
      (await change(admin, request.version)).isProblem(403, 'forbidden');
      const solved = (await agent.patch(`/api/v1/requests/${request.id}`, { status: 'solved' }, request.version)).is(
        200,
      );
      expect(solved.actions).not.toContain('incident');
      (await change(agent, solved.version)).isProblem(409, 'request.solved');
    });

    test('an incident of another operator is none', async () => {
      const theirs = (await server.nobody(operator_host.ww).get('/api/v1/health/incidents?limit=1')).is(200).items[0]
        .id;
      const request = await openOne();
      const reply = await agent.patch(`/api/v1/requests/${request.id}`, { incident: theirs }, request.version);
      expect(reply.isProblem(422).errors[0].field).toBe('incident');
    });
  });

  test('what is over stays in sight, can be left, and cannot be followed or spoken of again', async () => {
    (await follow(admin)).is(200);
    (await say({ en: 'It is over.' }, 'resolved')).is(201);
    const [over] = await followed(admin);
    expect(over).toMatchObject({ id: incident, state: 'resolved' });
    expect(over.resolved_at).toBeDefined();
    (await say({ en: 'And yet.' })).isProblem(409, 'incident.resolved');
    (await follow(admin)).is(200);
    (await unfollow(admin)).is(204);
    (await follow(admin)).isProblem(409, 'incident.resolved');
  });
});
