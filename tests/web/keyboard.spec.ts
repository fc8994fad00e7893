// The story once more, with the mouse put away.
import { expect, expectSound, people, signInByKeyboard, tabTo, test } from './support/house';
import { beginsWith, languages, words } from './support/words';

test.use({ serverOwner: 'keyboard' });

for (const lang of languages) {
  test(`the story by keyboard in ${lang}`, async ({ browserOf }) => {
    const say = words(lang);
    const admin = await browserOf({ lang });
    const keys = admin.keyboard;
    await admin.goto('/portal');
    await signInByKeyboard(admin, people.contosoAdmin, lang);

    // Asked for early: the browser must know that the chooser is waited for before the key is pressed.
    const picker = admin.waitForEvent('filechooser', { timeout: 0 });
    picker.catch(() => undefined);

    // The box has the focus; arrow and Enter read an article, and one comes back to the question.
    const box = admin.getByRole('combobox');
    await expect(box).toBeFocused();
    await keys.type('Outlook');
    const options = admin.getByRole('listbox').getByRole('option');
    await expect(options.first()).toBeVisible();
    await keys.press('ArrowDown');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await expect(box).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id'))!);
    const title = await options.first().locator('b').textContent();
    await keys.press('Enter');
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText(title!);
    await admin.goBack();
    await expect(box).toHaveValue('Outlook');

    // No answer helps: the form, every part of it.
    const contact = admin.getByRole('link', { name: say('portal.ask.open') });
    await tabTo(admin, contact);
    await keys.press('Enter');
    await expect(admin.getByLabel(say('portal.form.subject'))).toHaveValue('Outlook');
    const description = admin.getByLabel(say('portal.form.description'));
    await tabTo(admin, description);
    await keys.type('IMAP');
    const attach = admin.getByRole('button', { name: say('shared.attach') });
    await tabTo(admin, attach);
    await keys.press('Enter');
    await (await picker).setFiles({ name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('1\n') });
    await expect(admin.getByRole('button', { name: say('shared.attach.remove', { name: 'log.txt' }) })).toBeVisible();
    await tabTo(admin, admin.getByRole('radio', { name: beginsWith(say('portal.impact.down')) }));
    await keys.press('ArrowDown');
    await expect(admin.getByRole('radio', { name: beginsWith(say('portal.impact.impaired')) })).toBeChecked();
    await tabTo(admin, admin.getByRole('radio', { name: beginsWith(say('portal.impact.one')) }));
    await keys.press('Space');
    const send = admin.getByRole('button', { name: say('portal.form.send') });
    await expect(send).toBeEnabled();
    await tabTo(admin, send);
    await keys.press('Enter');
    await admin.waitForURL(/\/portal\/requests\/req_/);
    const id = admin.url().split('/').at(-1)!;

    // The agent goes down the queue to it, and takes, notes, answers and solves with single keys.
    const agent = await browserOf({ lang });
    const hands = agent.keyboard;
    await agent.goto('/console?view=unassigned');
    await signInByKeyboard(agent, people.agent, lang);
    await expect(agent.locator(`[data-row="${id}"]`)).toBeVisible();
    const cursor = () => agent.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row);
    for (let steps = 0; steps < 60 && (await cursor()) !== id; steps++) await hands.press('j');
    await hands.press('Enter');
    await expect(agent.getByRole('heading', { level: 1, name: 'Outlook' })).toBeVisible();
    await hands.press('a');
    const { name } = (await (await agent.request.get('/api/v1/me')).json()) as { name: string };
    await expect(agent.getByText(say('console.done.assigned', { name })).first()).toBeVisible();
    const timeline = agent.getByRole('list', { name: say('shared.timeline') });
    await hands.press('n');
    await expect(agent.getByRole('textbox', { name: say('shared.note') })).toBeFocused();
    await hands.type('ask for the log');
    await hands.press('Control+Enter');
    const now = agent.getByRole('button', { name: say('console.sendNow') });
    await tabTo(agent, now);
    await hands.press('Enter');
    await expect(timeline).toContainText('ask for the log');
    await agent.locator('body').press('Escape');
    await hands.press('r');
    await expect(agent.getByRole('textbox', { name: say('console.reply') })).toBeFocused();
    await hands.type('Which version?');
    await hands.press('Control+Enter');
    await tabTo(agent, now);
    await hands.press('Enter');
    await expect(timeline).toContainText('Which version?');
    await expectSound(agent, 'console by keyboard');

    // Answered by the customer, solved by the agent, reopened by the customer.
    await expect(admin.getByText('Which version?')).toBeVisible();
    await tabTo(admin, admin.getByLabel(say('portal.answer'), { exact: true }));
    await keys.type('Version 2308');
    await keys.press('Control+Enter');
    await expect(timeline).toContainText('Version 2308');
    await hands.press('e');
    const again = admin.getByLabel(say('portal.answer.reopens'), { exact: true });
    await tabTo(admin, again);
    await keys.type('Still not.');
    await tabTo(admin, admin.getByRole('button', { name: say('portal.answer.send'), exact: true }));
    await keys.press('Enter');
    await expect(timeline).toContainText('Still not.');
    await expect(admin.getByLabel(say('portal.answer'), { exact: true })).toBeVisible();
  });
}
