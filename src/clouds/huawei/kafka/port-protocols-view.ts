/**
 * The `port_protocols` object: each of the six listeners that an instance of Huawei's may have, as three fields.
 * @param address `ip:port,…` of the one listener that ours has for clients
 */
export function portProtocolsView(address: string, tls: boolean) {
  return {
    private_plain_enable: !tls,
    private_plain_address: tls ? '' : address,
    private_plain_domain_name: '',
    private_sasl_ssl_enable: tls,
    private_sasl_ssl_address: tls ? address : '',
    private_sasl_ssl_domain_name: '',
    private_sasl_plaintext_enable: false,
    private_sasl_plaintext_address: '',
    private_sasl_plaintext_domain_name: '',
    public_plain_enable: false,
    public_plain_address: '',
    public_plain_domain_name: '',
    public_sasl_ssl_enable: false,
    public_sasl_ssl_address: '',
    public_sasl_ssl_domain_name: '',
    public_sasl_plaintext_enable: false,
    public_sasl_plaintext_address: '',
    public_sasl_plaintext_domain_name: '',
  };
}
