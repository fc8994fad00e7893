/**
 * Articles in another site's page: rebuilt element by element from what is allowed, so that nothing else can come in,
 * whatever the server sends. Pictures become links, because the page's policy would not load them.
 */
const kept = new Set(
  'P H1 H2 H3 H4 H5 H6 UL OL LI PRE CODE BLOCKQUOTE STRONG EM DEL KBD TABLE THEAD TBODY TR TH TD HR BR A DETAILS SUMMARY'.split(
    ' ',
  ),
);
const dropped = new Set('SCRIPT STYLE TEMPLATE IFRAME OBJECT EMBED SVG MATH FORM INPUT BUTTON'.split(' '));

/** Pages that let nobody write markup (Trusted Types) let this one name do it: what it parses is never shown itself. */
interface Markup {
  createHTML: (html: string) => string;
}
const { trustedTypes } = window as { trustedTypes?: { createPolicy: (name: string, rules: Markup) => Markup } };
const markup = trustedTypes?.createPolicy('madoguchi-help', { createHTML: (html) => html });

function link(address: string | null, home: string): HTMLAnchorElement | undefined {
  if (!address || address.startsWith('#') || !URL.canParse(address, home)) return undefined;
  const url = new URL(address, home);
  if (!['https:', 'http:', 'mailto:', 'tel:'].includes(url.protocol)) return undefined;
  const made = document.createElement('a');
  made.href = url.href;
  made.target = '_blank';
  made.rel = 'noopener noreferrer';
  return made;
}

function rebuilt(element: Element, home: string, pictureWords: (name: string) => string): Node | undefined {
  const { tagName } = element;
  if (dropped.has(tagName.toUpperCase())) return undefined;
  if (tagName === 'IMG') {
    const made = link(element.getAttribute('src'), home);
    made?.append(pictureWords(element.getAttribute('alt') ?? ''));
    return made;
  }
  const made =
    tagName === 'A'
      ? (link(element.getAttribute('href'), home) ?? document.createElement('span'))
      : kept.has(tagName)
        ? document.createElement(tagName)
        : document.createDocumentFragment();
  if (tagName === 'OL' && made instanceof HTMLOListElement) made.start = Number(element.getAttribute('start') ?? 1);
  fill(made, element, home, pictureWords);
  return made;
}

function fill(into: Node, from: Element, home: string, pictureWords: (name: string) => string): void {
  for (const child of from.childNodes) {
    const made =
      child instanceof Element
        ? rebuilt(child, home, pictureWords)
        : child.nodeType === Node.TEXT_NODE
          ? document.createTextNode(child.textContent ?? '')
          : undefined;
    if (made) into.appendChild(made);
  }
}

/** What `html` shows, with addresses that hold in any page. */
export function safeNodes(html: string, home: string, pictureWords: (name: string) => string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(markup?.createHTML(html) ?? html, 'text/html');
  const made = document.createDocumentFragment();
  fill(made, parsed.body, home, pictureWords);
  return made;
}
