const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
}

export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export type TokenKind = 'comment' | 'string' | 'number' | 'keyword' | 'punctuation';

const TOKEN =
  /((?:^|\s)(?:#|\/\/|--\s).*$)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\b(\d+(?:\.\d+)?)\b|\b(import|from|const|let|def|class|return|if|else|for|while|function|async|await|new|true|false|null|None|package|func|type|curl|sudo|npm|pip)\b|([{}()[\];,=])/g;
const KINDS: readonly TokenKind[] = ['comment', 'string', 'number', 'keyword', 'punctuation'];

/** One line of code as highlighters write it: pieces in spans, the rest plain. Rough on purpose; only the nesting matters here. */
export function highlight(line: string, span: (kind: TokenKind, html: string) => string): string {
  let html = '';
  let done = 0;
  for (const match of line.matchAll(TOKEN)) {
    html += escapeHtml(line.slice(done, match.index));
    const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)] ?? 'punctuation';
    html += span(kind, escapeHtml(match[0]));
    done = match.index + match[0].length;
  }
  return html + escapeHtml(line.slice(done));
}
