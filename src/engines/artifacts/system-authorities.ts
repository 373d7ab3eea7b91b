import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/**
 * Makes downloads trust the authorities that the machine trusts, besides those that Node brings along. Networks that
 * look into TLS (many companies') install an authority of their own there, and Node alone does not read it. Takes some
 * 80 ms, so it is done only when something has to be fetched.
 */
export function trustSystemAuthorities(): void {
  setDefaultCACertificates([...new Set([...getCACertificates('default'), ...getCACertificates('system')])]);
}
