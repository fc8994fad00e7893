// Who may ask what, and where everybody else is sent (policy rows S1, S2, S5, S21, N5).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from './support/client';
import { impact, newRequest, people } from './support/people';
import { Server, operator_host } from './support/server';

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server?.stop());

const verdict = async (email: string, wish: Record<string, unknown>, host?: string): Promise<Json> =>
  (await (await server.as(email, host)).post('/api/v1/verdict?lang=en', wish)).is(200);
const first = (of: Json): Json => of.clocks.find((each: Json) => each.kind === 'first_response');

describe('severity', () => {
  test.each([
    ['down for many', impact.down_many, 'A'],
    ['impaired for many', { service: 'impaired', people: 'many' }, 'B'],
    ['impaired for one with a way around', { service: 'impaired', people: 'one', workaround: true }, 'C'],
    ['a question', impact.question, 'C'],
  ])('with the advanced agreement: %s', async (_, given, severity) => {
    const shown = await verdict(people.contosoAdmin, {
      desk: 'technical',
      impact: given,
    });
    expect(shown).toMatchObject({
      answer: 'allowed',
      severity: { id: severity },
    });
    expect(shown.limit).toBeUndefined();
  });

  test('A is answered within an hour, at any time, and owes an impact statement', async () => {
    const shown = await verdict(people.contosoAdmin, {
      desk: 'technical',
      impact: impact.down_many,
    });
    const minutes = (Date.parse(first(shown).due) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThanOrEqual(60.1);
    expect(shown.customer_owes.map((each: Json) => each.id)).toContain('impact-statement');
  });

  test('without the agreement "down, many" becomes B, with the reason, what lifts it and the line that says so', async () => {
    const shown = await verdict(people.fabrikamAdmin, {
      desk: 'technical',
      impact: impact.down_many,
    });
    expect(shown).toMatchObject({
      answer: 'allowed',
      severity: { id: 'B' },
      severity_asked: 'A',
      limit: {
        asked: 'A',
        given: 'B',
        reason: 'needs_entitlement',
        needs: 'advanced-agreement',
        lifted_by: [
          {
            id: 'advanced-agreement',
            name: 'Advanced support agreement',
            obtain: 'Signed through your sales account manager.',
          },
        ],
      },
      further_limits: [],
      way_on: { desks: [], plans: [], roles: [] },
    });
    expect(shown.limit.text).toContain('Advanced support agreement');
    expect(shown.limit.line).toBeGreaterThan(0);
    expect(shown.limit.lines).toEqual([shown.limit.line]);
    expect(shown.ways.map((way: Json) => way.kind)).toEqual(expect.arrayContaining(['web', 'phone']));
  });

  test('opening gives what the verdict said', async () => {
    const admin = await server.as(people.fabrikamAdmin);
    const opened = (await admin.post('/api/v1/requests', newRequest({ impact: impact.down_many }))).is(201);
    expect(opened).toMatchObject({ severity: 'B', severity_asked: 'A' });
  });

  test('billing reaches B at most, also with the agreement', async () => {
    for (const email of [people.contosoAdmin, people.contosoBilling]) {
      const shown = await verdict(email, {
        desk: 'billing',
        impact: impact.down_many,
      });
      expect(shown).toMatchObject({
        answer: 'allowed',
        severity: { id: 'B' },
        limit: { asked: 'A', given: 'B', reason: 'desk_lacks_severity' },
      });
    }
  });

  test('S13 before buying there is C alone: every clause between says so', async () => {
    const shown = await verdict(people.contosoAdmin, { desk: 'presales', impact: impact.down_many });
    expect(shown).toMatchObject({ severity: { id: 'C' }, limit: { asked: 'A', given: 'C' } });
    expect(shown.further_limits).toMatchObject([
      { asked: 'B', given: 'C', reason: 'desk_lacks_severity', needs: null },
    ]);
    expect(shown.limit.text).toContain('Before you buy');
  });

  test('S13 whoever asks before buying reads and answers it, whatever their role; nobody else gains by that', async () => {
    const [billing, helpdesk, user] = await Promise.all(
      [people.contosoBilling, people.contosoHelpdesk, people.contosoUser].map((email) => server.as(email)),
    );
    const technical = (await helpdesk!.post('/api/v1/requests', newRequest())).is(201);
    const opened = (await billing!.post('/api/v1/requests', newRequest({ desk: 'presales' }))).is(201);
    const address = `/api/v1/requests/${opened.id}`;
    (await billing!.get(address)).is(200);
    (await billing!.get(`${address}/timeline`)).is(200);
    (await billing!.post(`${address}/messages`, { text: 'For forty people.' })).is(201);
    const listed = (await billing!.get('/api/v1/requests?view=all')).is(200).items.map((each: Json) => each.id);
    expect(listed).toContain(opened.id);
    expect(listed).not.toContain(technical.id);
    (await billing!.get(`/api/v1/requests/${technical.id}`)).isProblem(404);
    (await user!.get(address)).isProblem(404);

    const asked = (await helpdesk!.post('/api/v1/requests', newRequest({ desk: 'presales' }))).is(201);
    (await billing!.get(`/api/v1/requests/${asked.id}`)).isProblem(404);
  });

  test('what the severity owes is refused all at once, by field; no blank will do', async () => {
    const admin = await server.as(people.contosoAdmin);
    const body = newRequest({ impact: impact.down_many, contact: { way: 'callback' }, business_impact: ' \n\u3000' });
    const problem = (await admin.post('/api/v1/requests', body)).isProblem(422);
    expect(problem.errors.map((error: Json) => [error.field, error.code])).toEqual([
      ['business_impact', 'impact_statement_owed'],
      ['contact.phone', 'phone_owed'],
    ]);
    for (const error of problem.errors) expect(error.message).not.toBe('');
  });

  test('A without an impact statement is refused, naming the field', async () => {
    const admin = await server.as(people.contosoAdmin);
    const body = newRequest({ impact: impact.down_many });
    const problem = (await admin.post('/api/v1/requests', body)).isProblem(422);
    expect(problem.errors.map((error: Json) => error.field)).toEqual(['business_impact']);
    const opened = await admin.post('/api/v1/requests', {
      ...body,
      business_impact: '出荷が止まっている',
    });
    expect(opened.is(201)).toMatchObject({
      severity: 'A',
      business_impact: '出荷が止まっている',
    });
  });
});

describe('where else', () => {
  test('an end user is sent to their own admins, by name', async () => {
    const shown = await verdict(people.contosoUser, {
      desk: 'technical',
      impact: impact.impaired_some,
    });
    expect(shown.answer).toBe('ask_own_admins');
    const emails = shown.admins.map((each: Json) => each.email);
    expect(emails).toEqual(expect.arrayContaining([people.contosoAdmin, people.contosoHelpdesk]));
    expect(emails.every((email: string) => email.endsWith('@contoso.example'))).toBe(true);
    expect(emails).not.toContain(people.contosoUser);
    expect(shown.clocks).toEqual([]);
    const problem = (await (await server.as(people.contosoUser)).post('/api/v1/requests', newRequest())).isProblem(403);
    expect(problem.detail).not.toBe('');
    expect(problem.verdict.answer).toBe('ask_own_admins');
    expect(problem.verdict.admins.map((each: Json) => each.email)).toEqual(emails);
  });

  test('an organization of a partner is sent there', async () => {
    const shown = await verdict(people.northwindAdmin, {
      desk: 'technical',
      impact: impact.impaired_some,
    });
    expect(shown.answer).toBe('ask_partner');
    expect(shown.partners).toMatchObject([{ name: 'Lakeside Cloud Partners', email: 'support@lakeside.example' }]);
    expect(shown.way_on).toEqual({ desks: [{ id: 'presales', name: 'Before you buy' }], plans: [], roles: [] });
  });

  test('and may open anyway only where the policy lets it', async () => {
    const wish = { desk: 'technical', impact: impact.impaired_some };
    const shown = await verdict(people.northwindAdmin, wish);
    const insisting = await verdict(people.northwindAdmin, {
      ...wish,
      insist: true,
    });
    expect(insisting.answer).toBe(shown.may_insist ? 'allowed' : 'ask_partner');
    const admin = await server.as(people.northwindAdmin);
    (await admin.post('/api/v1/requests', newRequest())).isProblem(403, 'verdict.ask_partner');
    expect((await admin.post('/api/v1/requests', newRequest({ insist: true }))).status).toBe(
      shown.may_insist ? 201 : 403,
    );
  });

  test('a trial gets support', async () => {
    const shown = await verdict(people.tailspinAdmin, {
      desk: 'technical',
      impact: impact.impaired_some,
    });
    expect(shown).toMatchObject({ answer: 'allowed', severity: { id: 'B' } });
  });

  test('a role without the right at that desk is told so', async () => {
    const shown = await verdict(people.contosoBilling, {
      desk: 'technical',
      impact: impact.impaired_some,
    });
    expect(shown.answer).toBe('role_lacks_right');
    expect(shown.admins.map((each: Json) => each.email).sort()).toEqual([people.contosoAdmin, people.contosoHelpdesk]);
    expect(shown.way_on.desks.map((desk: Json) => desk.id)).toEqual(['billing', 'presales']);
    expect(shown.way_on.roles).toContainEqual({ id: 'helpdesk-admin', name: 'Helpdesk administrator' });
    const client = await server.as(people.contosoBilling);
    const problem = (await client.post('/api/v1/requests', newRequest())).isProblem(403, 'verdict.role_lacks_right');
    expect(problem.verdict.way_on.desks.map((desk: Json) => desk.id)).toEqual(['billing', 'presales']);
    (await client.post('/api/v1/requests', newRequest({ desk: 'billing' }))).is(201);
  });

  test('a visitor is asked to sign in, or reaches the desk for buyers', async () => {
    const wish = { desk: 'technical', impact: impact.impaired_some };
    const shown = (await server.nobody().post('/api/v1/verdict?lang=en', wish)).is(200);
    expect(shown.answer).toBe('sign_in');
    const presales = (await server.nobody().post('/api/v1/verdict?lang=en', { desk: 'presales' })).is(200);
    expect(['allowed', 'sign_in']).toContain(presales.answer);
  });

  test('a desk that does not exist', async () => {
    const shown = await verdict(people.contosoAdmin, {
      desk: 'marketing',
      impact: impact.question,
    });
    expect(shown.answer).toBe('unknown_desk');
    const admin = await server.as(people.contosoAdmin);
    const problem = (await admin.post('/api/v1/requests', newRequest({ desk: 'marketing' }))).isProblem(422);
    expect(problem.errors[0].field).toBe('desk');
  });

  test("other makers' subjects are recognised, and the question goes along", async () => {
    const shown = await verdict(people.contosoAdmin, {
      subject: 'third-party add-in crashes',
      impact: impact.question,
    });
    expect(shown.out_of_scope).toMatchObject({ id: 'third-party' });
    expect(shown.out_of_scope.text).not.toBe('');
    expect(shown.out_of_scope.url).toContain(encodeURIComponent('third-party add-in crashes'));
    expect(shown.answer).toBe('allowed');
  });

  test.each([
    ['VPN が切れる', 'ja', 'customer-network', 'mailto:?'],
    ['防火墙拦截邮件', 'zh-Hans', 'customer-network', 'mailto:?'],
    ['A plug-in & Outlook', 'en', 'third-party', 'https://'],
  ])('S16 asking "%s" tells where to go beside what is found', async (q, lang, id, scheme) => {
    const asked = (await server.nobody().get(`/api/v1/ask?lang=${lang}&q=${encodeURIComponent(q)}`)).is(200);
    expect(asked.out_of_scope).toMatchObject({ id });
    expect(asked.out_of_scope.url).toContain(encodeURIComponent(q));
    expect(asked.out_of_scope.url.startsWith(scheme)).toBe(true);
    const page = (await server.nobody().get(`/help/search?lang=${lang}&q=${encodeURIComponent(q)}`)).text;
    expect(page).toContain('class="text elsewhere"');
    expect(page).toContain(encodeURIComponent(q));
  });

  test('S16 what is supported here is sent nowhere', async () => {
    const asked = (await server.nobody().get('/api/v1/ask?lang=en&q=shared%20mailbox')).is(200);
    expect(asked).not.toHaveProperty('out_of_scope');
  });
});

describe('topic and desk', () => {
  test.each([
    ['メールボックスの移行ができない', 'exchange-online/mailbox-migration', 'technical'],
    ['邮箱迁移失败', 'exchange-online/mailbox-migration', 'technical'],
    ['Mailbox migration fails', 'exchange-online/mailbox-migration', 'technical'],
    ['請求書の金額が違う', 'billing/invoices', 'billing'],
  ])('%s', async (subject, topic, desk) => {
    const shown = await verdict(people.contosoAdmin, {
      subject,
      impact: impact.question,
    });
    expect(shown).toMatchObject({ topic: { id: topic }, desk: { id: desk } });
  });

  test('nothing at all gets a verdict, too', async () => {
    expect(await verdict(people.contosoAdmin, {})).toMatchObject({
      answer: 'allowed',
    });
  });

  test('S9 what opens the desk for small businesses is named, with the way to it', async () => {
    const wish = { desk: 'small-business', impact: impact.question };
    expect((await verdict(people.fabrikamAdmin, wish, operator_host.ww)).answer).toBe('allowed');
    const shown = await verdict(people.contosoAdmin, wish, operator_host.ww);
    expect(shown.answer).toBe('no_subscription');
    expect(shown.way_on.plans).toEqual([
      { id: 'small-business-support', name: 'Small-business support', obtain: expect.stringContaining('admin center') },
    ]);
  });

  test('each operator decides by its own policy', async () => {
    const shown = await verdict(people.fabrikamAdmin, { impact: impact.down_many }, operator_host.ww);
    expect(['allowed', 'ask_partner', 'role_lacks_right']).toContain(shown.answer);
  });
});
