import type { S3Client } from '@aws-sdk/client-s3';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError } from './from-aws-error.ts';

type S3 = typeof import('@aws-sdk/client-s3');

export type S3FilesOptions = AwsConnection & {
  readonly bucket: string;
  /** Left out, what is sent goes with a checksum of it. */
  readonly checksums?: boolean;
};

/** Asks S3 something that needs the right `action`; its errors come as ours. */
export type S3Call = <Result>(action: string, ask: (s3: S3, client: S3Client) => Promise<Result>) => Promise<Result>;

/** The SDK takes a part of a second to load: only who touches a file waits for it. */
export function s3Caller(options: S3FilesOptions): S3Call {
  let client: Promise<S3Client> | undefined;
  return async (action, ask) => {
    try {
      const s3 = await import('@aws-sdk/client-s3');
      client ??= openClient(s3, options);
      return await ask(s3, await client);
    } catch (error) {
      throw fromAwsError(error, { service: 'S3', action, on: `the bucket ${options.bucket}` });
    }
  };
}

async function openClient({ S3Client }: S3, options: S3FilesOptions): Promise<S3Client> {
  // A stand-in has no host name for each bucket.
  const requestChecksumCalculation = options.checksums === false ? 'WHEN_REQUIRED' : 'WHEN_SUPPORTED';
  return new S3Client({ ...(await clientSettings(options)), forcePathStyle: options.endpoint !== undefined, requestChecksumCalculation });
}
