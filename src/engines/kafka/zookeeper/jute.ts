/** Jute, ZooKeeper's serialization: big-endian numbers; buffers, strings and vectors after their length, -1 for null. */
export class JuteWriter {
  readonly #parts: Buffer[] = [];

  int(value: number): this {
    const part = Buffer.alloc(4);
    part.writeInt32BE(value);
    this.#parts.push(part);
    return this;
  }

  long(value: bigint): this {
    const part = Buffer.alloc(8);
    part.writeBigInt64BE(value);
    this.#parts.push(part);
    return this;
  }

  bool(value: boolean): this {
    this.#parts.push(Buffer.of(value ? 1 : 0));
    return this;
  }

  buffer(value: Uint8Array | null): this {
    if (value === null) return this.int(-1);
    this.int(value.byteLength);
    this.#parts.push(Buffer.from(value));
    return this;
  }

  string(value: string): this {
    return this.buffer(Buffer.from(value, 'utf8'));
  }

  vector<T>(values: readonly T[], write: (writer: JuteWriter, value: T) => void): this {
    this.int(values.length);
    for (const value of values) write(this, value);
    return this;
  }

  toBuffer(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Reads what a server sent. Throws a RangeError where the bytes end too early or a length is impossible. */
export class JuteReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  int(): number {
    const value = this.#bytes.readInt32BE(this.#offset);
    this.#offset += 4;
    return value;
  }

  long(): bigint {
    const value = this.#bytes.readBigInt64BE(this.#offset);
    this.#offset += 8;
    return value;
  }

  bool(): boolean {
    const value = this.#bytes.readUInt8(this.#offset);
    this.#offset += 1;
    return value !== 0;
  }

  buffer(): Buffer | null {
    const length = this.int();
    if (length === -1) return null;
    if (length < 0 || length > this.remaining) {
      throw new RangeError(`A buffer of ${length} bytes is announced where ${this.remaining} are left.`);
    }
    const value = this.#bytes.subarray(this.#offset, this.#offset + length);
    this.#offset += length;
    return value;
  }

  string(): string {
    return this.buffer()?.toString('utf8') ?? '';
  }

  vector<T>(read: (reader: JuteReader) => T): T[] {
    const length = this.int();
    // Each element takes at least a byte, so that a broken length cannot make us loop for long.
    if (length > this.remaining) {
      throw new RangeError(`${length} elements are announced where ${this.remaining} bytes are left.`);
    }
    return Array.from({ length: Math.max(0, length) }, () => read(this));
  }
}
