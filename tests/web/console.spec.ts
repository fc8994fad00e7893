// What agents do beside the story: files, sending in other ways, many requests at once, other desks, keys alone.
import { readFile, writeFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, expectSound, openRequest, people, test, type BrowserOf } from './support/house';
import { beginsWith, words, type Lang } from './support/words';

test.use({ serverOwner: 'console' });

const file_bytes_max = 25 * 1024 * 1024;
const lang: Lang = 'en';
const say = words(lang);
const errors = JSON.parse(await readFile(new URL('../../locales/en/errors.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

type Email = (typeof people)[keyof typeof people];
type SignedIn = (email: Email, options: BrowserOf) => Promise<Page>;

/** A customer who has opened a request, and an agent who has it before the eyes. */
async function bothAt(
  subject: string,
  signedIn: SignedIn,
  { customer = people.contosoAdmin, ...options }: Partial<BrowserOf> & { customer?: Email } = {},
) {
  const admin = await signedIn(customer, { lang });
  const id = await openRequest(admin, subject);
  await admin.goto(`/portal/requests/${id}`);
  const agent = await signedIn(people.agent, { lang, ...options });
  await agent.goto(`/console/requests/${id}?view=all`);
  await expect(agent.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  return { admin, agent, id };
}

const composerOf = (agent: Page) => agent.getByRole('form', { name: say('console.composer') });
const replyOf = (agent: Page) => agent.getByRole('textbox', { name: say('console.reply') });
const headOf = (agent: Page) => agent.locator('article > header');
const storyOf = (page: Page) => page.getByRole('list', { name: say('shared.timeline') });
const button = (page: Page | Locator, key: string) => page.getByRole('button', { name: beginsWith(say(key)) });
const rowOf = (agent: Page, id: string) => agent.locator(`[data-row="${id}"]`);
const removeOf = (agent: Page, name: string) =>
  agent.getByRole('button', { name: say('shared.attach.remove', { name }) });

/** Drops a file of this machine, as a hand with a mouse would. */
async function drop(target: Locator, path: string): Promise<void> {
  const page = target.page();
  const box = (await target.boundingBox())!;
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const devtools = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, ...at, data });
}

/** Puts a picture into the clipboard as a screenshot would, or with words as a table would. */
async function copyPicture(page: Page, words = ''): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async (words) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
    const picture = await new Promise<Blob>((done) => canvas.toBlob((blob) => done(blob!)));
    const text = words && { 'text/plain': new Blob([words], { type: 'text/plain' }) };
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture, ...text })]);
  }, words);
}

async function contentOf(page: Page, name: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await storyOf(page)
    .getByRole('link', { name: beginsWith(name) })
    .click();
  expect((await download).suggestedFilename()).toBe(name);
  return await readFile(await (await download).path());
}

test('files are dropped, pasted, removed, and reach the customer', async ({ signedIn }, info) => {
  const { admin, agent } = await bothAt('Files in an answer', signedIn);
  const outputPath = (name: string) => info.outputPath(name);
  await writeFile(outputPath('log 日志.txt'), 'delivered\n');
  await writeFile(outputPath('slip.txt'), 'not for others\n');
  await drop(storyOf(agent), outputPath('log 日志.txt'));
  await expect(removeOf(agent, 'log 日志.txt')).toBeVisible();
  await drop(composerOf(agent), outputPath('slip.txt'));
  await removeOf(agent, 'slip.txt').click();
  await expect(removeOf(agent, 'slip.txt')).toHaveCount(0);

  await copyPicture(agent);
  await replyOf(agent).click();
  await agent.keyboard.press('Control+v');
  await expect(removeOf(agent, 'image.png')).toBeVisible();
  await replyOf(agent).fill('The log and a picture.');
  await expectSound(agent, 'composer with files');
  await button(composerOf(agent), 'console.send').last().click();
  await button(agent, 'console.sendNow').click();

  expect((await contentOf(admin, 'log 日志.txt')).toString()).toBe('delivered\n');
  expect((await contentOf(admin, 'image.png')).subarray(1, 4).toString()).toBe('PNG');
  await expect(admin.getByText('slip.txt')).toHaveCount(0);
});

test('words copied together with their picture stay words', async ({ signedIn }) => {
  const { agent } = await bothAt('Cells of a table', signedIn);
  await copyPicture(agent, '0x80070005');
  await replyOf(agent).click();
  await agent.keyboard.press('Control+v');
  await expect(replyOf(agent)).toHaveValue('0x80070005');
  await expect(removeOf(agent, 'image.png')).toHaveCount(0);
});

