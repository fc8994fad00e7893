// S4: the help pane inside a page of another product: another origin, the strictest policy, hostile styles.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { demo_password, expect, expectSound, people, signInByForm, test as base } from './support/house';
import { helpKey, startProduct, type Product } from './support/product';
import { startServer, type Server } from './support/server';
import { beginsWith, languages, words, type Lang } from './support/words';

interface Place {
  support: Server;
  product: Product;
}

/** The desk names the product's website in its policy, as its manager does it. */
async function publishPane(support: Server, origin: string): Promise<void> {
  const api = `${support.address}/api/v1`;
  const signIn = { email: people.manager, password: demo_password };
  const json = { 'Content-Type': 'application/json' };
  const session = await fetch(`${api}/session`, { method: 'POST', headers: json, body: JSON.stringify(signIn) });
  const headers = { ...json, Cookie: (session.headers.get('set-cookie') ?? '').split(';')[0]! };
  const versions = `${api}/office/policy/versions`;
  const { in_force, newest } = (await (await fetch(versions, { headers })).json()) as Record<string, number>;
  const { text, files } = (await (await fetch(`${versions}/${in_force}`, { headers })).json()) as Record<
    string,
    string
  >;
  const body = JSON.stringify({ text: `${text}\n[pane]\norigins = ["${origin}"]\n`, files, reason: 'the pane' });
  const done = await fetch(versions, { method: 'POST', headers: { ...headers, 'If-Match': `"${newest}"` }, body });
  expect(done.status).toBe(201);
}

