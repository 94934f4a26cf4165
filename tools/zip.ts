import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A file of an archive by its path, with `/`. */
export type ZipEntries = ReadonlyMap<string, Uint8Array>;

/** The first moment that the format knows, 1980-01-01: a time of today would make other bytes of the same files. */
const FIRST_DAY = (1 << 5) | 1;
/** Deflate. */
const METHOD = 8;
/** 2.0, which deflate wants. */
const VERSION = 20;
/** Names in UTF-8. */
const FLAGS = 0x0800;
/** Made on Unix, so that the permissions count. */
const MADE_BY = (3 << 8) | VERSION;
/** A plain file that everybody may read: Lambda runs the code as another user than the one it belongs to. */
const PERMISSIONS = 0o100644;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
/** Counts have two bytes and sizes four; what has more is another format. */
const MAX_ENTRIES = 0xffff;
const MAX_BYTES = 0xffffffff;

/** A zip archive of these files. The same files are the same bytes, whoever writes them and when. Throws a RangeError for what the format cannot hold. */
export function toZip(entries: ZipEntries): Buffer {
  if (entries.size > MAX_ENTRIES) throw new RangeError(`a zip holds ${MAX_ENTRIES} files, not ${entries.size}`);
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content, { level: 9 });
    const about = Buffer.alloc(26);
    about.writeUInt16LE(VERSION, 0);
    about.writeUInt16LE(FLAGS, 2);
    about.writeUInt16LE(METHOD, 4);
    about.writeUInt16LE(FIRST_DAY, 8);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(name.length, 22);
    files.push(uint32(LOCAL), about, name, packed);

    const where = Buffer.alloc(14);
    where.writeUInt32LE((PERMISSIONS << 16) >>> 0, 6);
    where.writeUInt32LE(offset, 10);
    directory.push(uint32(CENTRAL), uint16(MADE_BY), about, where, name);
    offset += 4 + about.length + name.length + packed.length;
    if (offset > MAX_BYTES) throw new RangeError('a zip holds 4 GB');
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.size, 8);
  end.writeUInt16LE(entries.size, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}

/** The files of an archive that `toZip` wrote. Throws where a file is not what its checksum says. */
export function readZip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - END_BYTES;
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('this is no archive of the build; run `npm run build`');
  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameBytes = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameBytes);
    const start = zip.readUInt32LE(at + 42) + 30 + nameBytes;
    const content = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(at + 20)));
    if (crc32(content) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} in the archive is damaged; run \`npm run build\``);
    entries.set(name, content);
    at += 46 + nameBytes;
  }
  return entries;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
