/** Message HTML that the server made safe, cleaned once more before it is shown. */
import DOMPurify from 'dompurify';

export function safeHtml(html: string): string {
  return DOMPurify.sanitize(html, { FORBID_TAGS: ['style', 'form', 'input', 'button'], FORBID_ATTR: ['style'] });
}
