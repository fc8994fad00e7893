// The portal beside the story: on paper, and under the hands of those who write with an input method.
import type { CDPSession } from '@playwright/test';
import { expect, openRequest, people, test } from './support/house';
import { words } from './support/words';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a request on paper, from a ${colorScheme} screen`, async ({ signedIn }) => {
    const say = words('ja');
    const admin = await signedIn(people.contosoAdmin, { lang: 'ja', colorScheme });
    const subject = '印刷する問い合わせ';
    const id = await openRequest(admin, subject);
    await admin.goto(`/portal/requests/${id}`);
    const answer = admin.getByLabel(say('portal.answer'), { exact: true });
    await answer.fill(Array.from({ length: 90 }, (_, line) => `${line + 1} 行目`).join('\n\n'));
    await admin.getByRole('button', { name: say('portal.answer.send'), exact: true }).click();
    await expect(admin.getByText('90 行目', { exact: true })).toBeVisible();
    await admin.emulateMedia({ media: 'print' });
    for (const role of ['navigation', 'textbox', 'button', 'form'] as const)
      await expect(admin.getByRole(role), `${role} on paper`).toHaveCount(0);
    await expect(admin.getByRole('heading', { level: 1, name: subject })).toBeVisible();
    for (const line of [1, 45, 90]) await expect(admin.getByText(`${line} 行目`, { exact: true })).toBeVisible();
    // Nothing scrolls on paper: what does not fit would be lost.
    const cut = await admin
      .locator('main, main *')
      .evaluateAll(
        (all) =>
          all.filter((one) => one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).overflowY !== 'visible')
            .length,
      );
    expect(cut).toBe(0);
    await expect(admin.locator('body')).toHaveCSS('color', 'rgb(29, 28, 26)');
  });
}

/** Writes as an input method does: the text under way, then what it becomes. */
async function compose(devtools: CDPSession, ...steps: string[]): Promise<void> {
  for (const text of steps)
    await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}
/** Enter while the input method has the text: the key belongs to it (229), then the text is there. */
async function confirm(devtools: CDPSession, text: string): Promise<void> {
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await devtools.send('Input.insertText', { text });
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'keyUp',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 13,
  });
}

const input_methods = [
  { lang: 'ja', steps: ['め', 'めー', 'めーる', 'メール'], text: 'メール' },
  { lang: 'zh-Hans', steps: ['y', 'you', 'you jian', '邮件'], text: '邮件' },
] as const;

for (const { lang, steps, text } of input_methods) {
  test(`asking with an input method in ${lang}`, async ({ signedIn }) => {
    const admin = await signedIn(people.contosoAdmin, { lang });
    const devtools = await admin.context().newCDPSession(admin);
    await admin.goto('/portal');
    const box = admin.getByRole('combobox');
    const options = admin.getByRole('listbox').getByRole('option');
    await expect(box).toBeFocused();

    // The suggestions come while the first word is under way; its Enter ends the composition and chooses nothing.
    await compose(devtools, ...steps);
    await expect(box).toHaveValue(text);
    await expect(options.first()).toBeVisible();
    await confirm(devtools, text);
    await expect(admin.getByRole('listbox').getByRole('option', { selected: true })).toHaveCount(0);
    const first = await options.allTextContents();

    // While the next is no word yet they stay, and keys belong to the input method.
    await compose(devtools, 'お', 'おくq');
    await devtools.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'ArrowDown',
      code: 'ArrowDown',
      windowsVirtualKeyCode: 229,
    });
    await expect(admin.getByRole('listbox').getByRole('option', { selected: true })).toHaveCount(0);
    await expect(options.first()).toBeVisible();
    await compose(devtools, '');
    await expect(box).toHaveValue(text);
    await expect.poll(() => options.allTextContents()).toEqual(first);

    // With a suggestion chosen, Enter of the input method opens nothing; Enter of the hand does.
    await admin.keyboard.press('ArrowDown');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await compose(devtools, 'お');
    const answered = admin.waitForResponse((one) => new URL(one.url()).searchParams.get('q') === `${text}送`);
    await confirm(devtools, '送');
    await expect(box).toHaveValue(`${text}送`);
    await (await answered).finished();
    await expect(admin).toHaveURL(/\/portal(\?|$)/);
    await expect(options.first()).toBeVisible();
    await admin.keyboard.press('ArrowDown');
    await admin.keyboard.press('Enter');
    await expect(admin).not.toHaveURL(/\/portal(\?|$)/);
  });
}
