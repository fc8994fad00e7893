// N1, N2: a policy that comes in force changes what every open page shows, without reload.
import type { Page } from '@playwright/test';
import { expect, people, test } from './support/house';
import { beginsWith, words } from './support/words';

const own_header = { 'X-Madoguchi': '1' };
const versions = '/api/v1/office/policy/versions';

interface Versions {
  in_force: number;
  items: { number: number }[];
}

async function publish(manager: Page, body: Record<string, unknown>): Promise<void> {
  const { items } = (await (await manager.request.get(versions)).json()) as Versions;
  const headers = { ...own_header, 'If-Match': `"${items[0]!.number}"` };
  const answer = await manager.request.post(versions, { headers, data: { reason: 'A test.', ...body } });
  expect(answer.status(), await answer.text()).toBe(201);
}

/** Publishes what is in force with these words replaced; answers the way back. */
async function change(
  manager: Page,
  move: 'none' | string[],
  ...words: [string, string][]
): Promise<() => Promise<void>> {
  const { in_force } = (await (await manager.request.get(versions)).json()) as Versions;
  const old = (await (await manager.request.get(`${versions}/${in_force}`)).json()) as { text: string; files: unknown };
  let { text } = old;
  for (const [before, after] of words) {
    expect(text).toContain(before);
    text = text.replace(before, after);
  }
  await publish(manager, { text, files: old.files, move });
  return () => publish(manager, { from_version: in_force, move });
}

/** Fails if this page was loaded anew between the call and the end. */
async function stays(page: Page): Promise<() => Promise<void>> {
  const document_before = await page.evaluateHandle(() => document);
  return async () => expect(await document_before.evaluate((before) => before === document)).toBe(true);
}

/** Opens a request at the billing desk, where no clock of the demo waits for anybody; answers its id. */
async function askBilling(page: Page, subject: string): Promise<string> {
  const data = {
    desk: 'billing',
    subject,
    description: subject,
    impact: { service: 'question' },
    contact: { way: 'email' },
  };
  const answer = await page.request.post('/api/v1/requests', { data, headers: own_header });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

const quicker: [string, string] = ['first_response = "1h"\nnext_update', 'first_response = "30m"\nnext_update'];
const renamed: [string, string] = ['{ en = "Technical support"', '{ en = "Engineers"'];

test('the form follows a policy that comes in force while somebody writes', async ({ signedIn }) => {
  const say = words('en');
  const [admin, manager] = [
    await signedIn(people.contosoAdmin, { lang: 'en' }),
    await signedIn(people.manager, { lang: 'en' }),
  ];
  await admin.goto('/portal/requests/new?q=Nobody%20gets%20mail&desk=technical');
  await admin.getByLabel(say('portal.form.description')).fill('Since nine.');
  await admin.getByRole('radio', { name: beginsWith(say('portal.impact.down')) }).check();
  await admin.getByRole('radio', { name: beginsWith(say('portal.impact.many')) }).check();
  const impact = admin.getByLabel(say('portal.form.businessImpact'));
  await expect(impact).toBeVisible();
  await expect(admin.getByText('within 1 hour')).toBeVisible();
  const no_reload = await stays(admin);

  const back = await change(manager, 'none', quicker, renamed, [
    'customer_owes = ["impact-statement", "people-assigned", ',
    'customer_owes = [',
  ]);
  await expect(admin.getByText('within 30 minutes')).toBeVisible();
  await expect(admin.getByText(say('portal.form.policyChanged'))).toBeVisible();
  await expect(admin.getByText('Engineers').first()).toBeVisible();
  await expect(impact).toHaveCount(0);
  await expect(admin.getByLabel(say('portal.form.description'))).toHaveValue('Since nine.');

  await back();
  await expect(admin.getByText('within 1 hour')).toBeVisible();
  await expect(impact).toBeVisible();
  await no_reload();
});

test('why not A follows the policy, and so do ways and desks', async ({ signedIn }) => {
  const say = words('en');
  const [admin, manager] = [
    await signedIn(people.fabrikamAdmin, { lang: 'en' }),
    await signedIn(people.manager, { lang: 'en' }),
  ];
  await admin.goto('/portal/requests/new?q=Outlook&desk=technical');
  await admin.getByRole('radio', { name: beginsWith(say('portal.impact.down')) }).check();
  await admin.getByRole('radio', { name: beginsWith(say('portal.impact.many')) }).check();
  const why = admin.getByText(say('portal.verdict.limit', { asked: 'A' }));
  await expect(why).toBeVisible();
  await expect(admin.getByRole('link', { name: 'Advanced support agreement' })).toHaveAttribute(
    'href',
    '/plans#plan-advanced-agreement',
  );
  await expect(admin.getByText('Signed through your sales account manager.')).toBeVisible();
  const back = await change(manager, 'none', ['needs = "advanced-agreement"', '# needs']);
  await expect(why).toHaveCount(0);
  await expect(admin.getByText('within 1 hour')).toBeVisible();
  await back();
  await expect(why).toBeVisible();
});

test('the request and the queue follow a policy that takes running requests along', async ({ signedIn }) => {
  const [admin, agent, manager] = [
    await signedIn(people.contosoAdmin, { lang: 'en' }),
    await signedIn(people.agent, { lang: 'en' }),
    await signedIn(people.manager, { lang: 'en' }),
  ];
  const id = await askBilling(admin, 'Moves along');
  await admin.goto(`/portal/requests/${id}`);
  await agent.goto(`/console/requests/${id}?view=all`);
  const due = admin.locator('header time[datetime]').first();
  const row = agent.locator(`[data-row="${id}"] time`).first();
  const [due_before, row_before] = [await due.getAttribute('datetime'), await row.getAttribute('datetime')];
  expect(row_before).toBe(due_before);
  const no_reload = [await stays(admin), await stays(agent)];

  const back = await change(
    manager,
    ['billing'],
    ['{ en = "Billing and subscriptions"', '{ en = "Accounts"'],
    ['first_response = "3bd"', 'first_response = "5bd"'],
  );
  await expect(due).not.toHaveAttribute('datetime', due_before!);
  await expect(row).not.toHaveAttribute('datetime', row_before!);
  await expect(admin.getByText('Accounts').first()).toBeVisible();
  await expect(agent.getByRole('combobox', { name: words('en')('console.desk') })).toContainText('Accounts');
  await back();
  await expect(due).toHaveAttribute('datetime', due_before!);
  await expect(row).toHaveAttribute('datetime', row_before!);
  for (const same of no_reload) await same();
});
