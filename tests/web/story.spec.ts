// Ask, open a request, keep the promise: a customer and an agent, each in a browser, by mouse.
import { expect, expectSound, openRequest, people, signInByForm, speak, test } from './support/house';
import { beginsWith, languages, words } from './support/words';

// The first page of a list shows what these tests open, whatever others have opened.
test.use({ serverOwner: 'story' });

const questions = {
  ja: 'メールボックスの移行ができない',
  'zh-Hans': '无法迁移邮箱',
  en: 'Mailbox migration does not start',
};
/** What an admin types while the demo's incident goes on, before anybody has told them of it. */
const late_mail = { ja: 'メールが届くのが遅い', 'zh-Hans': '邮件延迟', en: 'mail delayed' };

for (const lang of languages) {
  test(`the story in ${lang}`, async ({ browserOf, signedIn }) => {
    const say = words(lang);
    const question = questions[lang];
    await speak(await signedIn(people.contosoAdmin, { lang }), lang);
    const agent = await signedIn(people.agent, { lang, colorScheme: 'dark' });
    await agent.goto('/console?view=unassigned');
    await expect(agent.getByRole('heading', { name: say('console.queue.title') })).toBeVisible();
    const agentStays = await agent.evaluateHandle(() => document);

    // Ask: suggestions while typing; the text goes over into the request.
    const admin = await browserOf({ lang });
    await admin.goto('/portal');
    await signInByForm(admin, people.contosoAdmin, lang);
    const box = admin.getByRole('combobox');
    const options = admin.getByRole('listbox').getByRole('option');
    await box.pressSequentially(late_mail[lang]);
    await expect(options.first()).toContainText(say('portal.kind.incident'));
    await box.clear();
    await box.pressSequentially(question);
    await expect(options.first()).toContainText(say('portal.kind.article'));
    await expectSound(admin, 'ask');
    await admin.getByRole('link', { name: say('portal.ask.open') }).click();
    await expect(admin.getByLabel(say('portal.form.subject'))).toHaveValue(question);
    await admin.getByLabel(say('portal.form.description')).fill(`${question}\n\n- **IMAP**`);
    await admin.getByRole('radio', { name: beginsWith(say('portal.impact.impaired')) }).check();
    await admin.getByRole('radio', { name: beginsWith(say('portal.impact.some')) }).check();
    await expect(admin.locator('time[datetime]').first()).toBeVisible();
    await expect(admin.getByText(say('portal.verdict.owes'))).toBeVisible();
    await expect(
      admin
        .getByText(/Asia\/\w+/)
        .filter({ visible: true })
        .first(),
    ).toBeVisible();
    await expect(admin.getByRole('radiogroup', { name: say('portal.form.contact') })).toBeVisible();
    await admin
      .locator('input[type=file]')
      .setInputFiles({ name: 'report.txt', mimeType: 'text/plain', buffer: Buffer.from('0x80070005\n') });
    await expect(
      admin.getByRole('button', { name: say('shared.attach.remove', { name: 'report.txt' }) }),
    ).toBeVisible();
    await expectSound(admin, 'request form');
    await admin.getByRole('button', { name: say('portal.form.send') }).click();
    await admin.waitForURL(/\/portal\/requests\/req_/);
    await expect(admin.getByRole('heading', { level: 1, name: question })).toBeVisible();
    await expect(admin.getByRole('link', { name: beginsWith('report.txt') })).toBeVisible();
    const id = admin.url().split('/').at(-1)!;
    const adminStays = await admin.evaluateHandle(() => document);

    // The queue has it without reload; by the next promise; opened, noted, answered.
    const row = agent.locator(`a[href*="${id}"]`).first();
    await expect(row).toBeVisible();
    const dues = await agent
      .locator('[data-row] time')
      .evaluateAll((all) => all.map((one) => one.getAttribute('datetime')!));
    expect(dues.length, 'requests with a promise').toBeGreaterThan(1);
    const moments = dues.map((due) => Date.parse(due));
    expect(moments, 'the next promise first').toEqual(moments.toSorted((one, other) => one - other));
    await row.click();
    await expect(agent.getByRole('heading', { level: 1, name: question })).toBeVisible();
    const about = agent.getByRole('complementary', { name: say('console.about') });
    await expect(about).toContainText('Contoso');
    await expect(about).toContainText(say('console.plan'));
    await expect(about).toContainText(say('console.related'));
    await about
      .getByRole('button', { name: say('shared.receipt.why') })
      .first()
      .click();
    await expect(about.getByRole('button', { name: say('shared.receipt.why'), expanded: true })).toBeVisible();
    const timeline = agent.getByRole('list', { name: say('shared.timeline') });
    await agent.getByRole('button', { name: beginsWith(say('shared.note')) }).click();
    await agent.getByRole('textbox', { name: say('shared.note') }).fill('throttling?');
    await agent.getByRole('button', { name: beginsWith(say('console.send.note')) }).click();
    await agent.getByRole('button', { name: say('console.sendNow') }).click();
    await expect(timeline).toContainText('throttling?');
    await agent
      .getByRole('button', { name: beginsWith(say('console.reply')) })
      .first()
      .click();
    await agent.getByRole('textbox', { name: say('console.reply') }).fill('Please set **20** at once.');
    await agent
      .getByRole('button', { name: beginsWith(say('console.send')) })
      .last()
      .click();
    await agent.getByRole('button', { name: say('console.sendNow') }).click();
    await expect(timeline.getByText('20', { exact: true })).toBeVisible();
    await expect(about).toContainText(say('shared.clock.state.kept'));
    await expectSound(agent, 'console');

    // The answer comes by itself, the note never; answered, solved, reopened by an answer.
    await expect(admin.getByText('Please set')).toBeVisible();
    await expect(admin.getByText('throttling?')).toHaveCount(0);
    await admin.getByLabel(say('portal.answer'), { exact: true }).fill('It runs now.');
    await admin.getByRole('button', { name: say('portal.answer.send'), exact: true }).click();
    await expect(timeline).toContainText('It runs now.');
    await agent.getByRole('button', { name: say('console.solve'), exact: true }).click();
    const again = admin.getByLabel(say('portal.answer.reopens'), { exact: true });
    await again.fill('It stopped again.');
    await expectSound(admin, 'request, solved');
    await admin.getByRole('button', { name: say('portal.answer.send'), exact: true }).click();
    await expect(timeline).toContainText('It stopped again.');
    await expect(admin.getByLabel(say('portal.answer'), { exact: true })).toBeVisible();
    for (const stays of [agentStays, adminStays])
      expect(await stays.evaluate((before) => before === document), 'no reload').toBe(true);

    const told = (await (await agent.request.get(`/api/v1/requests/${id}/timeline`)).json()) as {
      items: { kind: string }[];
    };
    const kinds = told.items.map(({ kind }) => kind);
    const turns = kinds.filter((kind) => ['opened', 'clock_kept', 'solved', 'reopened'].includes(kind));
    expect(turns.slice(0, 2)).toEqual(['opened', 'clock_kept']);
    expect(turns.indexOf('reopened')).toBeGreaterThan(turns.indexOf('solved'));
    expect(turns).toContain('solved');
  });
}

test('eight tabs of a browser share one stream', async ({ signedIn, server }) => {
  const page = await signedIn(people.contosoAdmin, { lang: 'en' });
  const tabs = [page];
  while (tabs.length < 8) tabs.push(await page.context().newPage());
  for (const tab of tabs) await tab.goto('/portal/requests');
  const streams = async () => {
    const text = await (await fetch(`${server.address}/metrics`)).text();
    return Number(/^madoguchi_now\{what="streams"\} (\d+)$/m.exec(text)?.[1]);
  };
  await expect.poll(streams).toBe(1);
  const subject = 'Seen in every tab';
  await openRequest(page, subject);
  for (const tab of tabs) await expect(tab.getByText(subject)).toHaveCount(1);
  await page.close();
  await expect.poll(streams).toBe(1);
  await openRequest(tabs[1]!, 'Seen after the first has closed');
  for (const tab of tabs.slice(1)) await expect(tab.getByText('Seen after the first has closed')).toHaveCount(1);
});
