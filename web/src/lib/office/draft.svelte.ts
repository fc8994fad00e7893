/** A policy being edited: its text and files, kept in this browser until it is published, and what the server says of it. */
import { untrack } from 'svelte';
import { api, call, type Terms } from '$lib/api/client';
import { dropDraft, keepDraft, newKey, readDraft } from '$lib/draft';
import { lang } from '$lib/i18n/words.svelte';
import { me } from '$lib/session.svelte';
import type { Files, Mistake } from './policy';

interface Written {
  text: string;
  files: Files;
  /** The newest version when this was begun, or that its author has looked at since. */
  seen: number;
  /** The version whose text this began with. */
  base: number;
}

const pauseMilliseconds = 250;

export class PolicyDraft {
  text = $state.raw('');
  files = $state.raw<Files>({});
  seen = $state(0);
  base = $state(0);
  mistakes = $state.raw<Mistake[]>([]);
  /** How many more there are than those told. */
  more = $state(0);
  /** What the text would say to the public: of the last moment when it could be read. */
  terms = $state.raw<Terms>();
  /** The files that the text names, also those that are missing. */
  named = $state.raw<string[]>([]);
  thrown = $state.raw<unknown>();
  checked = $state(false);
  changed = $state(false);
  #name = `policy:${me().id}`;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes up the kept draft; false if there is none. */
  resume(): boolean {
    const kept = readDraft<Written>(this.#name)?.value;
    if (!kept) return false;
    Object.assign(this, kept);
    this.changed = true;
    this.check();
    return true;
  }

  begin(written: Written): void {
    dropDraft(this.#name);
    Object.assign(this, written);
    this.changed = false;
    this.check();
  }

  /** Writes one file anew; the empty name is the text itself. */
  write(name: string, content: string): void {
    if (name === '') this.text = content;
    else this.files = { ...this.files, [name]: content };
    this.changed = true;
    this.keep();
    this.checked = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check(), pauseMilliseconds);
  }

  /** The author has looked at what was published meanwhile. */
  see(newest: number): void {
    this.seen = newest;
    if (this.changed) this.keep();
  }

  keep(): void {
    const { text, files, seen, base } = this;
    keepDraft<Written>(this.#name, { value: { text, files, seen, base }, key: newKey() });
  }

  drop(): void {
    clearTimeout(this.#timer);
    dropDraft(this.#name);
  }

  check(): void {
    untrack(() => void this.#check());
  }

  async #check(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const body = { text: this.text, files: this.files };
      const said = await call(api.POST('/api/v1/office/policy/check', { params: { query: { lang: lang() } }, body }));
      if (turn !== this.#turn) return;
      this.mistakes = said.mistakes;
      this.more = said.mistakes_more;
      this.terms = said.terms ?? this.terms;
      this.named = said.files ?? this.named;
      this.thrown = undefined;
      this.checked = true;
    } catch (thrown) {
      if (turn === this.#turn) this.thrown = thrown;
    }
  }
}
