// N7: a customer's silence lowers a severity, in fairness. Both requests are the demo's, which waits for their answers.
import type { Page } from '@playwright/test';
import { expect, expectSound, people, tabTo, test } from './support/house';
import { languages, words } from './support/words';

// Moved under another version of the policy, silence would be counted anew.
test.use({ serverOwner: 'silence' });

const lowered = '受発注サイトが開けない';
const silent = 'シングル サインオンで誰もサインインできない';

/** The address of the demo's request with this subject, below /portal or /console. */
async function pathOf(page: Page, subject: string): Promise<string> {
  const answer = await page.request.get('/api/v1/requests?view=all&limit=50');
  const { items } = (await answer.json()) as { items: { id: string; subject: string }[] };
  return `/requests/${items.find((one) => one.subject === subject)!.id}`;
}

const narrow = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } as const;

for (const lang of languages) {
  test(`waiting, may be lowered, lowered: told fairly in ${lang}`, async ({ signedIn }) => {
    const say = words(lang);
    const admin = await signedIn(people.contosoAdmin, { lang, ...narrow });
    const turn = admin.locator('section.turn');
    await admin.goto(`/portal${await pathOf(admin, silent)}`);
    await expect(turn).toContainText(say('portal.turn.customer'));
    await expect(turn).toContainText(say('portal.verdict.owes'));
    await expect(turn.getByRole('button', { name: say('portal.request.object', { severity: 'A' }) })).toHaveCount(0);
    await expectSound(admin, 'silent');
    await admin.goto(`/portal${await pathOf(admin, lowered)}`);
    await expect(turn.getByRole('button', { name: say('portal.request.object', { severity: 'A' }) })).toBeVisible();
    await admin.getByText(say('shared.receipt.why')).click();
    await expect(admin.getByText(/A → B/).first()).toBeVisible();
    await expectSound(admin, 'lowered');

    const agent = await signedIn(people.agent, { lang, ...narrow });
    await agent.goto(`/console${await pathOf(agent, silent)}`);
    await expect(agent.getByText(say('console.lowering', { severity: 'B' }))).toBeInViewport();
    await expect(agent.getByRole('button', { name: say('console.lowering.do', { severity: 'B' }) })).toBeInViewport();
    await expectSound(agent, 'may lower');
  });
}

test('lowered by the agent, restored by the customer, with keys alone and live', async ({ signedIn }) => {
  const [ja, en] = [words('ja'), words('en')];
  const admin = await signedIn(people.contosoAdmin, { lang: 'ja' });
  const agent = await signedIn(people.agent, { lang: 'en' });
  const path = await pathOf(agent, silent);
  await admin.goto(`/portal${path}`);
  await expect(admin.getByRole('img', { name: ja('shared.severity', { id: 'A' }) }).first()).toBeVisible();
  await agent.goto(`/console${path}`);
  await tabTo(agent, agent.getByRole('button', { name: en('console.lowering.do', { severity: 'B' }) }));
  await agent.keyboard.press('Enter');
  await expect(agent.getByText(en('console.lowering', { severity: 'B' }))).toHaveCount(0);

  const restore = admin.getByRole('button', { name: ja('portal.request.object', { severity: 'A' }) });
  await tabTo(admin, restore);
  await admin.keyboard.press('Enter');
  await expect(restore).toHaveCount(0);
  await expect(admin.locator('section.turn')).toContainText(ja('portal.turn.operator'));
  await expect(admin.getByRole('heading', { level: 1 }).locator('..').getByRole('img').first()).toHaveAccessibleName(
    ja('shared.severity', { id: 'A' }),
  );
  await expect(agent.getByText(en('console.objected.detail', { from: 'A', to: 'B' }))).toBeVisible();
  await expectSound(agent, 'objected');

  // An objection is told once, in each reader's language.
  const told = async (page: Page, lang: string) => {
    const answer = await page.request.get(`/api/v1${path}/timeline?lang=${lang}`);
    return ((await answer.json()) as { items: { kind: string; text: string }[] }).items.slice(-2);
  };
  expect((await told(agent, 'en')).map(({ kind }) => kind)).toEqual(['severity_changed', 'objected']);
  expect((await told(admin, 'ja'))[1]!.text).toContain('A');
});
