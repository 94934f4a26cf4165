import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Context } from 'hono';
import { apiBase } from './zendesk-answers.ts';

type Row = {
  readonly id: number;
  readonly token: string;
  readonly file_name: string;
  readonly content_type: string;
  readonly size: number;
};

/** Files on their way to a comment, and those that arrived. A token may stand for several files; it is good for one comment. */
export function zendeskUploads(database: DatabaseSync) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS desk_uploads (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      token TEXT NOT NULL,
      file_name TEXT NOT NULL,
      content_type TEXT NOT NULL,
      size INTEGER NOT NULL,
      content BLOB NOT NULL,
      comment_id INTEGER
    ) STRICT;
    CREATE INDEX IF NOT EXISTS desk_uploads_by_token ON desk_uploads (token);
    CREATE INDEX IF NOT EXISTS desk_uploads_by_comment ON desk_uploads (comment_id);
  `);
  const insert = database.prepare('INSERT INTO desk_uploads (token, file_name, content_type, size, content) VALUES (?, ?, ?, ?, ?)');
  const COLUMNS = 'id, token, file_name, content_type, size';
  const waiting = database.prepare(`SELECT ${COLUMNS} FROM desk_uploads WHERE token = ? AND comment_id IS NULL ORDER BY id`);
  const ofComment = database.prepare(`SELECT ${COLUMNS} FROM desk_uploads WHERE comment_id = ? ORDER BY id`);
  const give = database.prepare('UPDATE desk_uploads SET comment_id = ? WHERE token = ? AND comment_id IS NULL');
  const knows = (token: string) => waiting.get(token) !== undefined;

  return {
    knows,
    /** Keeps a file, under a new token or with those of a known one. */
    add(file: { readonly name: string; readonly type: string; readonly content: Uint8Array }, known?: string): string {
      const token = known !== undefined && knows(known) ? known : randomBytes(12).toString('hex');
      insert.run(token, file.name, file.type, file.content.length, file.content);
      return token;
    },
    waiting: (token: string) => waiting.all(token) as Row[],
    give(token: string, commentId: number): void {
      give.run(commentId, token);
    },
    ofComment: (commentId: number) => ofComment.all(commentId) as Row[],
  };
}

/** As Zendesk shows a file. The stand-in gives no content out: whatever it is, nothing of this machine's pages may run it. */
export function shownAttachment(c: Context, { id, file_name, content_type, size }: Row) {
  return { id, file_name, content_type, size, content_url: `${apiBase(c)}/attachments/${id}/content`, inline: false, thumbnails: [] };
}
