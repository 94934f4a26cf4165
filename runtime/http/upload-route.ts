import { z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { LimitReached } from '#core/domain/errors.ts';
import { MAX_UPLOAD_BYTES } from '#core/domain/upload.ts';
import { takeUpload, waitingUpload } from '../intake/take-upload.ts';
import type { AppOptions } from './app-options.ts';
import { type App, route } from './route.ts';

/** Where files of support requests are sent to. Served before the guards of the body: a file is larger than they let through, and no JSON. */
export function uploadRoute(app: App, { ports }: AppOptions): void {
  app.use(
    '/uploads/:token',
    bodyLimit({
      maxSize: MAX_UPLOAD_BYTES,
      onError: () => {
        throw new LimitReached(`the file is over ${MAX_UPLOAD_BYTES / 1024 ** 2} MB; send less`, 'too_large');
      },
    }),
  );
  route(
    app,
    {
      method: 'put',
      path: '/uploads/{token}',
      operationId: 'sendUpload',
      summary: 'Send the file that an address was given for',
      description: 'At most 10 MB, of the type that the address was asked for. Whoever has the address may send it, once.',
      tag: 'requests',
      for: 'public',
      body: 'application/octet-stream',
      answers: z.object({ uploadId: z.string() }),
      answerExample: { uploadId: '9c1185a5c5e9fc54612808977ee8f548' },
      errors: ['not_found', 'conflict'],
    },
    async (c) => {
      // Before ten megabytes are read for nothing.
      const upload = await waitingUpload(c.req.param('token') ?? '', ports);
      await takeUpload(upload, new Uint8Array(await c.req.arrayBuffer()), ports);
      return c.json({ uploadId: upload.id });
    },
  );
}
