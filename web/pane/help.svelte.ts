/**
 * What the pane knows: who reads, what was asked, where in ask → answer → contact one is. It lives as long as the page
 * does and is written down nowhere: another site's store is no place for what a customer writes.
 */
import { callServer, Trouble, type Call, type PaneSession, type Result, type Schemas } from './server';
import { setLang, t, type Lang } from './words.svelte';

export type Step = 'ask' | 'reading' | 'contact' | 'opened';
type Me = Schemas['Me'];

/** Size of the window for signing in. */
const window_features = 'popup,width=480,height=640';
const window_look_milliseconds = 500;
/** A session lasts an hour; before that it is begun anew, so that nobody is unknown in the middle of a sentence. */
const session_fresh_milliseconds = 50 * 60_000;

export class Help {
  operator = $state('');
  theme = $state<'light' | 'dark'>();
  name = $state('');
  open = $state(false);
  step = $state<Step>('ask');
  question = $state('');
  read = $state.raw<Result>();
  /** What the request belongs to, if it began at an incident or a topic. */
  incident = $state('');
  topic = $state('');
  opened = $state.raw<Schemas['Request']>();
  me = $state.raw<Me>();
  /** What stands in the way of everything, or of being known. */
  trouble = $state('');
  signingIn = $state(false);
  #session: string | undefined;
  #fresh_until = 0;
  #before: Step[] = [];
  #known: Promise<void> | undefined;

  constructor(
    readonly home: string,
    private readonly token: () => Promise<string | undefined>,
  ) {}

  speak(chosen: Lang): void {
    setLang(chosen);
  }

  /** Opens the panel; the first time it asks whose help this is, and the page who reads. */
  show(): void {
    this.open = true;
    this.#known ??= this.#begin();
  }

  async #begin(): Promise<void> {
    try {
      const query = { operator: this.operator };
      this.name = (await this.#send<{ operator: { name: string } }>('GET', '/api/v1/pane', { query })).operator.name;
      await this.#identify();
    } catch (thrown) {
      this.#known = undefined;
      const status = thrown instanceof Trouble ? thrown.status : -1;
      this.trouble = status === 404 || status === 0 ? t('embed.notHere') : wordsOf(thrown);
    }
  }

  /** Takes over who the page says its reader is; true if it said so and was believed. */
  async #identify(): Promise<boolean> {
    try {
      const token = await this.token();
      if (!token) return false;
      this.#take(await this.#send<PaneSession>('POST', '/api/v1/pane/session', { body: { token } }));
      return true;
    } catch (thrown) {
      this.trouble = t('embed.identity.failed', { reason: wordsOf(thrown) });
      return false;
    }
  }

  #take(session: PaneSession): void {
    this.#session = session.token;
    this.#fresh_until = performance.now() + session_fresh_milliseconds;
    this.me = session.me;
    this.trouble = '';
  }

  #send<T>(method: string, path: string, call: Call = {}): Promise<T> {
    return callServer<T>(this.home, method, path, { ...call, token: this.#session });
  }

  /** Begins a session anew, if the page can say who reads; else the reader is nobody from now on. */
  async #renew(): Promise<boolean> {
    this.#session = undefined;
    const known = await this.#identify();
    if (!known) this.me = undefined;
    return known;
  }

  /** A call as whoever reads. */
  async call<T>(method: string, path: string, call: Call = {}): Promise<T> {
    await this.#known;
    if (this.#session && performance.now() > this.#fresh_until) await this.#renew();
    try {
      return await this.#send<T>(method, path, call);
    } catch (thrown) {
      if (!(thrown instanceof Trouble) || thrown.status !== 401 || !this.#session) throw thrown;
      if (!(await this.#renew())) throw thrown;
      return await this.#send<T>(method, path, call);
    }
  }

  /** Signs in in a window of the operator's own, which hands over a session for this page alone. */
  signIn(): void {
    const query = new URLSearchParams({ origin: location.origin });
    const other = window.open(`${this.home}/sign-in/pane?${query}`, '_blank', window_features);
    if (!other) return void (this.trouble = t('embed.signIn.blocked'));
    this.signingIn = true;
    this.trouble = '';
    const listening = new AbortController();
    const end = () => {
      clearInterval(look);
      listening.abort();
      this.signingIn = false;
    };
    const look = setInterval(() => other.closed && end(), window_look_milliseconds);
    const hear = (event: MessageEvent<{ madoguchiSession?: PaneSession }>) => {
      if (event.origin !== this.home || event.source !== other || !event.data?.madoguchiSession) return;
      this.#take(event.data.madoguchiSession);
      end();
    };
    window.addEventListener('message', hear, { signal: listening.signal });
  }

  go(step: Step): void {
    this.#before.push(this.step);
    this.step = step;
  }

  back(): void {
    this.step = this.#before.pop() ?? 'ask';
  }

  get canGoBack(): boolean {
    return this.step !== 'ask' && this.step !== 'opened';
  }

  choose(result: Result): void {
    this.read = result;
    this.topic = result.kind === 'topic' ? result.id : '';
    this.incident = '';
    this.go(result.kind === 'topic' ? 'contact' : 'reading');
  }

  contact(incident = ''): void {
    this.incident = incident;
    this.go('contact');
  }

  finish(request: Schemas['Request']): void {
    this.opened = request;
    this.step = 'opened';
    this.#before = [];
  }

  startOver(): void {
    this.question = '';
    this.topic = '';
    this.incident = '';
    this.step = 'ask';
    this.#before = [];
  }
}

export function wordsOf(thrown: unknown): string {
  return thrown instanceof Trouble ? thrown.message : t('shared.error.unknown');
}