test('a file that is too large is refused at once, with its limit', async ({ signedIn }) => {
  const { agent } = await bothAt('Too large', signedIn);
  await composerOf(agent)
    .locator('input[type=file]')
    .setInputFiles({
      name: 'dump.bin',
      mimeType: 'application/octet-stream',
      buffer: Buffer.alloc(file_bytes_max + 1),
    });
  await expect(composerOf(agent).getByRole('alert')).toContainText('25 MB');
  await replyOf(agent).fill('Without it.');
  await expectSound(agent, 'refused file');
  await removeOf(agent, 'dump.bin').click();
  await expect(composerOf(agent).getByRole('alert')).toHaveCount(0);
});

test('send and solve', async ({ signedIn }) => {
  const { admin, agent, id } = await bothAt('Send and solve', signedIn);
  await replyOf(agent).fill('Please restart it.');
  await button(agent, 'console.send.solve').click();
  await expect(admin.getByText('Please restart it.')).toHaveCount(0);
  await button(agent, 'console.sendNow').click();
  await expect(headOf(agent).getByText(say('shared.status.solved'))).toBeVisible();
  await expect(rowOf(agent, id)).toContainText(say('shared.status.solved'));
  await expect(admin.getByText('Please restart it.')).toBeVisible();
  await expect(admin.getByText(say('shared.status.solved'), { exact: true })).toBeVisible();
  await expect(admin.getByLabel(say('portal.answer.reopens'), { exact: true })).toBeVisible();
});

test('send and wait for the customer, whose answer ends the waiting', async ({ signedIn }) => {
  const { admin, agent } = await bothAt('Send and wait', signedIn);
  await replyOf(agent).fill('Which version?');
  await agent.getByLabel(say('console.await')).check();
  await button(composerOf(agent), 'console.send').last().click();
  await button(agent, 'console.sendNow').click();
  const head = headOf(agent);
  await expect(head.getByText(say('shared.status.awaiting_customer'))).toBeVisible();
  await expect(agent.getByLabel(say('console.await'))).not.toBeChecked();
  await expectSound(agent, 'waiting');
  await expect(admin.getByText(say('portal.turn.customer'))).toBeVisible();
  await admin.getByLabel(say('portal.answer'), { exact: true }).fill('2308.');
  await admin.getByRole('button', { name: say('portal.answer.send'), exact: true }).click();
  await expect(head.getByText(say('shared.status.awaiting_customer'))).toHaveCount(0);
  await expect(admin.getByText(say('portal.turn.operator'))).toBeVisible();
});

test('taken back before it is sent: nobody has read it, and it can be written on', async ({ signedIn }) => {
  const { admin, agent } = await bothAt('Taken back', signedIn);
  await replyOf(agent).fill('Wrong customer.');
  await agent.getByLabel(say('console.await')).check();
  await button(composerOf(agent), 'console.send').last().click();
  await button(agent, 'console.unsend').click();
  await expect(replyOf(agent)).toHaveValue('Wrong customer.');
  await expect(replyOf(agent)).toBeFocused();
  await expect(agent.getByLabel(say('console.await'))).toBeChecked();
  await admin.reload();
  await expect(storyOf(admin)).toContainText('Taken back');
  await expect(admin.getByText('Wrong customer.')).toHaveCount(0);
});

test('several at once: assigned, solved, and both taken back', async ({ signedIn }) => {
  const admin = await signedIn(people.contosoAdmin, { lang });
  const ids = [await openRequest(admin, 'First of two'), await openRequest(admin, 'Second of two')];
  const agent = await signedIn(people.agent, { lang });
  await agent.goto('/console?view=unassigned');
  const pick = async () => {
    for (const id of ids) {
      await rowOf(agent, id).hover();
      await rowOf(agent, id).getByRole('checkbox').check();
    }
    await expect(agent.getByRole('group', { name: '2 picked' })).toBeVisible();
  };
  const picked = agent.getByRole('group', { name: /picked$/ });
  const undo = agent.getByRole('status').getByRole('button', { name: say('shared.undo') });
  await pick();
  await expectSound(agent, 'picked');
  await button(picked, 'console.take').click();
  for (const id of ids) await expect(rowOf(agent, id)).toHaveCount(0);
  await expect(picked).toHaveCount(0);
  await undo.click();
  for (const id of ids) await expect(rowOf(agent, id)).toBeVisible();

  await agent.goto('/console?view=all');
  await pick();
  await button(picked, 'console.solve').click();
  for (const id of ids) await expect(rowOf(agent, id)).toContainText(say('shared.status.solved'));
  await undo.click();
  for (const id of ids) await expect(rowOf(agent, id)).not.toContainText(say('shared.status.solved'));
});

