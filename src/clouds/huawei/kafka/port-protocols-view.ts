import type { ClientAccess } from '../../../domain/instance/instance.ts';

/**
 * The `port_protocols` object: each of the six listeners that an instance of Huawei's may have, as three fields.
 * @param addresses `ip:port,…` of each listener; empty for one that is switched off
 */
export function portProtocolsView(
  { plaintext, login }: ClientAccess,
  addresses: Readonly<
    Record<
      'plain' | 'saslTls' | 'saslPlaintext' | 'publicPlain' | 'publicSaslTls' | 'publicSaslPlaintext',
      string
    >
  >,
) {
  return {
    private_plain_enable: plaintext,
    private_plain_address: addresses.plain,
    private_plain_domain_name: '',
    private_sasl_ssl_enable: login?.tls === true,
    private_sasl_ssl_address: addresses.saslTls,
    private_sasl_ssl_domain_name: '',
    private_sasl_plaintext_enable: login?.tls === false,
    private_sasl_plaintext_address: addresses.saslPlaintext,
    private_sasl_plaintext_domain_name: '',
    public_plain_enable: addresses.publicPlain !== '',
    public_plain_address: addresses.publicPlain,
    public_plain_domain_name: '',
    public_sasl_ssl_enable: addresses.publicSaslTls !== '',
    public_sasl_ssl_address: addresses.publicSaslTls,
    public_sasl_ssl_domain_name: '',
    public_sasl_plaintext_enable: addresses.publicSaslPlaintext !== '',
    public_sasl_plaintext_address: addresses.publicSaslPlaintext,
    public_sasl_plaintext_domain_name: '',
  };
}
