/** A request while it is being written: its text lives in the browser until it is sent, its verdict follows every answer. */
import { api, call, type Attachment, type Request, type Schemas, type Verdict } from '$lib/api/client';
import { Attachments } from '$lib/attachments.svelte';
import { dropDraft, keepDraft, newKey, readDraft } from '$lib/draft';
import { lang, t } from '$lib/i18n/words.svelte';
import { me } from '$lib/session.svelte';

const subject_length_max = 200;

type Service = Schemas['Impact']['service'];
type People = NonNullable<Schemas['Impact']['people']>;

export interface Written {
  subject: string;
  description: string;
  desk: string;
  topic: string;
  service?: Service;
  people?: People;
  workaround?: boolean;
  businessImpact: string;
  way: Schemas['RequestContact']['way'];
  email: string;
  phone: string;
  attachments: Attachment[];
  incident: string;
  /** The old request that this one follows. */
  follows: string;
  /** A guide that was walked first, and the choices made in it. */
  guide?: { id: string; way: string };
  /** Its steps as they go along, in Markdown. */
  walked: string;
  insist: boolean;
}

const isEmpty = (written: Written) => !written.subject.trim() && !written.description.trim();

function blank(): Written {
  const { email, phone } = me();
  const text = {
    subject: '',
    description: '',
    desk: '',
    topic: '',
    businessImpact: '',
    incident: '',
    follows: '',
    walked: '',
  };
  return { ...text, way: 'email', email, phone: phone ?? '', attachments: [], insist: false };
}

export class RequestForm {
  written = $state<Written>(blank());
  attachments = new Attachments();
  verdict = $state.raw<Verdict>();
  /** An unsent request that was written before this one. */
  older = $state.raw<Written>();
  #key = newKey();
  #name = `request:${me().id}`;

  /** Takes up the draft that was left, or begins with the text that was asked. */
  constructor(
    asked: Partial<Pick<Written, 'desk' | 'topic' | 'incident' | 'follows' | 'guide' | 'insist'>> & { q?: string },
  ) {
    const kept = readDraft<Written>(this.#name);
    const before = kept && !isEmpty(kept.value) ? kept : undefined;
    const isNew = asked.q && asked.q !== before?.value.subject && asked.q !== before?.value.description;
    if (before && !isNew) this.#takeUp(before.value, before.key);
    else {
      this.older = before?.value;
      if (asked.q) this.#begin(asked.q);
    }
    if (asked.desk) this.turnTo(asked.desk);
    if (asked.topic) this.written.topic = asked.topic;
    if (asked.incident) this.written.incident = asked.incident;
    if (asked.follows) this.written.follows = asked.follows;
    if (asked.guide) this.written.guide = asked.guide;
    if (asked.insist) this.written.insist = true;
  }

  #begin(text: string): void {
    if (text.length <= subject_length_max && !text.includes('\n')) this.written.subject = text;
    else this.written.description = text;
  }

  #takeUp(written: Written, key: string): void {
    this.written = { ...blank(), ...written };
    this.attachments.put(written.attachments);
    this.#key = key;
  }

  /** Goes back to the older draft; the newer one makes room. */
  takeOlder(): void {
    if (this.older) this.#takeUp(this.older, newKey());
    this.older = undefined;
  }

  /** To be called in an effect: follows everything that is written. */
  keep(): void {
    const value = { ...$state.snapshot(this.written), attachments: $state.snapshot(this.attachments.done) };
    if (!isEmpty(value)) keepDraft(this.#name, { value, key: this.#key });
  }

  /** Asks another desk; the topic was the first one's. */
  turnTo(desk: string): void {
    this.written.desk = desk;
    this.written.topic = '';
    this.written.insist = false;
  }

  get impact(): Schemas['Impact'] | undefined {
    const { service, people, workaround } = this.written;
    if (!service) return undefined;
    if (service === 'question') return { service };
    return { service, people, ...(service === 'impaired' ? { workaround } : {}) };
  }

  /** Are the questions answered that the severity follows from? */
  get isJudged(): boolean {
    const { service, people } = this.written;
    return service === 'question' || (!!service && !!people);
  }

  /** What is still missing, by field; nothing if it can be sent. */
  missing(): Record<string, string> | undefined {
    const { subject, description, walked, businessImpact, way, email, phone } = this.written;
    const missing: Record<string, string> = {};
    if (!subject.trim()) missing.subject = t('portal.form.missing.subject');
    if (!description.trim() && !walked) missing.description = t('portal.form.missing.description');
    if (this.owes('impact-statement') && !businessImpact.trim())
      missing.business_impact = t('portal.form.missing.businessImpact');
    if (way === 'email' && !email.trim()) missing['contact.email'] = t('portal.form.missing.email');
    if (way !== 'email' && !phone.trim()) missing['contact.phone'] = t('portal.form.missing.phone');
    return Object.keys(missing).length ? missing : undefined;
  }

  owes(duty: string): boolean {
    return this.verdict?.customer_owes.some((owed) => owed.id === duty) ?? false;
  }

  /** Asks what would happen if this were opened now. Reads everything it depends on before it first waits. */
  async judge(signal: AbortSignal): Promise<void> {
    const { subject, description, desk, topic, insist } = this.written;
    const body = {
      subject: subject.slice(0, subject_length_max),
      description,
      ...(this.impact ? { impact: this.impact } : {}),
      ...(desk ? { desk } : {}),
      ...(topic ? { topic } : {}),
      ...(insist ? { insist } : {}),
    };
    const query = { lang: lang() };
    this.verdict = await call(api.POST('/api/v1/verdict', { params: { query }, body, signal }));
  }

  /** Sends it. The same draft sent twice is opened once. */
  async send(): Promise<Request> {
    const { written } = this;
    const contact: Schemas['RequestContact'] = { way: written.way };
    if (written.email.trim()) contact.email = written.email.trim();
    if (written.phone.trim()) contact.phone = written.phone.trim();
    const body: Schemas['NewRequest'] = {
      subject: written.subject.trim(),
      description: [written.description, written.walked].filter((part) => part.trim()).join('\n\n'),
      impact: this.impact ?? { service: 'question' },
      contact,
      lang: lang(),
      attachments: this.attachments.ids,
      ...(written.desk ? { desk: written.desk } : {}),
      ...(written.topic || this.verdict?.topic ? { topic: written.topic || this.verdict?.topic?.id } : {}),
      ...(this.owes('impact-statement') ? { business_impact: written.businessImpact } : {}),
      ...(written.incident ? { follows_incident: written.incident } : {}),
      ...(written.follows ? { follows_request: written.follows } : {}),
      ...(written.insist ? { insist: true } : {}),
    };
    const header = { 'Idempotency-Key': this.#key };
    const request = await call(api.POST('/api/v1/requests', { params: { header }, body }));
    dropDraft(this.#name);
    return request;
  }

  /** After an answer that this key was used for another text: the next try is a new one. */
  renewKey(): void {
    this.#key = newKey();
  }
}
