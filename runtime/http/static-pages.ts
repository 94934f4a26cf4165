import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

export type PageAnswer = { readonly status: number; readonly type: string; readonly body: string | Uint8Array; readonly location?: string };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

type Redirect = { readonly from: string; readonly to: string; readonly status: number };

/**
 * Answers paths from a folder of static pages as web hosts do: `index.html` of a folder (the path without its slash redirects), the
 * `_redirects` file (`FROM TO STATUS` lines), `404.html` for the rest. `origin.written`, the address the pages were written for, becomes
 * `origin.served` in text files, so that sitemap and canonical links hold on any port. Nothing outside the folder is ever read.
 */
export async function staticPages(
  folder: string,
  origin: { written: string; served: string },
): Promise<(pathname: string) => Promise<PageAnswer>> {
  const root = await realpath(folder);
  const redirects = parseRedirects((await read(path.join(root, '_redirects')))?.toString('utf8') ?? '');

  const file = async (relative: string): Promise<{ type: string; body: string | Uint8Array } | null> => {
    if (path.basename(relative).startsWith('_')) return null;
    const wanted = path.join(root, relative);
    const real = await realpath(wanted).catch(() => null);
    if (!real?.startsWith(root + path.sep)) return null;
    const content = await read(real);
    if (!content) return null;
    const type = TYPES[path.extname(real)] ?? 'application/octet-stream';
    const isText = /^text\/|xml|json/.test(type);
    return { type, body: isText ? content.toString('utf8').replaceAll(origin.written, origin.served) : content };
  };

  return async (pathname) => {
    const relative = decode(pathname);
    if (relative !== null) {
      const redirect = findRedirect(redirects, pathname);
      if (redirect) return redirect;
      const found = await file(relative.endsWith('/') ? `${relative}index.html` : relative);
      if (found) return { status: 200, ...found };
      if (!relative.endsWith('/') && (await file(`${relative}/index.html`))) return moved(`${pathname}/`, 301);
    }
    const missing = await file('404.html');
    return { status: 404, ...(missing ?? { type: TYPES['.txt']!, body: 'Not found' }) };
  };
}

/** `FROM/*` matches what begins with `FROM/`; the rest takes the place of `:splat` in the target. */
function findRedirect(redirects: readonly Redirect[], pathname: string): PageAnswer | null {
  for (const { from, to, status } of redirects) {
    const prefix = from.endsWith('/*') ? from.slice(0, -1) : null;
    if (pathname === from) return moved(to, status);
    if (prefix && pathname.startsWith(prefix))
      return moved(
        to.replace(':splat', () => pathname.slice(prefix.length)),
        status,
      );
  }
  return null;
}

function moved(location: string, status: number): PageAnswer {
  return { status, type: 'text/plain; charset=utf-8', body: `Moved to ${location}`, location };
}

function parseRedirects(text: string): Redirect[] {
  return text.split('\n').flatMap((line) => {
    const [from, to, status] = line.replace(/#.*/, '').trim().split(/\s+/);
    return from && to ? [{ from, to, status: Number(status ?? 301) }] : [];
  });
}

/**
 * What a path means, or null where it can mean no page of ours: an empty segment would make a redirect to `//other.example`, `..` is
 * never written by a browser, and names with a dot in front (`.git`, `.env`) are not for readers; `.well-known` is.
 */
function decode(pathname: string): string | null {
  try {
    const decoded = decodeURIComponent(pathname);
    return decoded.includes('\0') || /\\|\/\/|\/\.(?!well-known\/)/.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}

/** The bytes of a file, or null for a folder and for what is not there. */
async function read(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
