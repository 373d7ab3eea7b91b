import { crc32 } from 'node:zlib';

/** One file of a jar: `name` with `/` between directories, such as `a/B.class`. */
export interface JarEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

/** 1 January 1980, the first day that a zip can name: the same entries always give the same bytes. */
const earliestDate = 0x21;
const version = 20;
/** Names are UTF-8. */
const flags = 0x0800;

/**
 * The bytes of a jar with these entries, sorted by name and not compressed. Layout: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and
 * 4.3.16. Enough for a few small files: no entry or jar of 4 GiB, and at most 65,535 entries.
 */
export function jarFile(entries: readonly JarEntry[]): Buffer {
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of sorted) {
    const path = Buffer.from(name, 'utf8');
    const facts = entryFacts(content, path);
    const file = Buffer.concat([uint32(0x04034b50), uint16(version), facts, uint16(0), path, content]);
    directory.push(
      Buffer.concat([
        uint32(0x02014b50),
        uint16(version), // made by
        uint16(version), // needed to read it
        facts,
        uint16(0), // extra field
        uint16(0), // comment
        uint16(0), // disk
        uint16(0), // internal attributes
        uint32(0), // external attributes
        uint32(offset),
        path,
      ]),
    );
    files.push(file);
    offset += file.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.concat([
    uint32(0x06054b50),
    uint16(0), // this disk
    uint16(0), // the directory's disk
    uint16(sorted.length),
    uint16(sorted.length),
    uint32(list.length),
    uint32(offset),
    uint16(0), // comment
  ]);
  return Buffer.concat([...files, list, end]);
}

/** What a file's own header and the directory both say of it. */
function entryFacts(content: Uint8Array, path: Buffer): Buffer {
  return Buffer.concat([
    uint16(flags),
    uint16(0), // stored
    uint16(0), // midnight
    uint16(earliestDate),
    uint32(crc32(content)),
    uint32(content.length),
    uint32(content.length),
    uint16(path.length),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
