// The main job from end to end, on each database: ask for a verdict, open, answer, keep the promise, solve, reopen.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json } from './support/client';
import { pages } from './support/lists';
import { impact, newRequest, people } from './support/people';
import { Server, engines } from './support/server';

describe.each(engines)('the story on %s', (engine) => {
  let server: Server;
  let admin: Client;
  let agent: Client;
  let request: Json;
  const url = () => `/api/v1/requests/${request.id}`;
  const clock = (of: Json, kind: string): Json => of.clocks.find((each: Json) => each.kind === kind);
  const timeline = async (who: Client): Promise<Json[]> => (await who.get(`${url()}/timeline`)).is(200).items;

  beforeAll(async () => {
    server = await Server.start({ engine });
    admin = await server.as(people.contosoAdmin);
    agent = await server.as(people.agent);
  });
  afterAll(() => server?.stop());

  test('the verdict shows severity, first response and ways of contact', async () => {
    const wish = {
      desk: 'technical',
      subject: 'メールボックスの移行ができない',
      impact: impact.impaired_some,
    };
    const verdict = (await admin.post('/api/v1/verdict', wish)).is(200);
    expect(verdict).toMatchObject({
      answer: 'allowed',
      severity: { id: 'B' },
      topic: { id: 'exchange-online/mailbox-migration' },
    });
    expect(verdict.clocks.map((each: Json) => each.kind)).toContain('first_response');
    expect(verdict.ways.map((each: Json) => each.kind)).toEqual(expect.arrayContaining(['web', 'email']));
    expect(Date.parse(clock(verdict, 'first_response').due)).toBeGreaterThan(Date.now());
  });

  test('opens with a file', async () => {
    const file = (await admin.upload('移行ログ.txt', '失敗しました\n', 'text/plain')).is(201);
    expect(file).toMatchObject({ name: '移行ログ.txt', size: 19 });
    const opened = await admin.post(
      '/api/v1/requests',
      newRequest({
        subject: 'メールボックスの移行ができない',
        topic: 'exchange-online/mailbox-migration',
        attachments: [file.id],
        contact: { way: 'phone', phone: '+81 3-1234-5678' },
        lang: 'ja',
      }),
    );
    request = opened.is(201);
    expect(opened.headers.location).toBe(url());
    expect(opened.headers.etag).toBe(`"${request.version}"`);
    expect(request).toMatchObject({
      desk: 'technical',
      topic: 'exchange-online/mailbox-migration',
      severity: 'B',
      status: 'open',
      turn: 'operator',
      lang: 'ja',
      organization: { name: 'Contoso' },
      assignee: null,
      contact: {
        way: 'phone',
        phone: '+81 3-1234-5678',
        email: people.contosoAdmin,
      },
      impact: impact.impaired_some,
    });
    expect(clock(request, 'first_response').state).toBe('running');
    expect(clock(request, 'next_update')).toBeUndefined();
    expect(request.actions.sort()).toEqual(['answer', 'solve']);
  });

  test('stands in the queue of the agents, with what they need', async () => {
    const rows = await pages(agent, 'unassigned');
    expect(rows.map((row: Json) => row.id)).toContain(request.id);
    const seen = (await agent.get(url())).is(200);
    expect(seen.customer.organization.name).toBe('Contoso');
    expect(seen.customer.plans.map((plan: Json) => plan.id).sort()).toEqual(['advanced-agreement', 'business-premium']);
    expect(seen.customer.entitlements).toEqual(['advanced-agreement']);
    expect(seen.customer.open_requests).toBeGreaterThanOrEqual(1);
    expect(seen.actions).toEqual(
      expect.arrayContaining(['answer', 'note', 'assign', 'severity', 'desk', 'await', 'solve']),
    );
    expect((await admin.get(url())).is(200).customer).toBeUndefined();
  });

  test('is taken by an agent', async () => {
    const me = (await agent.get('/api/v1/me')).is(200);
    const taken = (await agent.patch(url(), { assignee: me.id }, request.version)).is(200);
    expect(taken).toMatchObject({
      assignee: { id: me.id },
      version: request.version + 1,
    });
    const mine = await pages(agent, 'mine');
    expect(mine.map((row: Json) => row.id)).toContain(request.id);
    request = taken;
  });

  test('a note stays among agents and answers nothing', async () => {
    const added = (
      await agent.post(`${url()}/messages`, {
        text: '同じ現象が *他社* でも',
        visibility: 'internal',
      })
    ).is(201);
    expect(added.message).toMatchObject({
      visibility: 'internal',
      author: { kind: 'agent' },
    });
    expect(clock(added.request, 'first_response').state).toBe('running');
    expect((await timeline(agent)).some((item) => item.message?.id === added.message.id)).toBe(true);
    const theirs = JSON.stringify(await timeline(admin));
    expect(theirs).not.toContain('他社');
    expect(theirs).not.toContain(added.message.id);
    expect(theirs).not.toContain('internal');
    request = added.request;
  });

  test('the first public answer keeps the first response and starts the next update', async () => {
    const added = (
      await agent.post(`${url()}/messages`, {
        text: 'こんにちは。**移行バッチ** の状態を確認します。',
      })
    ).is(201);
    expect(added.message.html).toContain('<strong>移行バッチ</strong>');
    expect(clock(added.request, 'first_response')).toMatchObject({
      state: 'kept',
    });
    expect(clock(added.request, 'next_update')).toMatchObject({
      state: 'running',
    });
    expect(added.request.version).toBe(request.version + 1);
    request = added.request;
  });

  test('awaits the customer: the next update waits, the customer is asked', async () => {
    const added = (
      await agent.post(`${url()}/messages`, {
        text: 'ログをください。',
        await_customer: true,
      })
    ).is(201);
    expect(added.request).toMatchObject({
      status: 'awaiting_customer',
      turn: 'customer',
    });
    expect(added.request.awaiting_since).not.toBeNull();
    expect(clock(added.request, 'next_update')).toMatchObject({
      state: 'waiting',
      due: null,
    });
    expect(clock(added.request, 'customer_reply')).toMatchObject({
      state: 'running',
    });
    const waiting = await pages(admin, 'waiting');
    expect(waiting.map((row: Json) => row.id)).toContain(request.id);
    request = added.request;
  });

  test('the customer answers with a file, which the agent downloads', async () => {
    const bytes = Buffer.from([0, 1, 2, 255, 254, 10]);
    const file = (await admin.upload('画面 1.png', bytes, 'image/png')).is(201);
    const added = (
      await admin.post(`${url()}/messages`, {
        text: '送ります',
        attachments: [file.id],
      })
    ).is(201);
    expect(added.message.attachments).toMatchObject([{ id: file.id, name: '画面 1.png', size: 6 }]);
    expect(added.request).toMatchObject({
      status: 'open',
      turn: 'operator',
      awaiting_since: null,
    });
    expect(clock(added.request, 'customer_reply')).toBeUndefined();
    const loaded = await agent.get(`/api/v1/attachments/${file.id}`);
    loaded.is(200);
    expect(loaded.bytes.equals(bytes)).toBe(true);
    expect(loaded.headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent('画面 1.png')}`);
    expect(loaded.headers['x-content-type-options']).toBe('nosniff');
    request = added.request;
  });

  test('severity is raised and lowered, with clocks that follow', async () => {
    const before = clock(request, 'next_update').due;
    const raised = (await agent.patch(url(), { severity: 'A' }, request.version)).is(200);
    expect(raised.severity).toBe('A');
    expect(Date.parse(clock(raised, 'next_update').due)).toBeLessThanOrEqual(Date.parse(before));
    expect(clock(raised, 'first_response').state).toBe('kept');
    request = (await agent.patch(url(), { severity: 'C' }, raised.version)).is(200);
    expect(request.severity).toBe('C');
  });

  test('a stale version changes nothing and brings the current state', async () => {
    const stale = await agent.patch(url(), { severity: 'B' }, request.version - 1);
    const problem = stale.isProblem(412, 'stale');
    expect(problem.current).toMatchObject({
      id: request.id,
      version: request.version,
      severity: 'C',
    });
    expect((await agent.get(url())).is(200).severity).toBe('C');
  });

  test('the agent solves it: clocks stop, verdicts stay', async () => {
    request = (await agent.patch(url(), { status: 'solved' }, request.version)).is(200);
    expect(request).toMatchObject({ status: 'solved', turn: 'nobody' });
    expect(Date.parse(request.reopen_until) - Date.parse(request.solved_at)).toBe(14 * 86_400_000);
    expect(request.clocks.map((each: Json) => each.kind)).toEqual(['first_response']);
    (await agent.post(`${url()}/messages`, { text: 'noch etwas' })).isProblem(409, 'request.solved');
    const open = await pages(agent, 'mine');
    expect(open.map((row: Json) => row.id)).not.toContain(request.id);
  });

  test('another answer of the customer opens it again', async () => {
    const added = (await admin.post(`${url()}/messages`, { text: 'まだ直っていません' })).is(201);
    expect(added.request).toMatchObject({
      status: 'open',
      turn: 'operator',
      solved_at: null,
    });
    expect(clock(added.request, 'next_update')).toMatchObject({
      state: 'running',
    });
    expect(clock(added.request, 'first_response')).toMatchObject({
      state: 'kept',
    });
    request = added.request;
  });

  test('the timeline tells all of it, in order, to each what is theirs', async () => {
    const whole = await timeline(agent);
    expect(whole.map((item) => item.kind)).toEqual([
      'opened',
      'assigned',
      'note_added',
      'agent_replied',
      'clock_kept',
      'agent_replied',
      'clock_kept',
      'awaiting_customer',
      'customer_replied',
      'severity_changed',
      'severity_changed',
      'solved',
      'reopened',
      'customer_replied',
    ]);
    const times = whole.map((item) => Date.parse(item.at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const theirs = await timeline(admin);
    expect(theirs.map((item) => item.kind)).toEqual(
      whole.map((item) => item.kind).filter((kind) => kind !== 'note_added'),
    );
    for (const item of theirs) {
      expect(item.text).not.toBe('');
      expect(item.text).not.toMatch(/[{}]|requests\./);
    }
    expect(theirs[0]).toMatchObject({
      actor: { kind: 'person', name: '王 麗' },
      message: { attachments: [{ name: '移行ログ.txt' }] },
    });
  });

  test('the receipt opens the due times into their segments', async () => {
    const [ours, theirs] = [
      (await agent.get(`${url()}/receipt?lang=en`)).is(200),
      (await admin.get(`${url()}/receipt?lang=en`)).is(200),
    ];
    expect(theirs.clocks.map((each: Json) => [each.kind, each.text])).toEqual(
      ours.clocks.map((each: Json) => [each.kind, each.text]),
    );
    const first = ours.clocks.find((each: Json) => each.kind === 'first_response');
    expect(first).toMatchObject({ state: 'kept', target: '1bd' });
    for (const each of ours.clocks) {
      const { segments } = each;
      for (let at = 1; at < segments.length; ++at) expect(segments[at].from).toBe(segments[at - 1].to);
      if (segments.length > 0) expect(segments[0].from).toBe(each.started_at);
      const open = segments
        .filter((segment: Json) => segment.kind === 'open')
        .reduce((sum: number, segment: Json) => sum + Date.parse(segment.to) - Date.parse(segment.from), 0);
      expect(Math.floor(open / 1000)).toBe(each.open_seconds);
    }
  });

  test('the admin closes what is solved', async () => {
    const solved = (await admin.patch(url(), { status: 'solved' }, request.version)).is(200);
    const closed = (await admin.patch(url(), { status: 'closed' }, solved.version)).is(200);
    expect(closed.status).toBe('closed');
    const kinds = (await timeline(agent)).map((item) => item.kind);
    expect(kinds.slice(-2)).toEqual(['solved', 'closed']);
  });
});