const test = base.extend<object, { place: Place }>({
  place: [
    async ({ serverOwner: _ }, use) => {
      const data = mkdtempSync(join(tmpdir(), 'madoguchi-pane-'));
      const support = await startServer(['--data', data]);
      const key = helpKey(data);
      const product = await startProduct(
        () => support.address,
        () => key,
      );
      await publishPane(support, product.origin);
      await use({ support, product });
      await product.stop();
      await support.stop();
      rmSync(data, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});

const admin = { email: people.contosoAdmin, organization: 'Contoso' };

/** The product's page, with the panel open. */
async function openPane(
  page: Page,
  { product }: Place,
  lang: Lang,
  query = '',
): Promise<ReturnType<Page['getByRole']>> {
  await page.goto(`${product.origin}/?lang=${lang}${query}`);
  await page.getByRole('button', { name: words(lang)('shared.help') }).click();
  const panel = page.getByRole('dialog');
  await expect(panel).toBeVisible();
  return panel;
}

for (const lang of languages) {
  test(`S4 ask, read, contact support and get a number, in ${lang}`, async ({ browserOf, place }) => {
    const say = words(lang);
    place.product.reader = admin;
    const page = await browserOf({ lang });
    const panel = await openPane(page, place, lang);
    const box = panel.getByRole('combobox', { name: say('portal.ask.title') });
    await expect(box).toBeFocused();
    await box.fill('Outlook');
    const article = panel.getByRole('option').filter({ hasText: say('portal.kind.article') });
    await expect(article.first()).toBeVisible();
    await expect(panel.locator('mark').first()).toBeVisible();
    await expectSound(page, 'ask');
    await article.first().click();
    await expect(panel.locator('.prose')).not.toBeEmpty();
    await expect(panel.getByRole('button', { name: say('portal.ask.open') })).toBeInViewport({ ratio: 1 });
    await expectSound(page, 'article');
    await panel.getByRole('button', { name: say('portal.ask.open') }).click();
    await expect(panel.getByText('Contoso')).toBeVisible();
    await expect(panel.getByLabel(say('portal.form.subject'))).toHaveValue('Outlook');
    await panel.getByLabel(say('portal.form.description')).fill('Outlook');
    await panel.getByRole('radio', { name: beginsWith(say('portal.impact.impaired')) }).check();
    await panel.getByRole('radio', { name: say('portal.impact.some') }).check();
    await expect(panel.getByRole('img', { name: say('shared.severity', { id: 'B' }) })).toBeVisible();
    await expect(panel.getByRole('radio', { name: beginsWith(say('portal.way.email')) })).toBeChecked();
    await expectSound(page, 'contact');
    await panel.getByRole('button', { name: say('portal.form.send') }).click();
    const number = new RegExp(say('portal.form.sent', { number: '0' }).replace('0', '\\d+'));
    const sent = panel.getByRole('heading', { name: number });
    await expect(sent).toBeFocused();
    await expect(panel.getByRole('link', { name: say('embed.sent.follow') })).toHaveAttribute(
      'href',
      /\/requests\/req_/,
    );
    await expectSound(page, 'sent');
  });
}

test('S4 an incident comes first, and is told inside', async ({ browserOf, place }) => {
  place.product.reader = admin;
  const page = await browserOf({ lang: 'en' });
  const panel = await openPane(page, place, 'en');
  await panel.getByRole('combobox').fill('Exchange Online mail');
  const first = panel.getByRole('option').first();
  await expect(first).toContainText(words('en')('portal.kind.incident'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('listitem').first()).toBeVisible();
});

test('nobody known asks and reads, signs in in a window, and opens a request', async ({ browserOf, place }) => {
  const say = words('en');
  place.product.reader = undefined;
  const page = await browserOf({ lang: 'en' });
  const panel = await openPane(page, place, 'en');
  await panel.getByRole('combobox').fill('shared mailbox');
  await expect(panel.getByRole('option').first()).toBeVisible();
  await panel.getByRole('button', { name: say('portal.ask.open') }).click();
  const popup = page.waitForEvent('popup');
  await panel.getByRole('button', { name: say('shared.signIn') }).click();
  const other = await popup;
  await other.getByLabel(say('shared.email')).fill(people.contosoAdmin);
  await other.getByLabel(say('shared.password')).fill(demo_password);
  await other.getByRole('button', { name: say('shared.signIn') }).click();
  await expect(panel.getByText('Contoso')).toBeVisible();
  await expect.poll(() => other.isClosed()).toBe(true);
  await panel.getByLabel(say('portal.form.description')).fill('It does not open.');
  await panel.getByRole('radio', { name: beginsWith(say('portal.impact.question')) }).check();
  await panel.getByRole('button', { name: say('portal.form.send') }).click();
  await expect(panel.getByRole('heading', { name: /^Request #\d+ is open/ })).toBeVisible();
});

test('the window hands nothing to a page that the policy does not name', async ({ browser, place }) => {
  const { support, product } = place;
  // A browser of its own: it complains of what is sent to another page than the one that is there.
  const page = await browser.newPage({ locale: 'en-GB' });
  await page.goto(`${support.address}/sign-in`);
  await signInByForm(page, people.contosoAdmin, 'en');
  await page.goto(`${product.origin.replace('127.0.0.1', 'localhost')}/plain`);
  for (const origin of [page.url().replace('/plain', ''), product.origin]) {
    const opened = page.waitForEvent('popup');
    await page.evaluate((address) => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      window.addEventListener('message', (event) => heard.push(event.data));
      window.open(address);
    }, `${support.address}/sign-in/pane?origin=${origin}`);
    const other = await opened;
    await other.waitForResponse(/pane\/grant/).catch(() => undefined);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([]);
  }
  await page.context().close();
});

test('styles of the page do not come in, and none go out', async ({ browserOf, place }) => {
  const say = words('en');
  place.product.reader = undefined;
  const page = await browserOf({ lang: 'en' });
  await page.goto(`${place.product.origin}/?lang=en`);
  const before = await page.evaluate(
    () => getComputedStyle(document.querySelector('h1')!).cssText + document.head.innerHTML,
  );
  const panel = await openPane(page, place, 'en');
  const box = panel.getByRole('combobox');
  const look = await box.evaluate((element) => {
    const { fontSize, color, letterSpacing, backgroundColor } = getComputedStyle(element);
    return { fontSize, color, letterSpacing, backgroundColor };
  });
  expect(look).toEqual({
    fontSize: '15px',
    color: 'rgb(29, 28, 26)',
    letterSpacing: 'normal',
    backgroundColor: 'rgb(255, 255, 255)',
  });
  const frame = (await panel.boundingBox())!;
  expect(Math.round(frame.x + frame.width)).toBe(1440 - 20);
  await expect(panel.getByRole('heading', { name: say('portal.ask.title') })).toHaveCSS('color', 'rgb(29, 28, 26)');
  const after = await page.evaluate(
    () => getComputedStyle(document.querySelector('h1')!).cssText + document.head.innerHTML,
  );
  expect(after).toBe(before);
});

test('works by keys alone: in, around, out, and back to the button; the page hears none of it', async ({
  browserOf,
  place,
}) => {
  const say = words('en');
  place.product.reader = admin;
  const page = await browserOf({ lang: 'en' });
  await page.goto(`${place.product.origin}/?lang=en`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: say('shared.help') })).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog');
  await expect(panel.getByRole('combobox')).toBeFocused();
  await page.evaluate(() => ((window as unknown as { pressed: string[] }).pressed = []));
  await page.keyboard.type('mail j/');
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => document.activeElement?.tagName === 'MADOGUCHI-HELP');
    expect(inside, `after ${presses + 1} times Tab`).toBe(true);
  }
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole('button', { name: say('shared.help') })).toBeFocused();
  const heard = await page.evaluate(() => (window as unknown as { pressed: string[] }).pressed);
  expect(heard.filter((key) => key.length === 1)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('combobox')).toHaveValue('mail j/');
});

test('what the reader writes and who they are stays out of reach of the page and its stores', async ({
  browserOf,
  place,
}) => {
  place.product.reader = admin;
  const page = await browserOf({ lang: 'en' });
  const panel = await openPane(page, place, 'en');
  await panel.getByRole('combobox').fill('a private matter');
  await panel.getByRole('button', { name: words('en')('portal.ask.open') }).click();
  await expect(panel.getByText('Contoso')).toBeVisible();
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, document.body.outerHTML]),
  );
  expect(kept).not.toMatch(/private matter|Contoso|madoguchi_session/);
  expect(await page.context().cookies()).toEqual([]);
});

