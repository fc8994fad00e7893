/** A language version being written: what is on the screen, what the server has, and what another saved meanwhile. */
import { untrack } from 'svelte';
import { newerState, troubleOf } from '$lib/api/errors';
import { dropDraft, keepDraft, newKey, readDraft } from '$lib/draft';
import type { Lang } from '$lib/i18n/words.svelte';
import { me } from '$lib/session.svelte';
import { askPreview, begin, move, save, type Life, type Move, type NewText, type Written } from './calls';

export interface Text {
  title: string;
  description: string;
  product: string;
  topic: string;
  audience: NonNullable<NewText['audience']>;
  kind: NonNullable<NewText['kind']>;
  markdown: string;
  owner: string;
  /** A day, 2026-11-23, or nothing. */
  review: string;
}
const empty: Text = {
  title: '',
  description: '',
  product: '',
  topic: '',
  audience: 'public',
  kind: 'article',
  markdown: '',
  owner: '',
  review: '',
};

const previewPause = 250;
const textOf = (written: Written): Text => {
  const { title, description, product, topic, audience, kind, markdown, owner, review_at } = written;
  return { title, description, product, topic, audience, kind, markdown, owner, review: review_at?.slice(0, 10) ?? '' };
};
const same = (one: Text, other: Text): boolean =>
  (Object.keys(empty) as (keyof Text)[]).every((field) => one[field] === other[field]);

export class Manuscript {
  text = $state<Text>({ ...empty });
  /** Said of the next saving in the history. */
  note = $state('');
  life = $state.raw<Life>();
  versions = $state.raw<Life[]>([]);
  html = $state('');
  busy = $state(false);
  thrown = $state.raw<unknown>();
  /** What another has saved since this was read. */
  theirs = $state.raw<Written>();
  /** Text that was not saved the last time is on the screen. */
  resumed = $state(false);
  readonly wrong = $derived(this.thrown ? troubleOf(this.thrown).fields : {});
  readonly lang: Lang;
  id: string | undefined;
  #kept = $state.raw<Text>({ ...empty });
  readonly changed = $derived(!same(this.text, this.#kept));
  #version = 0;
  #key = newKey();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #previewed = '';

  constructor(lang: Lang, id?: string) {
    this.lang = lang;
    this.id = id;
    this.#kept = { ...empty, owner: me().name };
    this.text = { ...this.#kept };
  }

  get #draft(): string {
    return `article:${me().id}:${this.id ?? 'new'}:${this.lang}`;
  }

  /** Takes what the server has; text that was written here and not saved comes back on top of it. */
  read(written?: Written): void {
    if (written) this.#take(written);
    const kept = readDraft<{ text: Text; version: number }>(this.#draft);
    if (!kept || same(kept.value.text, this.#kept)) return;
    this.text = kept.value.text;
    this.#key = kept.key;
    this.resumed = true;
    if (written && written.version > kept.value.version) {
      this.theirs = written;
      this.#version = kept.value.version;
    }
  }

  #take(written: Written): void {
    this.life = written;
    this.versions = written.versions;
    this.#version = written.version;
    this.#kept = textOf(written);
    this.text = { ...this.#kept };
  }

  /** To be called in an effect: keeps what is written in this browser. */
  keep(): void {
    const text = $state.snapshot(this.text);
    if (!this.changed) return dropDraft(this.#draft);
    keepDraft(this.#draft, { value: { text, version: this.#version }, key: this.#key });
  }

  /** To be called in an effect: shows the text as readers will see it, soon. */
  preview(): void {
    const { markdown } = this.text;
    clearTimeout(this.#timer);
    if (markdown === this.#previewed) return;
    this.#timer = setTimeout(
      async () => {
        try {
          this.html = markdown.trim() ? await askPreview(markdown, this.id) : '';
          this.#previewed = markdown;
        } catch (thrown) {
          this.thrown = thrown;
        }
      },
      this.#previewed ? previewPause : 0,
    );
  }

  dropUnsaved(): void {
    this.text = { ...this.#kept };
    this.resumed = false;
    dropDraft(this.#draft);
  }

  /** Keeps mine over theirs, which stays in the history; or takes theirs. */
  settle(whose: 'mine' | 'theirs'): void {
    const written = this.theirs;
    if (!written) return;
    const mine = $state.snapshot(this.text);
    this.#take(written);
    if (whose === 'mine') this.text = mine;
    this.theirs = undefined;
    this.thrown = undefined;
  }

  /** True if the server has it now. */
  async save(): Promise<boolean> {
    if (!this.changed && this.life) return true;
    return this.#do(async () => {
      const { review, owner, ...rest } = $state.snapshot(this.text);
      const body: NewText = { ...rest, note: this.note.trim() };
      if (owner.trim()) body.owner = owner.trim();
      if (review) body.review_at = `${review}T00:00:00Z`;
      const text = $state.snapshot(this.text);
      const life = this.id
        ? await save(this.id, this.lang, this.#version, body)
        : await begin(this.lang, body, this.#key);
      dropDraft(this.#draft);
      this.id = life.id;
      this.#kept = text;
      this.note = '';
      this.resumed = false;
      this.#key = newKey();
      return life;
    });
  }

  async move(state: Move): Promise<boolean> {
    if (!(await this.save())) return false;
    const { id } = this;
    return id !== undefined && this.#do(() => move(id, this.lang, this.#version, state));
  }

  async #do(act: () => Promise<Life>): Promise<boolean> {
    if (this.busy || this.theirs) return false;
    this.busy = true;
    try {
      const life = await act();
      this.life = life;
      this.#version = life.version;
      this.versions = [...this.versions.filter(({ lang }) => lang !== life.lang), life];
      this.thrown = undefined;
      return true;
    } catch (thrown) {
      this.theirs = newerState<Written>(thrown);
      if (!this.theirs) this.thrown = thrown;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** An old text comes back on the screen; it is saved as any other. */
  restore(old: Pick<Text, 'title' | 'description' | 'product' | 'topic' | 'audience' | 'kind' | 'markdown'>): void {
    const { title, description, product, topic, audience, kind, markdown } = old;
    untrack(() => Object.assign(this.text, { title, description, product, topic, audience, kind, markdown }));
  }
}
