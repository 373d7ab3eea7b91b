export interface MessageAdministration {
  /**
   * The messages of a partition from an offset on, as consumers get them who do not wait for transactions. The last of them may be
   * missing where they are very large.
   * @throws DomainError topic-not-found, invalid-offset for a partition that there is not, or an offset before the first message or
   * behind the end
   */
  read(topic: string, partition: number, fromOffset: bigint, count: number): Promise<readonly Message[]>;
}

export interface Message {
  readonly partition: number;
  readonly offset: bigint;
  /** When it was made or appended, as the topic has it. */
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [name: string, value: Buffer | null])[];
}