test('desk and severity change where they stand; clocks and story follow; undo', async ({ signedIn }) => {
  const { agent } = await bothAt('Whose desk', signedIn);
  const severity = agent.getByLabel(say('console.severity'), { exact: true });
  const due = headOf(agent).locator('time').first();
  const dueAt = async () => Date.parse((await due.getAttribute('datetime'))!);
  const before = await dueAt();
  await expect(severity).toHaveValue('B');
  await severity.selectOption('C');
  await expect(agent.getByRole('img', { name: say('shared.severity', { id: 'C' }) }).first()).toBeVisible();
  await expect.poll(dueAt).toBeGreaterThan(before + 3_600_000);
  await expect(storyOf(agent)).toContainText('C');
  await agent.getByRole('button', { name: say('shared.undo') }).click();
  await expect(severity).toHaveValue('B');
  // Raised again, the promise counts from now: the seconds between, if the desk is open.
  await expect.poll(dueAt).toBeLessThan(before + 600_000);
  expect(await dueAt()).toBeGreaterThanOrEqual(before);

  const desk = agent.getByLabel(say('console.desk'));
  await desk.selectOption({ label: 'Billing and subscriptions' });
  await expect(storyOf(agent)).toContainText('Billing and subscriptions');
  await expect(severity.locator('option')).toHaveText([/^B/, /^C/]);
  await expectSound(agent, 'another desk');
  await agent.getByRole('button', { name: say('shared.undo') }).click();
  await expect(desk.locator('option:checked')).toHaveText('Technical support');
});

test('a change that is refused says why, and changes nothing', async ({ signedIn }) => {
  const refused = /\/api\/v1\/requests\/req_\w+$/;
  // Without an advanced agreement there is no severity A.
  const { admin, agent, id } = await bothAt('Refused', signedIn, { refused, customer: people.fabrikamAdmin });
  const severity = agent.getByLabel(say('console.severity'), { exact: true });
  await severity.selectOption('A');
  await expect(agent.getByRole('status').getByText(errors.severity_not_on_offer!)).toBeVisible();
  await expect(severity).toHaveValue('B');

  // The customer is quicker by a moment: the agent sees what is different and still may insist.
  let first = true;
  await agent.route(refused, async (route) => {
    if (route.request().method() === 'PATCH' && first) {
      first = false;
      await button(admin, 'portal.request.solve').click();
      await expect(button(admin, 'portal.request.reopen')).toBeVisible();
    }
    await route.continue();
  });
  await severity.selectOption('C');
  await expect(agent.getByText(say('console.stale'))).toBeVisible();
  await expect(agent.getByRole('listitem').getByText(say('shared.status.solved')).first()).toBeVisible();
  await expectSound(agent, 'stale');
  await button(agent, 'console.stale.leave').click();
  await expect(agent.getByText(say('console.stale'))).toHaveCount(0);
  await expect(rowOf(agent, id)).toContainText(say('shared.status.solved'));
});

