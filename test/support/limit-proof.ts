import { after, before, suite, test } from 'node:test';

/** One thing that real Kafka clients show about a limit, on one version of Kafka. */
export interface LimitProof<Subject> {
  /** What is proven, in one line without `|`; unique. It names the row of docs/limits-measured.md, and docs/limits.md refers to it. */
  readonly claim: string;
  /** Left out where it holds on every version. */
  readonly appliesTo?: (version: string) => boolean;
  /** Answers what was measured, in a few words for the page; rejects where the claim does not hold. */
  run(this: void, subject: Subject): Promise<string>;
}

/** Proofs that share what is expensive to start: a cluster, or a server with an instance. */
export interface LimitProofGroup<Subject> {
  /** In one word, by which it is chosen on the command line. */
  readonly name: string;
  /** Milliseconds for the start, all proofs of one version, and the end. */
  readonly timeoutMs: number;
  start(version: string): Promise<Subject>;
  end(subject: Subject): Promise<void>;
  readonly proofs: readonly LimitProof<Subject>[];
}

/** A group whose subject nobody else needs to know. */
export interface DeclaredGroup {
  readonly name: string;
  readonly claims: readonly string[];
  /** Makes a suite of it; each outcome is told once its proof has ended. */
  declare(version: string, tell: (claim: string, outcome: string) => void): void;
}

/** What the page shows of a proof that does not apply to a version, and of one that failed. */
export const notApplicable = '–';
export const failed = '**failed**';

export function limitProofs<Subject>(group: LimitProofGroup<Subject>): DeclaredGroup {
  return {
    name: group.name,
    claims: group.proofs.map(({ claim }) => claim),
    declare(version, tell) {
      if (group.proofs.every(({ appliesTo }) => appliesTo?.(version) === false)) {
        for (const { claim } of group.proofs) tell(claim, notApplicable);
        return;
      }
      suite(`limits of Kafka ${version}: ${group.name}`, { timeout: group.timeoutMs }, () => {
        let subject: Subject | undefined;
        before(async () => {
          subject = await group.start(version);
        });
        after(async () => {
          if (subject !== undefined) await group.end(subject);
        });
        for (const { claim, appliesTo, run } of group.proofs) {
          if (appliesTo?.(version) === false) {
            tell(claim, notApplicable);
            continue;
          }
          test(claim, async () => {
            tell(claim, failed);
            if (subject === undefined) throw new Error(`${group.name} was not started.`);
            tell(claim, await run(subject));
          });
        }
      });
    },
  };
}
