import type { Clock } from '#core/ports/clock.ts';
import type { UploadPlaces } from '#core/ports/uploads.ts';
import { type S3FilesOptions, s3Caller } from './s3-call.ts';

/** Once: S3 refuses a second file of the name. The same file again after a lost answer is refused too, and was taken. */
const ONCE = '*';

/**
 * Addresses of S3 that take one object: its name, type and length are signed, so S3 itself refuses another file, a longer or a shorter one. They
 * hold no longer than the credentials of the function that signs them, which are some hours old at most.
 */
export function s3UploadPlaces({ clock, ...options }: S3FilesOptions & { readonly clock: Clock }): UploadPlaces {
  // A checksum would be signed, and nobody has the file yet.
  const call = s3Caller({ ...options, checksums: false });
  return {
    async open({ path: Key, type: ContentType, bytes: ContentLength, expiresAt }) {
      const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
      const expiresIn = Math.floor((Date.parse(expiresAt) - clock.now().getTime()) / 1_000);
      const object = { Bucket: options.bucket, Key, ContentType, ContentLength, IfNoneMatch: ONCE };
      const url = await call('s3:PutObject', ({ PutObjectCommand }, client) =>
        getSignedUrl(client, new PutObjectCommand(object), {
          expiresIn,
          signingDate: clock.now(),
          signableHeaders: new Set(['content-type']),
        }),
      );
      return { url, headers: { 'content-type': ContentType, 'if-none-match': ONCE } };
    },
  };
}
