// S31: an agent splits a second issue off, by keys alone; the customer sees both, linked, without reload. S32: a new
// request names the old one that it follows.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectSound, openRequest, people, tabTo, test } from './support/house';
import { beginsWith, languages, words } from './support/words';

const own_header = { 'X-Madoguchi': '1' };

async function answer(page: Page, id: string, text: string): Promise<void> {
  const answered = await page.request.post(`/api/v1/requests/${id}/messages`, { data: { text }, headers: own_header });
  expect(answered.status()).toBe(201);
}

for (const lang of languages)
  test(`a second issue is split off by keyboard in ${lang}`, async ({ signedIn }) => {
    const say = words(lang);
    const admin = await signedIn(people.contosoAdmin, { lang });
    const id = await openRequest(admin, 'Mailbox and bill');
    await answer(admin, id, 'The bill is wrong, too.');
    await admin.goto(`/portal/requests/${id}`);
    const agent = await signedIn(people.agent, { lang });
    await agent.goto(`/console/requests/${id}?view=all`);
    const story = (page: Page) => page.getByRole('list', { name: say('shared.timeline') });
    const links = (page: Page) => page.getByRole('list', { name: say('shared.linked') });
    await expect(story(agent)).toContainText('The bill is wrong, too.');

    const keys = agent.keyboard;
    await keys.press('Control+k');
    await keys.type(say('console.split'));
    const palette = agent.getByRole('dialog', { name: say('console.find') });
    await expect(palette.getByRole('option', { selected: true })).toContainText(say('console.split'));
    await keys.press('Enter');
    const dialog = agent.getByRole('dialog', { name: say('console.split') });
    const [first, last] = [dialog.getByRole('checkbox').first(), dialog.getByRole('checkbox').last()];
    await expect(dialog.getByRole('checkbox')).toHaveCount(2);
    await expect(first).not.toBeChecked();
    await expect(last).toBeChecked();
    await expectSound(agent, `splitting in ${lang}`);

    // Nothing chosen and nothing written: told at both places, the first one has the focus.
    await tabTo(agent, last);
    await keys.press('Space');
    const send = dialog.getByRole('button', { name: say('console.split.do'), exact: true });
    await tabTo(agent, send);
    await keys.press('Enter');
    await expect(dialog.getByText(say('console.split.missing.messages'))).toBeVisible();
    await expect(dialog.getByText(say('console.split.missing.subject'))).toBeVisible();
    await expect(first).toBeFocused();
    await expectSound(agent, `not yet split in ${lang}`);

    await tabTo(agent, last);
    await keys.press('Space');
    await tabTo(agent, dialog.getByLabel(say('console.split.subject')));
    await keys.type('Wrong bill');
    const desk = dialog.getByLabel(say('console.desk'));
    await desk.selectOption('billing');
    await expect(dialog.getByLabel(say('console.severity')).locator('option')).toHaveText([/^B/, /^C/]);
    await tabTo(agent, send);
    await keys.press('Enter');
    await expect(dialog).toBeHidden();
    await agent.getByRole('button', { name: say('console.split.go'), exact: true }).click();
    await expect(agent.getByRole('heading', { level: 1, name: 'Wrong bill' })).toBeVisible();
    await links(agent)
      .getByRole('link', { name: /Mailbox and bill/ })
      .click();
    await expect(links(agent).getByRole('link')).toHaveText(/#\d+ Wrong bill/);
    await expect(links(agent)).toContainText(say('shared.linked.split_off'));
    await expect(story(agent).getByRole('link', { name: 'Wrong bill' })).toBeVisible();
    await expectSound(agent, `split in ${lang}`);

    // The customer sees it without reload, and goes there.
    await expect(links(admin)).toContainText(say('shared.linked.split_off'));
    await links(admin)
      .getByRole('link', { name: /Wrong bill/ })
      .click();
    await expect(admin.getByRole('heading', { level: 1, name: 'Wrong bill' })).toBeVisible();
    await expect(story(admin)).toContainText('The bill is wrong, too.');
    await expect(links(admin)).toContainText(say('shared.linked.split_from'));
    await expectSound(admin, `the new request in ${lang}`);
  });

test('who was slower keeps what was chosen, and splits once more', async ({ signedIn }) => {
  const say = words('en');
  const refused = /\/split$/;
  const admin = await signedIn(people.contosoAdmin, { lang: 'en' });
  const id = await openRequest(admin, 'Two things at once');
  const agent = await signedIn(people.agent, { lang: 'en', refused });
  await agent.goto(`/console/requests/${id}?view=all`);
  await agent.getByRole('button', { name: say('console.split'), exact: true }).click();
  const dialog = agent.getByRole('dialog', { name: say('console.split') });
  await dialog.getByLabel(say('console.split.subject')).fill('The other thing');
  let first = true;
  await agent.route(refused, async (route) => {
    if (first) await answer(admin, id, 'And one word more.');
    first = false;
    await route.continue();
  });
  const send = dialog.getByRole('button', { name: say('console.split.do'), exact: true });
  await send.click();
  await expect(dialog.getByRole('alert')).toContainText(say('shared.stale'));
  await expect(dialog.getByRole('checkbox')).toHaveCount(2);
  await expect(dialog.getByRole('checkbox').first()).toBeChecked();
  await expect(dialog.getByRole('checkbox').last()).not.toBeChecked();
  await expect(dialog.getByLabel(say('console.split.subject'))).toHaveValue('The other thing');
  await send.click();
  await expect(dialog).toBeHidden();
  await expect(agent.getByRole('list', { name: say('shared.linked') })).toContainText('The other thing');
});

test('a solved request cannot be split', async ({ signedIn }) => {
  const say = words('en');
  const admin = await signedIn(people.contosoAdmin, { lang: 'en' });
  const id = await openRequest(admin, 'Over');
  await admin.goto(`/portal/requests/${id}`);
  await admin.getByRole('button', { name: say('portal.request.solve') }).click();
  await expect(admin.getByRole('button', { name: say('portal.request.reopen') })).toBeVisible();
  const agent = await signedIn(people.agent, { lang: 'en' });
  await agent.goto(`/console/requests/${id}?view=all`);
  await expect(agent.getByRole('button', { name: say('console.reopen'), exact: true })).toBeVisible();
  await expect(agent.getByRole('button', { name: say('console.split') })).toHaveCount(0);
});

test('a new request names the one that it follows, and why it may not yet', async ({ signedIn }) => {
  const say = words('en');
  const errors = JSON.parse(await readFile(new URL('../../locales/en/errors.json', import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
  const admin = await signedIn(people.contosoAdmin, { lang: 'en', refused: /\/api\/v1\/requests$/ });
  const id = await openRequest(admin, 'The old one');
  await admin.goto(`/portal/requests/new?follows=${id}`);
  await expect(admin.getByText(/#\d+ The old one/)).toBeVisible();
  await admin.getByLabel(say('portal.form.subject')).fill('It is back');
  await admin.getByLabel(say('portal.form.description')).fill('As before.');
  await admin.getByRole('radio', { name: beginsWith(say('portal.impact.question')) }).check();
  await admin.getByRole('button', { name: say('portal.form.send') }).click();
  await expect(admin.getByText(errors.request_not_final!)).toBeVisible();
  await expectSound(admin, 'following too early');
  await admin.getByRole('button', { name: say('portal.form.follows.leave') }).click();
  await admin.getByRole('button', { name: say('portal.form.send') }).click();
  await expect(admin.getByRole('heading', { level: 1, name: 'It is back' })).toBeVisible();
});

test('a request solved long ago is followed by a new one', async ({ signedIn }) => {
  const say = words('en');
  const admin = await signedIn(people.contosoAdmin, { lang: 'en' });
  const list = (await (await admin.request.get('/api/v1/requests?view=all&limit=100')).json()) as {
    items: { id: string; subject: string; status: string; updated_at: string }[];
  };
  const old = list.items
    .filter(({ status }) => status === 'solved')
    .sort((one, other) => one.updated_at.localeCompare(other.updated_at))[0]!;
  await admin.goto(`/portal/requests/${old.id}`);
  await admin.getByRole('link', { name: say('portal.request.followUp') }).click();
  await expect(admin.getByText(new RegExp(`#\\d+ ${old.subject}`))).toBeVisible();
  await admin.getByLabel(say('portal.form.subject')).fill('The same once more');
  await admin.getByLabel(say('portal.form.description')).fill('After the update.');
  await admin.getByRole('radio', { name: beginsWith(say('portal.impact.question')) }).check();
  await admin.getByRole('button', { name: say('portal.form.send') }).click();
  await expect(admin.getByRole('heading', { level: 1, name: 'The same once more' })).toBeVisible();
  const links = admin.getByRole('list', { name: say('shared.linked') });
  await expect(links).toContainText(say('shared.linked.follow_up_of'));
  await links.getByRole('link').click();
  await expect(admin.getByRole('heading', { level: 1, name: old.subject })).toBeVisible();
  await expect(links).toContainText(say('shared.linked.followed_up_by'));
  await expectSound(admin, 'followed by another');
});
