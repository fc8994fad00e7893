/** A request while it is written in the pane: its verdict follows every answer, and it is sent once. */
import type { Help } from './help.svelte';
import type { Schemas, Verdict } from './server';
import { lang, t } from './words.svelte';

const subject_length_max = 200;

export class Draft {
  subject = $state('');
  description = $state('');
  service = $state<Schemas['Impact']['service']>();
  people = $state<NonNullable<Schemas['Impact']['people']>>();
  workaround = $state<boolean>();
  businessImpact = $state('');
  way = $state<Schemas['RequestContact']['way']>('email');
  email = $state('');
  phone = $state('');
  desk = $state('');
  insist = $state(false);
  verdict = $state.raw<Verdict>();
  #key: string = crypto.randomUUID();

  constructor(private readonly help: Help) {
    const question = help.question.trim();
    if (question.length <= subject_length_max) this.subject = question;
    else this.description = question;
  }

  get impact(): Schemas['Impact'] | undefined {
    const { service, people, workaround } = this;
    if (!service) return undefined;
    if (service === 'question') return { service };
    return {
      service,
      ...(people ? { people } : {}),
      ...(service === 'impaired' && workaround !== undefined ? { workaround } : {}),
    };
  }

  /** Are the questions answered that the severity follows from? */
  get isJudged(): boolean {
    return this.service === 'question' || (!!this.service && !!this.people);
  }

  owes(duty: string): boolean {
    return this.verdict?.customer_owes.some((owed) => owed.id === duty) ?? false;
  }

  /** What is still missing, by field; nothing if it can be sent. */
  missing(): Record<string, string> | undefined {
    const missing: Record<string, string> = {};
    if (!this.subject.trim()) missing.subject = t('portal.form.missing.subject');
    if (!this.description.trim()) missing.description = t('portal.form.missing.description');
    if (this.owes('impact-statement') && !this.businessImpact.trim())
      missing.business_impact = t('portal.form.missing.businessImpact');
    if (this.way === 'email' && !this.email.trim()) missing['contact.email'] = t('portal.form.missing.email');
    if (this.way !== 'email' && !this.phone.trim()) missing['contact.phone'] = t('portal.form.missing.phone');
    return Object.keys(missing).length ? missing : undefined;
  }

  #about() {
    const { desk, insist, help } = this;
    const topic = desk ? '' : help.topic;
    return { ...(desk && { desk }), ...(topic && { topic }), ...(insist && { insist }) };
  }

  /** Asks what would happen if this were opened now. Reads everything it depends on before it first waits. */
  async judge(signal: AbortSignal): Promise<void> {
    const { impact } = this;
    const body = {
      subject: this.subject.slice(0, subject_length_max),
      description: this.description,
      ...(impact && { impact }),
      ...this.#about(),
    };
    this.verdict = await this.help.call<Verdict>('POST', '/api/v1/verdict', { body, signal });
  }

  async send(): Promise<Schemas['Request']> {
    const email = this.email.trim();
    const phone = this.phone.trim();
    const topic = this.desk ? undefined : this.help.topic || this.verdict?.topic?.id;
    const body: Schemas['NewRequest'] = {
      subject: this.subject.trim(),
      description: this.description,
      impact: this.impact ?? { service: 'question' },
      contact: { way: this.way, ...(email && { email }), ...(phone && { phone }) },
      lang: lang(),
      ...this.#about(),
      ...(topic && { topic }),
      ...(this.owes('impact-statement') && { business_impact: this.businessImpact }),
      ...(this.help.incident && { follows_incident: this.help.incident }),
    };
    return await this.help.call('POST', '/api/v1/requests', { body, key: this.#key });
  }

  /** After an answer that this key was used for another text: the next try is a new one. */
  renewKey(): void {
    this.#key = crypto.randomUUID();
  }
}
