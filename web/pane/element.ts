/**
 * `<madoguchi-help operator="…">`: the help pane in any page of another product (docs/embed.md). This file is the whole
 * bridge to that page: what the page says comes in as attributes and the property `identity`; nothing goes out but calls
 * to the server that this script came from. Styles live in the shadow root and nowhere else, as a sheet that no content
 * security policy forbids.
 */
import { mount, unmount } from 'svelte';
import tokens from '../src/lib/tokens.css?inline';
import { Help } from './help.svelte';
import Pane from './Pane.svelte';
import styles from './pane.css?inline';
import { langOf } from './words.svelte';

/** Where this script came from: the server that it calls. */
const home = new URL((document.currentScript as HTMLScriptElement).src).origin;

/** The product's tokens, for the pane alone, and independent of the size that the page gives to a rem. */
const scoped = tokens
  .replaceAll(':root', '.frame')
  .replace(/:lang\((\w+)\)/g, '.frame:lang($1)')
  .replace(/([\d.]+)rem\b/g, (_, size: string) => `${Number(size) * 16}px`);

let sheet: CSSStyleSheet | undefined;
function ownSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(scoped + styles);
  }
  return sheet;
}

/** What the page types must not press the page's own shortcuts: there it would seem to come from no field at all. */
const typing = ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'paste'];

class MadoguchiHelp extends HTMLElement {
  static observedAttributes = ['operator', 'lang', 'theme'];

  /** Set by the page: answers a fresh token of the product whenever the pane needs to know who reads. */
  declare identity?: () => string | Promise<string>;
  #help = new Help(home, () => this.#token());
  #pane: Record<string, unknown> | undefined;

  async #token(): Promise<string | undefined> {
    if (this.identity) return await this.identity();
    const given = this.getAttribute('token') ?? undefined;
    this.removeAttribute('token');
    return given;
  }

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [ownSheet()];
    this.attributeChangedCallback();
    this.#pane = mount(Pane, { target: root, props: { help: this.#help } });
    for (const kind of typing) root.addEventListener(kind, (event) => event.stopPropagation());
  }

  disconnectedCallback(): void {
    if (this.#pane) void unmount(this.#pane);
    this.#pane = undefined;
  }

  attributeChangedCallback(): void {
    this.#help.operator = this.getAttribute('operator') ?? '';
    this.#help.speak(langOf(this.getAttribute('lang') || document.documentElement.lang));
    const theme = this.getAttribute('theme');
    this.#help.theme = theme === 'light' || theme === 'dark' ? theme : undefined;
  }
}

if (!customElements.get('madoguchi-help')) customElements.define('madoguchi-help', MadoguchiHelp);
