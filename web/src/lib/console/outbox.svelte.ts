/**
 * Messages between "send" and sent: for ten seconds they are in this browser only and can be taken back.
 * No clock stops before the server has them. They live as long as the console is open; the draft stays until they are sent.
 */
import { api, call, type Attachment, type Message, type Request } from '$lib/api/client';
import { troubleWords } from '$lib/api/errors';
import { dropDraft, readDraft } from '$lib/draft';
import { showToast } from '$lib/toasts.svelte';

const holdMilliseconds = 10_000;

export interface Letter {
  request: string;
  number: number;
  text: string;
  visibility: Message['visibility'];
  awaitCustomer: boolean;
  solve: boolean;
  files: Attachment[];
  /** The Idempotency-Key: trying again sends it once. */
  key: string;
  draft: string;
  /** The newest message the writer had before the eyes. */
  lastRead?: string;
  sent: (request: Request) => void;
}

/** A letter that was not sent: taken back, or for what was thrown, or because somebody wrote meanwhile. */
export interface Returned extends Letter {
  thrown?: unknown;
  meanwhile?: Message;
}

export interface Held extends Letter {
  until: number;
}

export class Outbox {
  held = $state.raw<Held[]>([]);
  /** Not sent; each waits for its request's composer to take it up again. */
  returned = $state.raw<Returned[]>([]);
  #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor() {
    $effect(() => {
      if (!this.held.length) return;
      const stay = (event: BeforeUnloadEvent) => event.preventDefault();
      addEventListener('beforeunload', stay);
      return () => removeEventListener('beforeunload', stay);
    });
  }

  of(request: string): Held | undefined {
    return this.held.find((letter) => letter.request === request);
  }

  hold(letter: Letter): void {
    this.held = [...this.held, { ...letter, until: Date.now() + holdMilliseconds }];
    const timer = setTimeout(() => void this.sendNow(letter.key), holdMilliseconds);
    this.#timers.set(letter.key, timer);
  }

  undo(key: string): void {
    const letter = this.#takeOut(key);
    if (letter) this.#back(letter);
  }

  async sendNow(key: string): Promise<void> {
    const letter = this.#takeOut(key);
    if (!letter) return;
    try {
      const meanwhile = letter.visibility === 'public' ? await newerAnswer(letter) : undefined;
      if (meanwhile) return this.#back({ ...letter, meanwhile });
      const request = await post(letter);
      if (readDraft(letter.draft)?.key === letter.key) dropDraft(letter.draft);
      letter.sent(letter.solve ? await solve(request) : request);
    } catch (thrown) {
      this.#back({ ...letter, thrown });
    }
  }

  /** The returned letter of a request, once. */
  takeUp(request: string): Returned | undefined {
    const letter = this.returned.find((one) => one.request === request);
    if (letter) this.returned = this.returned.filter((one) => one !== letter);
    return letter;
  }

  #back(letter: Returned): void {
    this.returned = [...this.returned, letter];
  }

  #takeOut(key: string): Held | undefined {
    const letter = this.held.find((one) => one.key === key);
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.held = this.held.filter((one) => one.key !== key);
    return letter;
  }
}

/** What somebody said in public after the writer last looked: two answers at once must not happen unseen. */
async function newerAnswer(letter: Letter): Promise<Message | undefined> {
  const path = { id: letter.request };
  const { items } = await call(api.GET('/api/v1/requests/{id}/timeline', { params: { path } }));
  const messages = items.flatMap((item) => (item.message ? [item.message] : []));
  const read = messages.findIndex((message) => message.id === letter.lastRead);
  return messages.slice(read + 1).find((message) => message.visibility === 'public');
}

async function post(letter: Letter): Promise<Request> {
  const path = { id: letter.request };
  const { request } = await call(
    api.POST('/api/v1/requests/{id}/messages', {
      params: { path, header: { 'Idempotency-Key': letter.key } },
      body: {
        text: letter.text,
        visibility: letter.visibility,
        ...(letter.awaitCustomer && { await_customer: true }),
        ...(letter.files.length && { attachments: letter.files.map(({ id }) => id) }),
      },
    }),
  );
  return request;
}

/** The answer is out; if solving fails, that alone is told. */
async function solve(request: Request): Promise<Request> {
  const params = { path: { id: request.id }, header: { 'If-Match': `"${request.version}"` } };
  try {
    return await call(api.PATCH('/api/v1/requests/{id}', { params, body: { status: 'solved' } }));
  } catch (thrown) {
    showToast({ words: troubleWords(thrown), trouble: true });
    return request;
  }
}
