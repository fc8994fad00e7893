// The office: a manager changes the support policy with mistakes told while typing, publishes it and goes back; N2.
import type { Page } from '@playwright/test';
import { expect, expectSound, people, test } from './support/house';
import { beginsWith, words, type Lang } from './support/words';

const narrow = { viewport: { width: 360, height: 720 } };

const editorOf = (page: Page, lang: Lang) => page.getByRole('textbox', { name: words(lang)('office.text') });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Finds `wanted` by the editor's own search and leaves it selected. */
async function select(page: Page, lang: Lang, wanted: string): Promise<void> {
  const say = words(lang);
  await editorOf(page, lang).click();
  await page.keyboard.press('Control+f');
  await expect(page.getByPlaceholder(say('office.find'))).toBeFocused();
  await page.keyboard.type(wanted);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
}

for (const lang of ['ja', 'en'] as const) {
  test(`N2 a manager edits, mends a mistake, publishes and goes back (${lang})`, async ({ signedIn }) => {
    const say = words(lang);
    const page = await signedIn(people.manager, { lang });
    await page.goto('/console');
    await page.getByRole('link', { name: say('console.policy') }).click();
    await expect(page.getByRole('heading', { level: 2, name: say('office.inForce') })).toBeVisible();
    await expect(page.getByRole('rowheader').or(page.getByRole('columnheader')).first()).toBeVisible();
    await expectSound(page, 'policy');

    await page.getByRole('link', { name: say('office.edit') }).click();
    await expect(page.getByText(say('office.mistakes.none'))).toBeVisible();
    const look = button(page, say('office.look'));
    await expect(look).toBeDisabled();
    await select(page, lang, 'first_response');
    await page.keyboard.type('first_respons');
    const wrong = page.locator('.cm-lintRange-error').first();
    await expect(wrong).toBeVisible();
    await expect(look).toBeDisabled();
    await expectSound(page, 'editor with a mistake');

    await page.keyboard.press('F8');
    await page.keyboard.press('Control+z');
    await expect(page.getByText(say('office.mistakes.none'))).toBeVisible();
    await select(page, lang, 'close_after');
    await page.keyboard.press('Home');
    await page.keyboard.type(`# ${lang}\n`);
    await page.reload();
    await expect(page.getByText(say('office.draft'))).toBeVisible();
    await expect(page.getByText(say('office.mistakes.none'))).toBeVisible();
    await look.click();
    await expect(page.getByRole('heading', { name: say('office.difference.now') })).toBeVisible();
    await expect(page.getByText(`# ${lang}`).last()).toBeVisible();
    await page.getByLabel(say('office.move.all')).check();
    await page.getByLabel(say('office.reason')).fill('A note for those who come after.');
    await expectSound(page, 'before publishing');
    await button(page, say('office.publish.now')).click();

    await page.waitForURL(/\/office\/policy\?published=\d+/);
    await expect(page.getByText('A note for those who come after.').first()).toBeVisible();
    await page.getByRole('link', { name: beginsWith(say('office.back.to', { number: '' }).slice(0, 4)) }).click();
    await expect(page.getByRole('form', { name: say('office.publish') })).toBeVisible();
    await button(page, say('office.publish.now')).click();
    await page.waitForURL(/\/office\/policy\?published=\d+/);
    await expect(page.getByRole('status').filter({ hasText: /\d/ }).first()).toBeVisible();
  });
}

test('N2 a mistake is underlined and told in the language of the office', async ({ signedIn }) => {
  const say = words('ja');
  const page = await signedIn(people.manager, { lang: 'ja' });
  await page.goto('/office/policy/edit');
  await expect(page.getByText(say('office.mistakes.none'))).toBeVisible();
  await select(page, 'ja', '"business"');
  await page.keyboard.type('"buisness"');
  const wrong = page.locator('.cm-lintRange-error').filter({ hasText: 'buisness' });
  await expect(wrong).toBeVisible();
  const told = 'カレンダー「buisness」はありません。「business」ではありませんか。';
  await expect(page.getByRole('region', { name: say('office.mistakes') }).getByText(told)).toBeVisible();
  await wrong.hover();
  await expect(page.locator('.cm-tooltip').getByText(told)).toBeVisible();
  await page.getByRole('button', { name: say('office.mistake.put', { suggestion: '"business"' }) }).click();
  await expect(page.getByText(say('office.mistakes.none'))).toBeVisible();
});

test('more mistakes than are told are counted', async ({ signedIn }) => {
  const say = words('ja');
  const page = await signedIn(people.manager, { lang: 'ja' });
  await page.goto('/office/policy/edit');
  await expect(page.getByText(say('office.mistakes.none'))).toBeVisible();
  await editorOf(page, 'ja').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('\n[[duties]]'.repeat(120));
  await expect(page.getByText('ほか 40 件')).toBeVisible();
  await expect(page.getByText('誤り 240 件').first()).toBeVisible();
});

test('the office fits 360 px, dark, and its lines have addresses', async ({ signedIn }) => {
  const say = words('zh-Hans');
  const page = await signedIn(people.manager, { lang: 'zh-Hans', ...narrow, colorScheme: 'dark' });
  await page.goto('/office/policy');
  await expect(page.getByRole('heading', { name: say('office.versions') })).toBeVisible();
  await expectSound(page, 'policy, narrow');
  await expect(page.locator('.line').first()).toBeInViewport({ ratio: 1 });
  await page.goto('/office/policy/versions/1#L20');
  await expect(page.locator('.aimed')).toHaveText(/^20/);
  await expect(page.locator('.aimed')).toBeInViewport();
  await expectSound(page, 'version, narrow');
  await page.goto('/office/policy/edit');
  await expect(page.getByText(say('office.mistakes.none'))).toBeVisible();
  await expectSound(page, 'editor, narrow');
  await editorOf(page, 'zh-Hans').click();
  await page.keyboard.press('Tab');
  await expect(editorOf(page, 'zh-Hans')).not.toBeFocused();
});

test('a version published meanwhile is told, and nothing is lost', async ({ signedIn }) => {
  const say = words('en');
  const page = await signedIn(people.manager, { lang: 'en', refused: /\/policy\/versions$/ });
  const other = await signedIn(people.manager, { lang: 'en' });
  await page.goto('/office/policy/edit');
  await expect(page.getByText(say('office.mistakes.none'))).toBeVisible();
  await select(page, 'en', 'close_after');
  await page.keyboard.press('Home');
  await page.keyboard.type('# mine\n');
  await other.goto('/office/policy/edit');
  await expect(other.getByText(say('office.mistakes.none'))).toBeVisible();
  await select(other, 'en', 'close_after');
  await other.keyboard.press('Home');
  await other.keyboard.type('# theirs\n');
  await button(other, say('office.look')).click();
  await other.getByLabel(say('office.reason')).fill('Quicker.');
  await button(other, say('office.publish.now')).click();
  await other.waitForURL(/published/);
  await expect(button(page, say('office.quicker.seen'))).toBeVisible();
  await button(page, say('office.quicker.seen')).click();
  await expect(editorOf(page, 'en')).toContainText('# mine');
});

test('an agent is refused in words', async ({ signedIn }) => {
  const say = words('en');
  const page = await signedIn(people.agent, { lang: 'en' });
  await page.goto('/console');
  await expect(page.getByRole('navigation', { name: say('console.places') })).toBeVisible();
  await expect(page.getByRole('link', { name: say('console.policy') })).toHaveCount(0);
  await page.goto('/office/policy/edit');
  await expect(page.getByText(say('office.refused'))).toBeVisible();
  await expectSound(page, 'refused');
});
