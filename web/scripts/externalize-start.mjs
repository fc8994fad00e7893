// The content security policy forbids inline scripts and styles: what SvelteKit writes into the start page
// is moved into a file of its own, named by its contents.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const build = join(import.meta.dirname, '..', 'build');
const page = join(build, 'app.html');
const inline = /<script>([\s\S]*?)<\/script>/g;

const html = readFileSync(page, 'utf8').replace(inline, (_, code) => {
  const script = code.trim();
  const hash = createHash('sha256').update(script).digest('base64url').slice(0, 8);
  const path = `/_app/immutable/start.${hash}.js`;
  writeFileSync(join(build, path), script + '\n');
  return `<script src="${path}"></script>`;
});
const left = /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/i.exec(html);
if (left) throw new Error(`the start page still holds something inline: ${left[0]}`);
writeFileSync(page, html);
