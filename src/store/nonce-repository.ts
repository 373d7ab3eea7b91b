import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { NonceRepository } from '../domain/identity/nonce-repository.ts';
import type { Schema } from './schema.ts';

/** Rows past their time mean nothing, so that it is enough to sweep them now and then. */
const sweepEveryMs = 60_000;

export function createNonceRepository(database: Kysely<Schema>): NonceRepository {
  let sweptAtMs = 0;
  return {
    async use({ accessKey, nonce, forgetAtMs }, nowMs) {
      if (Math.abs(nowMs - sweptAtMs) >= sweepEveryMs) {
        sweptAtMs = nowMs;
        await database.deleteFrom('request_nonces').where('forget_at_ms', '<=', nowMs).execute();
      }
      const row = { nonce: keyOf(accessKey, nonce), forget_at_ms: forgetAtMs };
      const { numInsertedOrUpdatedRows: written = 0n } = await database
        .insertInto('request_nonces')
        .values(row)
        // One statement, so that of two requests at once only one is let through.
        .onConflict((conflict) =>
          conflict
            .column('nonce')
            .doUpdateSet({ forget_at_ms: forgetAtMs })
            .where('request_nonces.forget_at_ms', '<=', nowMs),
        )
        .executeTakeFirst();
      return written > 0n;
    },
  };
}

/** 128 bits, as no client is held to any length. */
function keyOf(accessKey: string, nonce: string): string {
  return createHash('sha256')
    .update(JSON.stringify([accessKey, nonce]))
    .digest('base64')
    .slice(0, 22);
}
