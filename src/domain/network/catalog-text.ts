import { DomainError } from '../errors.ts';

/**
 * The name of a part of a network: 1 to 64 letters, digits, `_`, `-` and `.` (what Huawei, the strictest of the
 * clouds, allows).
 * @throws DomainError invalid-parameter
 */
export function checkName(name: string): string {
  if (!/^[\p{L}\p{N}_.-]{1,64}$/u.test(name)) {
    throw new DomainError(
      'invalid-parameter',
      `The name ${JSON.stringify(name.slice(0, 80))} is invalid; allowed: 1 to 64 letters, digits, underscores, hyphens and periods.`,
      'name',
    );
  }
  return name;
}

/**
 * A description: up to 255 characters, neither `<` nor `>`.
 * @throws DomainError invalid-parameter
 */
export function checkDescription(description: string): string {
  if (Array.from(description).length > 255 || /[<>]/.test(description)) {
    throw new DomainError(
      'invalid-parameter',
      'The description is invalid; allowed: up to 255 characters without < and >.',
      'description',
    );
  }
  return description;
}
