/**
 * The clouds' own ports: Huawei lists 9092 for plaintext and 9093 for SASL_SSL or SASL_PLAINTEXT, 9094 and 9095 for the same from public
 * addresses. 9091 carries the brokers' own traffic, 9090 that of the controllers where there is no ZooKeeper.
 */
export const brokerPorts = {
  controller: 9090,
  internal: 9091,
  plaintext: 9092,
  sasl: 9093,
  publicPlaintext: 9094,
  publicSasl: 9095,
  // 9096 is the relay's. The second listeners with a login:
  secondSasl: 9097,
  publicSecondSasl: 9098,
  // TLS without a login:
  tls: 9099,
  publicTls: 9100,
} as const;