test('a session that has ended is begun anew, and one that will end before it does', async ({ browserOf, place }) => {
  const say = words('en');
  place.product.reader = admin;
  const page = await browserOf({ lang: 'en', refused: /\/api\/v1\/(ask|verdict)/ });
  await page.clock.install();
  const begun = () => page.waitForResponse((reply) => reply.url().includes('/api/v1/pane/session') && reply.ok());
  const first = begun();
  const panel = await openPane(page, place, 'en');
  const { token } = (await (await first).json()) as { token: string };
  const headers = { Authorization: `Bearer ${token}` };
  const ended = await fetch(`${place.support.address}/api/v1/session`, { method: 'DELETE', headers });
  expect(ended.status).toBe(204);
  await panel.getByRole('combobox').fill('Outlook does not open');
  const second = begun();
  await panel.getByRole('button', { name: say('portal.ask.open') }).click();
  await second;
  await panel.getByRole('radio', { name: beginsWith(say('portal.impact.question')) }).check();
  await expect(panel.getByRole('radio', { name: beginsWith(say('portal.way.email')) })).toBeVisible();
  const third = begun();
  await page.clock.fastForward('51:00');
  await panel.getByLabel(say('portal.form.description')).fill('It does not open.');
  await third;
  await expect(panel.getByText('Contoso')).toBeVisible();
});

test('a pane for another operator says so', async ({ browserOf, place }) => {
  const say = words('en');
  place.product.reader = undefined;
  const page = await browserOf({ lang: 'en', refused: /\/api\/v1\/pane/ });
  await page.goto(`${place.product.origin}/?lang=en`);
  await page.locator('madoguchi-help').evaluate((element) => element.setAttribute('operator', 'm365-ww'));
  await page.getByRole('button', { name: say('shared.help') }).click();
  await expect(page.getByRole('alert')).toHaveText(say('embed.notHere'));
});

for (const theme of ['light', 'dark'] as const) {
  test(`on a narrow screen, ${theme} by the device or by the page`, async ({ browserOf, place }) => {
    place.product.reader = admin;
    const page = await browserOf({ lang: 'ja', colorScheme: theme, viewport: { width: 360, height: 740 } });
    const panel = await openPane(page, place, 'ja');
    const paper = { light: 'rgb(252, 251, 248)', dark: 'rgb(23, 24, 27)' };
    await expect(panel).toHaveCSS('background-color', paper[theme]);
    await expect
      .poll(async () => Object.values((await panel.boundingBox())!).map(Math.round))
      .toEqual([0, 0, 360, 740]);
    await panel.getByRole('combobox').fill('共有メールボックス');
    await expect(panel.getByRole('option').first()).toBeVisible();
    await expectSound(page, `narrow, ${theme}`);
    const other = theme === 'light' ? 'dark' : 'light';
    await expect(await openPane(page, place, 'ja', `&theme=${other}`)).toHaveCSS('background-color', paper[other]);
  });
}

test('the script is small, kept for an hour, and lent to other sites', async ({ place }) => {
  const reply = await fetch(`${place.support.address}/pane.js`, { headers: { 'Accept-Encoding': 'gzip' } });
  expect(reply.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(reply.headers.get('cache-control')).toBe('public, max-age=3600');
  expect(reply.headers.get('content-encoding')).toBe('gzip');
  expect(Number(reply.headers.get('content-length'))).toBeLessThan(40_000);
  const page = await fetch(`${place.support.address}/sign-in/pane`);
  expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
  const usual = await fetch(`${place.support.address}/sign-in`);
  expect(usual.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(usual.headers.get('cross-origin-resource-policy')).toBe('same-origin');
});
