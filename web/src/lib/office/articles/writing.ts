/** Marks of Markdown put around or before what is selected; the browser's own undo takes them back. */

/** Replaces the selection as if it had been typed. */
export function put(area: HTMLTextAreaElement, words: string): void {
  area.focus();
  // The only way that undo knows of; where it is gone, the text is set without.
  if (document.execCommand('insertText', false, words)) return;
  area.setRangeText(words, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

export const selected = (area: HTMLTextAreaElement): string => area.value.slice(area.selectionStart, area.selectionEnd);

/** **bold**: the words between the marks stay selected. */
export function wrap(area: HTMLTextAreaElement, mark: string): void {
  const from = area.selectionStart;
  const words = selected(area);
  put(area, mark + words + mark);
  area.setSelectionRange(from + mark.length, from + mark.length + words.length);
}

/** Begins every line that is selected with the mark, or takes it away where all have it. */
export function lead(area: HTMLTextAreaElement, mark: string): void {
  const { value, selectionStart, selectionEnd } = area;
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const end = value.indexOf('\n', selectionEnd);
  const to = end < 0 ? value.length : end;
  const lines = value.slice(from, to).split('\n');
  const all = lines.every((line) => line.startsWith(mark));
  area.setSelectionRange(from, to);
  put(area, lines.map((line) => (all ? line.slice(mark.length) : mark + line)).join('\n'));
}

/** The words of a link, with what would end it taken care of. */
export const linkOf = (words: string, address: string): string =>
  `[${words.replace(/[[\]\\]/g, '\\$&').replace(/\s+/g, ' ')}](${address})`;