test('the queue by keys: down, up, open, pick, views, and the page of keys', async ({ signedIn }) => {
  const admin = await signedIn(people.contosoAdmin, { lang });
  for (const subject of ['Keys one', 'Keys two', 'Keys three']) await openRequest(admin, subject);
  const agent = await signedIn(people.agent, { lang });
  const keys = agent.keyboard;
  await agent.goto('/console?view=unassigned');
  const links = agent.locator('[data-row] h2 a');
  await expect(links.nth(2)).toBeVisible();
  await keys.press('k');
  await expect(links.last()).toBeFocused();
  await keys.press('j');
  await expect(links.last()).toBeFocused();
  await keys.press('2');
  await expect(links.nth(2)).toBeVisible();
  await agent.reload();
  await expect(links.nth(2)).toBeVisible();
  await keys.press('j');
  await keys.press('j');
  await keys.press('j');
  await keys.press('k');
  await expect(links.nth(1)).toBeFocused();
  await keys.press('x');
  await expect(agent.getByRole('checkbox').nth(1)).toBeChecked();
  await keys.press('x');
  await expect(agent.getByRole('checkbox').nth(1)).not.toBeChecked();
  const subject = (await links.nth(1).textContent())!;
  await keys.press('Enter');
  await expect(agent.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  await keys.press('r');
  await keys.type('jk');
  await expect(replyOf(agent)).toHaveValue('jk');
  await keys.press('Escape');
  await keys.press('j');
  await expect(links.nth(2)).toBeFocused();

  const views = agent.getByRole('navigation', { name: say('console.views') });
  for (const [key, view] of [
    ['1', 'mine'],
    ['3', 'due'],
    ['4', 'waiting'],
    ['5', 'all'],
    ['2', 'unassigned'],
  ] as const) {
    await keys.press(key);
    await expect(views.locator('[aria-current=page]')).toContainText(say(`console.view.${view}`));
  }
  await expect(links.nth(2)).toBeVisible();
  await keys.press('j');
  await expect(agent.locator('[data-row] h2 a:focus')).toBeVisible();
  await keys.press('Enter');
  await expect(replyOf(agent)).toBeVisible();
  await keys.press('?');
  const page = agent.getByRole('dialog', { name: say('console.keys') });
  for (const key of ['j', 'k', 'Enter', 'r', 'n', 'a', 'e', 'x', '/', '?'])
    await expect(page.getByText(key, { exact: true })).toBeVisible();
  await expectSound(agent, 'keys');
  await page.getByLabel(say('console.keys.single')).uncheck();
  await keys.press('Escape');
  await expect(page).toBeHidden();
  await keys.press('?');
  await keys.press('Control+k');
  await expect(agent.getByRole('dialog')).toHaveAccessibleName(say('console.find'));
});

test('the palette finds requests and does what a mouse can', async ({ signedIn }) => {
  const { agent } = await bothAt('Palette', signedIn);
  const keys = agent.keyboard;
  const palette = agent.getByRole('dialog', { name: say('console.find') });
  const chosen = palette.getByRole('option', { selected: true });
  const run = async (typed: string, words: string) => {
    await keys.press('Control+k');
    await expect(palette.getByRole('combobox')).toBeFocused();
    await keys.type(typed);
    await expect(chosen).toContainText(words);
    await keys.press('Enter');
    await expect(palette).toBeHidden();
  };
  await run('severity C', 'Change the severity to C');
  await expect(storyOf(agent)).toContainText('C');
  await run('wait customer', say('console.wait'));
  await expect(headOf(agent)).toContainText(say('shared.status.awaiting_customer'));
  await run('internal', say('console.do.note'));
  await expect(agent.getByRole('textbox', { name: say('shared.note') })).toBeFocused();
  await keys.press('Escape');
  await keys.press('/');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await expectSound(agent, 'palette');
  await keys.type('全社でメール');
  await expect(chosen).toContainText('全社でメールの送受信ができない');
  await keys.press('Enter');
  await expect(agent.getByRole('heading', { level: 1, name: '全社でメールの送受信ができない' })).toBeVisible();
});

test('a note and its file stay among agents', async ({ signedIn }) => {
  const { admin, agent, id } = await bothAt('Notes stay here', signedIn);
  await button(composerOf(agent), 'shared.note').click();
  await composerOf(agent)
    .locator('input[type=file]')
    .setInputFiles({ name: 'inside.txt', mimeType: 'text/plain', buffer: Buffer.from('inside\n') });
  await expect(removeOf(agent, 'inside.txt')).toBeVisible();
  await agent.getByRole('textbox', { name: say('shared.note') }).fill('Zwiebelkuchen');
  await button(composerOf(agent), 'console.send.note').click();
  await button(agent, 'console.sendNow').click();
  const file = storyOf(agent).getByRole('link', { name: beginsWith('inside.txt') });
  await expect(storyOf(agent)).toContainText('Zwiebelkuchen');
  await replyOf(agent)
    .or(agent.getByRole('textbox', { name: say('shared.note') }))
    .fill('');
  await button(composerOf(agent), 'console.reply').click();
  await replyOf(agent).fill('Said to all.');
  await button(composerOf(agent), 'console.send').last().click();
  await button(agent, 'console.sendNow').click();

  // What came after the note has come: the note has not.
  await expect(storyOf(admin)).toContainText('Said to all.');
  await expect(admin.locator('body')).not.toContainText(/Zwiebelkuchen|inside\.txt/);
  await admin.reload();
  await expect(storyOf(admin)).toContainText('Said to all.');
  await expect(admin.locator('body')).not.toContainText(/Zwiebelkuchen|inside\.txt/);
  expect((await admin.request.get((await file.getAttribute('href'))!)).status()).toBe(404);
  expect((await agent.request.get((await file.getAttribute('href'))!)).status()).toBe(200);
  for (const path of [`requests/${id}`, `requests/${id}/timeline`, 'requests?view=all', 'ask?q=Zwiebelkuchen']) {
    const answer = await admin.request.get(`/api/v1/${path}`);
    expect(answer.status(), path).toBe(200);
    expect(await answer.text(), path).not.toMatch(/Zwiebelkuchen|inside\.txt/);
  }
});
